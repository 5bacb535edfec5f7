import ProgressBar from '@cloudscape-design/components/progress-bar';
import type { ReactNode } from 'react';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import { plural } from '../../../show/plural.ts';
import { scanProgress } from './scan.model.ts';

/** How far a scan under way is. */
export function ScanProgress({ scan, label }: { scan: ScanSummaryView; label?: ReactNode }) {
  return (
    <ProgressBar
      value={scanProgress(scan)}
      label={label ?? 'Progress'}
      description={
        scan.parts.total === 0
          ? 'Finding out which regions the account uses'
          : `${scan.parts.finished.toLocaleString('en')} of ${plural(scan.parts.total, 'part')}`
      }
      additionalInfo={`${plural(scan.assets, 'asset')} so far, ${plural(scan.calls, 'call')}`}
    />
  );
}
