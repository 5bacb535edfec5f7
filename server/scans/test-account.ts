import { cloudAccounts } from '../accounts/schema.ts';
import type { AccountSession } from '../aws/clients.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import type { Database } from '../database/database.ts';
import { success } from '../failure.ts';
import { newId } from '../identifier.ts';
import { collectPart } from './collect-part.ts';
import { scanParts, scans } from './schema.ts';
import { findScan } from './store.ts';

/** Makes a connected cloud account, as far as the tables are concerned. */
export async function insertTestAccount(
  database: Database,
  changes: Partial<typeof cloudAccounts.$inferInsert> = {},
): Promise<{ cloudAccountId: string; teamId: string }> {
  const id = newId('ca');
  const teamId = changes.teamId ?? newId('team');
  await database.insert(cloudAccounts).values({
    id,
    teamId,
    awsAccountId: id,
    partition: 'aws',
    nickname: id,
    nicknameKey: id,
    method: 'role',
    state: 'connected',
    roleArn: 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole',
    externalId: 'external-id',
    setupUserState: 'none',
    createdBy: 'somebody',
    ...changes,
  });
  return { cloudAccountId: id, teamId };
}

/** Makes a scan of one part that is under way, and gives the part's job. */
export async function insertTestScan(
  database: Database,
  cloudAccountId: string,
  service = 'fake',
  region = 'eu-west-1',
) {
  const scanId = newId('scan');
  await database.insert(scans).values({ cloudAccountId, id: scanId, state: 'running', trigger: 'manual' });
  await database.insert(scanParts).values({ cloudAccountId, scanId, service, region, state: 'waiting' });
  return { cloudAccountId, scanId, service, region };
}

/** Scans one service in one region, in this process and without the queue. */
export async function scanOnce(
  database: Database,
  cloudAccountId: string,
  service: ServiceDeclaration,
  session: AccountSession,
) {
  const job = await insertTestScan(database, cloudAccountId, service.id);
  const sessions = { open: async () => success(session) };
  await collectPart({ database, services: [service], sessions }, job, new AbortController().signal);
  const scan = await findScan(database, cloudAccountId, job.scanId);
  if (scan === undefined) throw new Error('The scan is gone.');
  return scan;
}
