import type { AssetJudgementView, FindingSummaryView } from '../../../../server/findings/api.ts';
import { plural } from '../../show/plural.ts';

const order = { open: 0, suppressed: 1, resolved: 2 } as const;

/** Open findings first, then the suppressed, then the resolved; each kind as it came: most severe first. */
export function openFirst<Row extends Pick<FindingSummaryView, 'status'>>(findings: readonly Row[]): Row[] {
  return findings.toSorted((one, other) => order[one.status] - order[other.status]);
}

/** “The asset fails 2 rules and passes 11. 1 rule cannot tell.” */
export function judgementWords({
  judgedAt,
  failed,
  passed,
  unknown,
  broken,
}: Pick<AssetJudgementView, 'judgedAt' | 'failed' | 'passed' | 'unknown' | 'broken'>): string {
  if (judgedAt === null)
    return 'No rule has judged this asset: none is for it, or it was not scanned since there is one.';
  return [
    `The asset fails ${plural(failed.length, 'rule')} and passes ${passed.length.toLocaleString('en')}.`,
    ...(unknown.length > 0 ? [`${plural(unknown.length, 'rule')} cannot tell.`] : []),
    ...(broken.length > 0 ? [`${plural(broken.length, 'rule does', 'rules do')} not work on it.`] : []),
  ].join(' ');
}
