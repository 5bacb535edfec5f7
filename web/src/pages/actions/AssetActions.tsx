import './actions.css';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { AssetView } from '../../../../server/assets/api.ts';
import { actionOffersQuery, actionsQuery } from '../../api/actions.ts';
import { troubleOf } from '../../api/problem.ts';
import { Answer } from '../../show/Answer.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ActionTable } from './ActionTable.tsx';
import { isMoving } from './action.model.ts';
import { Offers } from './Offers.tsx';

const shown = 20;

/** What CloudCoreo can do with an asset, and what it did. */
export function AssetActions({ asset }: { asset: AssetView }) {
  const isThere = asset.deletedAt === null;
  const offers = useQuery({ ...actionOffersQuery('assets', asset.id), enabled: isThere });
  const actions = useQuery({
    ...actionsQuery({ assetId: asset.id, limit: shown }),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isMoving) ? 2_000 : 30_000),
  });
  const past = actions.data?.items ?? [];
  return (
    <SpaceBetween size="l">
      {isThere && (
        <Answer of={offers} trouble="What can be done with the asset could not be read">
          {({ items }) =>
            items.length === 0 ? (
              <Box color="text-body-secondary">CloudCoreo knows no action for assets of this type.</Box>
            ) : (
              <Offers
                label="Actions for this asset"
                offers={items}
                subjects={{ of: 'assets', ids: [asset.id] }}
                cloudAccountId={asset.cloudAccountId}
                actions={past}
              />
            )
          }
        </Answer>
      )}
      {actions.isError ? (
        <ProblemAlert
          title="The actions could not be read"
          problem={troubleOf(actions.error)}
          onRetry={() => void actions.refetch()}
        />
      ) : (
        <div>
          <Box variant="h3">Asked for already</Box>
          <ActionTable
            variant="borderless"
            isOfOneAsset
            items={past}
            isLoading={actions.isPending}
            empty={<EmptyList title="Nothing was asked for yet">CloudCoreo never changed this asset.</EmptyList>}
          />
          {actions.data?.nextCursor && (
            <RouteLink to={`/actions?assetId=${encodeURIComponent(asset.id)}`}>See all of them</RouteLink>
          )}
        </div>
      )}
    </SpaceBetween>
  );
}
