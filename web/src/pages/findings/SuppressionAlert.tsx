import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SuppressionView } from '../../../../server/findings/api.ts';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { isOfMore } from '../suppressions/suppression.model.ts';
import { suppressionTitle } from './finding.model.ts';

/** That a finding is suppressed: how, why, by whom and until when. */
export function SuppressionAlert({ suppression }: { suppression: SuppressionView }) {
  const { reason, authorName, createdAt } = suppression;
  return (
    <Alert type="info" header={suppressionTitle(suppression)}>
      <SpaceBetween size="xxs">
        <bdi className="written">{reason}</bdi>
        <div>
          <bdi>{authorName}</bdi>, <Moment at={createdAt} />
          {isOfMore(suppression) && (
            <>
              . It is meant for more than this finding: see <RouteLink to="/suppressions">Suppressions</RouteLink>
            </>
          )}
        </div>
      </SpaceBetween>
    </Alert>
  );
}
