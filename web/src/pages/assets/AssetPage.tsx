import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { AssetView } from '../../../../server/assets/api.ts';
import { assetQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableText } from '../../show/CopyableText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemPage } from '../../show/ProblemPage.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { AssetTabs } from './AssetTabs.tsx';
import { safeHttpsUrl } from './document.model.ts';
import { Tags } from './Tags.tsx';
import { UnknownParts } from './UnknownParts.tsx';

const crumbs = [{ text: 'Assets', href: '/assets' }];

export default function AssetPage() {
  const { assetId = '' } = useParams();
  const asset = useQuery(assetQuery(assetId));
  useFrame(asset.data ? asset.data.name || asset.data.arn : 'Asset', crumbs);

  if (asset.isPending) return <PageLoading />;
  if (asset.isError && !asset.data) {
    return (
      <ProblemPage
        heading="Asset"
        title="The asset could not be read"
        problem={troubleOf(asset.error)}
        onRetry={() => void asset.refetch()}
      />
    );
  }
  return <Asset asset={asset.data} />;
}

function Asset({ asset }: { asset: AssetView }) {
  const consoleUrl = safeHttpsUrl(asset.consoleUrl);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={asset.type}
          actions={
            consoleUrl && (
              <Button href={consoleUrl} target="_blank" rel="noopener noreferrer" iconName="external" iconAlign="right">
                Open in the AWS console
              </Button>
            )
          }
        >
          <AwsText>{asset.name || asset.arn}</AwsText>
        </Header>
      }
    >
      <SpaceBetween size="l">
        {asset.deletedAt !== null && (
          <Alert type="info" header="This asset is gone">
            A scan no longer found it, <Moment at={asset.deletedAt} />. What it was is kept here.
          </Alert>
        )}
        <UnknownParts asset={asset} />
        <Container header={<Header variant="h2">Summary</Header>}>
          <SpaceBetween size="l">
            <KeyValuePairs columns={3} minColumnWidth={130} items={summaryOf(asset)} />
            <KeyValuePairs items={[{ label: 'ARN', value: <CopyableText label="ARN" text={asset.arn} /> }]} />
          </SpaceBetween>
        </Container>
        <Tags tags={asset.tags} />
        <AssetTabs asset={asset} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function summaryOf(asset: AssetView): KeyValuePairsProps.Item[] {
  return [
    {
      label: 'Account',
      value: (
        <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(asset.cloudAccountId)}`}>
          <AwsText>{asset.accountNickname}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Account ID', value: <CopyableText label="AWS account ID" text={asset.awsAccountId} /> },
    { label: 'Region', value: asset.region },
    {
      label: 'Type',
      value: (
        <RouteLink to={`/assets?type=${encodeURIComponent(asset.type)}`}>
          <AwsText>{asset.type}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Service', value: asset.service },
    {
      label: 'State',
      value:
        asset.deletedAt === null ? (
          <StatusIndicator type="success">Present</StatusIndicator>
        ) : (
          <StatusIndicator type="stopped">Deleted</StatusIndicator>
        ),
    },
    { label: 'First seen', value: <Moment at={asset.firstSeenAt} /> },
    { label: 'Last changed', value: <Moment at={asset.changedAt} /> },
    { label: 'Last seen', value: <Moment at={asset.lastSeenAt} /> },
  ];
}
