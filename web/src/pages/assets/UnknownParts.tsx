import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useQuery } from '@tanstack/react-query';
import type { AssetView } from '../../../../server/assets/api.ts';
import { cloudAccountQuery } from '../../api/accounts.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { type UnknownGroup, unknownGroups } from './unknown-parts.model.ts';

/** What of an asset could not be read: why, the permission that is missing, and what mends it. */
export function UnknownParts({ asset }: { asset: AssetView }) {
  const count = Object.keys(asset.unknownParts).length;
  const account = useQuery({ ...cloudAccountQuery(asset.cloudAccountId), enabled: count > 0 });
  if (count === 0) return null;
  return (
    <Alert type="warning" header={`${plural(count, 'part')} of this asset could not be read`}>
      Nothing can be said about {count === 1 ? 'it: it' : 'them: they'} may be configured or not.
      <ul className="unknown-parts">
        {unknownGroups(asset.unknownParts, account.data?.drift ?? []).map((group) => (
          <li key={group.key}>
            <Group group={group} asset={asset} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Group({ group: { names, operation, code, message, permission, mend }, asset }: GroupProps) {
  return (
    <>
      <div>
        <strong>
          <AwsText>{names.join(', ')}</AwsText>
        </strong>
        {permission === null ? (
          <>
            {' '}
            – {operation} answered {code}
          </>
        ) : (
          <>
            {' '}
            – the permission <code>{permission}</code> is missing ({code})
          </>
        )}
      </div>
      <div>
        <strong>What to do:</strong> {mend.text}
        {mend.isOnAccountPage && (
          <>
            {' '}
            <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(asset.cloudAccountId)}`}>
              Open the account
            </RouteLink>
          </>
        )}
      </div>
      {message !== '' && (
        <ExpandableSection headerText="What AWS answered" variant="inline">
          <Box variant="small" color="inherit">
            {operation}: <AwsText>{message}</AwsText>
          </Box>
        </ExpandableSection>
      )}
    </>
  );
}

interface GroupProps {
  group: UnknownGroup;
  asset: AssetView;
}
