import { teams } from '../access/schema.ts';
import type { Database } from '../database/database.ts';
import { type Finding, findingEvents, findings } from '../findings/schema.ts';
import { newId } from '../identifier.ts';
import { severities } from '../rules/rule-file.ts';
import { insertTestAccount } from '../scans/test-account.ts';

interface Account {
  cloudAccountId: string;
  teamId: string;
}

/** Makes a team with a cloud account. */
export async function insertTestTeam(database: Database): Promise<Account> {
  const account = await insertTestAccount(database, { nickname: newId('production') });
  const { teamId } = account;
  await database.insert(teams).values({ id: teamId, name: 'Acme', slug: teamId, createdAt: new Date() });
  return account;
}

/** Makes a finding of an account, as a judgement leaves it. */
export async function insertTestFinding(
  database: Database,
  { cloudAccountId, teamId }: Account,
  changes: Partial<Finding> = {},
): Promise<string> {
  const id = newId('fd');
  const severity = changes.severity ?? 'high';
  const now = new Date();
  await database.insert(findings).values({
    ...{ cloudAccountId, id, teamId, ruleId: 'house-rule', assetId: id, status: 'open', severity },
    ...{ rank: severities.indexOf(severity) + 1, assetType: 'AWS::S3::Bucket', assetName: id, service: 's3' },
    ...{ region: 'eu-west-1', evidence: [], firstSeenAt: now, openedAt: now, timesOpened: 1 },
    ...changes,
  });
  return id;
}

type Kind = (typeof findingEvents.$inferSelect)['kind'];

/** Notes what happened to a finding, some seconds after the tests began. */
export async function insertTestEvent(
  database: Database,
  { cloudAccountId }: Account,
  findingId: string,
  kind: Kind,
  second = 0,
): Promise<string> {
  const id = newId('fe');
  await database
    .insert(findingEvents)
    .values({ cloudAccountId, id, findingId, kind, at: new Date(Date.parse('2026-06-01T00:00:00Z') + second * 1000) });
  return id;
}
