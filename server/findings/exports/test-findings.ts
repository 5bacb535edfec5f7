import type { assets } from '../../assets/schema.ts';
import { insertTestAsset, type TestOwner } from '../../assets/test-asset.ts';
import type { Database } from '../../database/database.ts';
import type { Framework } from '../../rules/frameworks.ts';
import { readRule } from '../../rules/library.ts';
import { type RuleFile, severities } from '../../rules/rule-file.ts';
import type { FindingFilter } from '../api.ts';
import { countFindingChanges } from '../finding-counts.ts';
import { findings } from '../schema.ts';
import { findingIdOf } from '../store.ts';
import type { ExportedFinding } from './api.ts';
import type { ExportContext, FindingSource } from './source.ts';

/** A rule for buckets, unless told otherwise. */
export function testRule(id: string, more: Record<string, unknown> = {}): RuleFile {
  const given = {
    ...{ id, title: `${id} is so`, type: 'AWS::S3::Bucket', severity: 'high', condition: 'true', why: 'Because.' },
    ...{ mend: { console: 'Do it.' }, examples: { pass: [{}], fail: [{}] }, ...more },
  };
  const read = readRule(JSON.stringify(given));
  if (!('rule' in read)) throw new Error(read.message);
  return read.rule;
}

export const testFrameworks: Framework[] = [
  {
    ...{ id: 'house', title: 'House rules', version: '2.0', reference: 'https://example.com/' },
    controls: [
      { id: '1.1', title: 'Buckets are private', rules: ['bucket-private'] },
      { id: '1.2', title: 'Names are good', rules: [] },
    ],
  },
];

export function testContext(rules: readonly RuleFile[] = []): ExportContext {
  return {
    rules: rules.map((rule) => ({ rule, isEnabled: true, severity: rule.severity, parameters: {}, custom: null })),
    frameworks: testFrameworks,
    teamName: 'Acme',
    version: '1.2.3',
    publicUrl: 'https://cloudcoreo.example.com',
    now: new Date('2026-11-26T12:00:00.000Z'),
  };
}

/** Inserts a bucket and a finding of a rule about it, and gives the finding's ID. */
export async function insertTestFinding(
  database: Database,
  owner: TestOwner,
  { id: ruleId, severity, type }: RuleFile,
  assetName: string,
  changes: Partial<typeof findings.$inferInsert> = {},
  asset: Partial<typeof assets.$inferInsert> = {},
): Promise<string> {
  const { cloudAccountId, teamId } = owner;
  const assetId = await insertTestAsset(database, owner, assetName, { type, ...asset });
  const id = findingIdOf(cloudAccountId, ruleId, assetId);
  const at = new Date('2026-11-23T10:00:00.123Z');
  const given = changes.severity ?? severity;
  await database.transaction(async (tx) => {
    const came = await tx
      .insert(findings)
      .values({
        ...{ cloudAccountId, id, teamId, ruleId, assetId, assetType: type, assetName, service: 's3' },
        ...{ region: 'eu-west-1', status: 'open', severity: given, rank: severities.indexOf(given) + 1, evidence: [] },
        ...{ firstSeenAt: at, openedAt: at, timesOpened: 1 },
        ...changes,
      })
      .returning();
    await countFindingChanges(tx, { left: [], came });
  });
  return id;
}

/** A finding as an export gets it. */
export function exportedFinding(changes: Partial<ExportedFinding> = {}): ExportedFinding {
  return {
    ...{ id: 'fd_1', cloudAccountId: 'ca_1', awsAccountId: '111122223333', accountNickname: 'Production' },
    ...{ ruleId: 'bucket-private', title: 'S3 buckets are private', severity: 'high', status: 'open', assignee: null },
    ...{ assetId: 'as_1', assetType: 'AWS::S3::Bucket', assetName: 'my-bucket', service: 's3', region: 'eu-west-1' },
    ...{ firstSeenAt: '2026-11-01T10:00:00.000Z', openedAt: '2026-11-02T10:00:00.000Z', timesOpened: 1 },
    ...{ resolvedAt: null, resolvedBy: null, arn: 'arn:aws:s3:::my-bucket', partition: 'aws', tags: { env: 'prod' } },
    evidence: [{ path: 'PublicAccessBlock.BlockPublicAcls', value: 'false' }],
    ...{ cannotTell: [], suppression: null, why: 'Anybody can read it.', mend: { console: 'Close it.' } },
    ...{ references: ['https://docs.aws.amazon.com/s3'], controls: { house: ['1.1'], fsbp: ['S3.8'] } },
    judgedAt: '2026-11-26T11:00:00.000Z',
    url: 'https://cloudcoreo.example.com/findings/fd_1',
    ...changes,
  };
}

export function testSuppression(changes: Partial<NonNullable<ExportedFinding['suppression']>> = {}) {
  return {
    ...{ id: 'sp_1', kind: 'risk_accepted', reason: 'A public web site.', authorName: 'Ada' },
    ...{ createdAt: '2026-11-20T10:00:00.000Z', expiresAt: '2027-01-01T00:00:00.000Z' },
    ...changes,
  } as const satisfies ExportedFinding['suppression'];
}

/** Resolved findings, each with why. */
export const resolved = (resolvedBy: NonNullable<ExportedFinding['resolvedBy']>): Partial<ExportedFinding> => ({
  ...{ status: 'resolved', resolvedBy, resolvedAt: '2026-11-25T10:00:00.000Z' },
});

/** What the rule cannot read any more. */
export const cannotTell: ExportedFinding['cannotTell'] = [
  { part: 'Acl', operation: 's3:GetBucketAcl', code: 'AccessDenied', permission: 's3:GetBucketAcl' },
];

export async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

/** An export of findings that are at hand. */
export function sourceOf(
  given: readonly ExportedFinding[],
  rules: readonly RuleFile[],
  filter: FindingFilter = { status: 'open' },
): FindingSource {
  const countBy = <Key>(of: (finding: ExportedFinding) => Key) => [...Map.groupBy(given, of)];
  return {
    filter,
    context: testContext(rules),
    count: async () => ({
      total: given.length,
      bySeverity: severities.map((severity) => ({
        severity,
        count: given.filter((finding) => finding.severity === severity).length,
      })),
      byRule: countBy(({ ruleId }) => ruleId).map(([ruleId, [first, ...more]]) => ({
        ...{ ruleId, title: first?.title ?? ruleId, severity: first?.severity ?? 'informational' },
        count: more.length + 1,
      })),
      ...{ byService: [], byRegion: [], byAssetType: [], byAsset: [], byFramework: [] },
      byCloudAccount: countBy(({ cloudAccountId }) => cloudAccountId).map(([cloudAccountId, of]) => ({
        ...{ cloudAccountId, nickname: of[0]?.accountNickname ?? '', count: of.length },
      })),
    }),
    async *pages({ ruleId } = {}) {
      yield given.filter((finding) => ruleId === undefined || finding.ruleId === ruleId);
    },
  };
}
