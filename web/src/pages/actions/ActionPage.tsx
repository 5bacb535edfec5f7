import './actions.css';
import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { ActionView } from '../../../../server/actions/api.ts';
import { actionQuery } from '../../api/actions.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ActionButtons } from './ActionButtons.tsx';
import { ActionDetails } from './ActionDetails.tsx';
import { ActionHistory } from './ActionHistory.tsx';
import { ActionPlan, ActionRisk } from './ActionPlan.tsx';
import { ActionStatus } from './ActionStatus.tsx';
import { isMoving, isOpen, storyOf } from './action.model.ts';
import { BrakeBanner } from './Brake.tsx';
import { ObstacleAlert } from './Obstacle.tsx';

const crumbs = [{ text: 'Actions', href: '/actions' }];

export default function ActionPage() {
  const { actionId = '' } = useParams();
  const action = useQuery({
    ...actionQuery(actionId),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? 1_500 : 30_000),
  });
  useFrame(action.data?.title ?? 'Action', crumbs);

  if (action.isPending) return <PageLoading />;
  if (action.isError && !action.data) {
    return (
      <ProblemPage
        heading="Action"
        title="The action could not be read"
        problem={troubleOf(action.error)}
        onRetry={() => void action.refetch()}
      />
    );
  }
  return <Action action={action.data} />;
}

/** From top to bottom what somebody who is woken at night asks: is anything changed, what exactly, what breaks, can I go back. */
function Action({ action }: { action: ActionView }) {
  const { title, status, obstacle, cloudAccountId, failure } = action;
  const mayBeUndone = (status === 'done' || status === 'failed') && action.canBeUndone;
  // The brake has a banner of its own.
  const isInTheWay = obstacle !== null && obstacle.code !== 'actions_stopped' && (isOpen(action) || mayBeUndone);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<Where action={action} />} actions={<ActionButtons action={action} />}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <BrakeBanner />
        <div role="status" className="action-story">
          <ActionStatus action={action} />
          <Box>{storyOf(action)}</Box>
        </div>
        {failure && (
          <ProblemAlert title={status === 'refused' ? 'It cannot be planned' : 'What went wrong'} problem={failure} />
        )}
        {isInTheWay && (
          <ObstacleAlert
            title={mayBeUndone ? 'It cannot be undone now' : 'It cannot be applied now'}
            obstacle={obstacle}
            cloudAccountId={cloudAccountId}
          />
        )}
        <ActionPlan action={action} />
        <ActionRisk action={action} />
        <ActionDetails action={action} />
        <ActionHistory action={action} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Where({ action: { assetId, assetName, accountNickname, region } }: { action: ActionView }) {
  return (
    <>
      <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
        <AwsText>{assetName}</AwsText>
      </RouteLink>{' '}
      in <AwsText>{accountNickname}</AwsText>, {region}
    </>
  );
}
