import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { lazy, Suspense, useState } from 'react';
import type { AssetCounts } from '../../../../server/assets/api.ts';
import type { Trouble } from '../../api/problem.ts';
import { storedValue } from '../../app/stored-value.ts';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import type { Choice } from './assets.model.ts';

// Charts are heavy: they come after the table, and only where they are open.
const AssetCharts = lazy(() => import('./AssetCharts.tsx'));

// A narrow or low screen is for the table.
const hasRoom = window.matchMedia('(min-width: 1000px) and (min-height: 700px)');

const storedIsOpen = storedValue<boolean>('cloudcoreo.asset-charts', hasRoom.matches, (stored) =>
  typeof stored === 'boolean' ? stored : undefined,
);

interface ChartsSectionProps {
  counts: AssetCounts | undefined;
  problem: Trouble | undefined;
  onRetry: () => void;
  onChoose: (key: Choice, operator: '=' | '!=', value: string) => void;
}

/** The counts of what matches as charts, which can be closed; the browser remembers that. */
export function ChartsSection({ counts, problem, onRetry, onChoose }: ChartsSectionProps) {
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
        <div className="asset-charts">
          {problem && !counts ? (
            <ProblemAlert title="The assets could not be counted" problem={problem} onRetry={onRetry} />
          ) : counts ? (
            <Suspense fallback={<PageLoading />}>
              <AssetCharts counts={counts} onChoose={onChoose} />
            </Suspense>
          ) : (
            <PageLoading />
          )}
        </div>
      )}
    </ExpandableSection>
  );
}
