import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import type { AssetHistoryView, AssetView } from '../../../../server/assets/api.ts';
import { Moment } from '../../show/Moment.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { scanHref } from '../settings/cloud-accounts/scan.model.ts';
import { Difference } from './Difference.tsx';

type Event = AssetHistoryView['events'][number];

const kinds: Record<Event['kind'], { text: string; color: 'blue' | 'grey' | 'green' | 'red' }> = {
  new: { text: 'First seen', color: 'green' },
  changed: { text: 'Changed', color: 'blue' },
  deleted: { text: 'Gone', color: 'red' },
  returned: { text: 'Seen again', color: 'green' },
};

/** What happened to an asset, newest first. */
export function AssetHistory({ asset, history }: { asset: AssetView; history: AssetHistoryView }) {
  const newestChange = history.events.findIndex(({ changes }) => changes.length > 0);
  return (
    <SpaceBetween size="m">
      <ol className="asset-history" aria-label="History of the asset">
        {history.events.map((event, index) => (
          <li key={`${event.at} ${event.kind}`}>
            <HistoryEvent event={event} asset={asset} isOpenAtFirst={index === newestChange} />
          </li>
        ))}
      </ol>
      {!history.isWhole && <Alert type="info">Older events are left out.</Alert>}
    </SpaceBetween>
  );
}

interface HistoryEventProps {
  event: Event;
  asset: AssetView;
  isOpenAtFirst: boolean;
}

function HistoryEvent({ event, asset, isOpenAtFirst }: HistoryEventProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { text, color } = kinds[event.kind];
  return (
    <SpaceBetween size="xxs">
      <div className="history-head">
        <Badge color={color}>{text}</Badge>
        <Moment at={event.at} />
        <SeenBy event={event} asset={asset} />
      </div>
      {event.kind === 'changed' && event.changes.length === 0 && (
        <Box color="text-body-secondary">
          No field of the document did: its name, its tags or what could be read of it.
        </Box>
      )}
      {event.changes.length > 0 && (
        <ExpandableSection
          headerText={plural(event.changes.length, 'field')}
          expanded={isOpen}
          onChange={({ detail }) => setOpen(detail.expanded)}
        >
          {isOpen && event.changes.map((change) => <Difference key={change.path} change={change} />)}
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function SeenBy({ event, asset }: { event: Event; asset: AssetView }): ReactNode {
  if (event.scanId === null) return null;
  return (
    <RouteLink
      to={scanHref({ cloudAccountId: asset.cloudAccountId, id: event.scanId })}
      ariaLabel={`Scan that saw it, ${event.at}`}
    >
      Scan that saw it
    </RouteLink>
  );
}
