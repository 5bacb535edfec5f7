import { csvLine } from '../../http/csv.ts';
import type { ExportedFinding } from './api.ts';
import type { FindingSource } from './source.ts';
import { evidenceLines } from './words.ts';

const columns = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  severity: ({ severity }) => severity,
  title: ({ title }) => title,
  ruleId: ({ ruleId }) => ruleId,
  accountNickname: ({ accountNickname }) => accountNickname,
  awsAccountId: ({ awsAccountId }) => awsAccountId,
  region: ({ region }) => region,
  service: ({ service }) => service,
  assetType: ({ assetType }) => assetType,
  assetName: ({ assetName }) => assetName,
  arn: ({ arn }) => arn,
  evidence: (finding) => evidenceLines(finding).join('; '),
  controls: ({ controls }) => listed(controls),
  assignee: ({ assignee }) => assignee?.name,
  suppressionKind: ({ suppression }) => suppression?.kind,
  suppressionReason: ({ suppression }) => suppression?.reason,
  suppressionExpiresAt: ({ suppression }) => suppression?.expiresAt,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
  openedAt: ({ openedAt }) => openedAt,
  timesOpened: ({ timesOpened }) => timesOpened,
  resolvedAt: ({ resolvedAt }) => resolvedAt,
  resolvedBy: ({ resolvedBy }) => resolvedBy,
  mend: ({ mend }) => mend.console.replaceAll(/\s+/g, ' ').trim(),
  url: ({ url }) => url,
} as const satisfies Record<string, (finding: ExportedFinding) => unknown>;

/** The columns, in order. Times are ISO 8601 in UTC. */
export const csvColumns = Object.keys(columns);

/** A line a finding, under a header line. */
export async function* writeCsv(source: FindingSource): AsyncGenerator<string> {
  yield csvLine(csvColumns);
  for await (const page of source.pages()) {
    for (const finding of page) yield csvLine(Object.values(columns).map((value) => value(finding)));
  }
}

function listed(controls: ExportedFinding['controls']): string {
  return Object.entries(controls)
    .map(([framework, ids]) => `${framework}: ${ids.join(', ')}`)
    .join('; ');
}
