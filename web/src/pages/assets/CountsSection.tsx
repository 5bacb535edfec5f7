import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import type { AssetCounts } from '../../../../server/assets/api.ts';
import type { Trouble } from '../../api/problem.ts';
import { storedValue } from '../../app/stored-value.ts';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { type Choice, withChoice } from './assets.model.ts';
import { CountBars } from './CountBars.tsx';
import { slicesOf } from './counts.model.ts';

// A narrow or low screen is for the table.
const hasRoom = window.matchMedia('(min-width: 1000px) and (min-height: 700px)');

const storedIsOpen = storedValue<boolean>('cloudcoreo.asset-charts', hasRoom.matches, (stored) =>
  typeof stored === 'boolean' ? stored : undefined,
);

interface CountsSectionProps {
  counts: AssetCounts | undefined;
  problem: Trouble | undefined;
  onRetry: () => void;
  /** The address's parameters, which hold the filter. */
  parameters: URLSearchParams;
}

/** The counts of what matches, drawn as bars. It can be closed, and the browser remembers that. */
export function CountsSection({ counts, problem, onRetry, parameters }: CountsSectionProps) {
  const [isOpen, setOpen] = useState(storedIsOpen.read);
  return (
    <ExpandableSection
      variant="container"
      headerText="Counts by type, region and account"
      {...(counts?.isComplete === false && {
        headerDescription: `More match than are counted: these are of ${counts.total.toLocaleString('en')} of them.`,
      })}
      expanded={isOpen}
      onChange={({ detail }) => {
        storedIsOpen.write(detail.expanded);
        setOpen(detail.expanded);
      }}
    >
      {isOpen && (
        <div className="asset-counts">
          {problem && !counts ? (
            <ProblemAlert title="The assets could not be counted" problem={problem} onRetry={onRetry} />
          ) : counts === undefined ? (
            <PageLoading />
          ) : counts.total === 0 ? (
            <Box color="text-body-secondary">Nothing matches, so there is nothing to count.</Box>
          ) : (
            <Counts counts={counts} parameters={parameters} />
          )}
        </div>
      )}
    </ExpandableSection>
  );
}

function Counts({ counts, parameters }: { counts: AssetCounts; parameters: URLSearchParams }) {
  const hrefTo = (key: Choice) => (value: string) => `/assets?${withChoice(parameters, key, '=', value)}`;
  return (
    <>
      <CountBars
        title="By type"
        {...slicesOf(counts.byType.map(({ type, count }) => ({ value: type, label: withoutPrefix(type), count })))}
        restOf={(values) => plural(values, 'other type')}
        hrefOf={hrefTo('type')}
      />
      <CountBars
        title="By region"
        {...slicesOf(counts.byRegion.map(({ region, count }) => ({ value: region, label: region, count })))}
        restOf={(values) => plural(values, 'other region')}
        hrefOf={hrefTo('region')}
      />
      <CountBars
        title="By account"
        {...slicesOf(
          counts.byCloudAccount.map(({ cloudAccountId, nickname, count }) => ({
            value: cloudAccountId,
            label: nickname || cloudAccountId,
            count,
          })),
        )}
        restOf={(values) => plural(values, 'other account')}
        hrefOf={hrefTo('cloudAccountId')}
      />
    </>
  );
}

function withoutPrefix(type: string): string {
  return type.replace(/^AWS::/, '');
}
