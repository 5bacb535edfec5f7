import { eq, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { AccountSession } from '../aws/clients.ts';
import { createCollectResources } from '../aws/collect.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import type { Database } from '../database/database.ts';
import { success } from '../failure.ts';
import { newId } from '../identifier.ts';
import type { ScanView } from './api.ts';
import { claimParts, type HeldPart, sayAlive } from './claims.ts';
import { collectPart, type PartContext } from './collect-part.ts';
import type { PartJob } from './queues.ts';
import { type ScanRegion, scanParts, scans, scanWorkers } from './schema.ts';
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
  regions: readonly string[] = ['eu-west-1'],
): Promise<PartJob> {
  const scanId = newId('scan');
  await database.insert(scans).values({ cloudAccountId, id: scanId, state: 'running', trigger: 'manual' });
  const part = { cloudAccountId, scanId, service };
  await insertTestPart(database, part, regions);
  return part;
}

/** Adds a part that waits to a scan that is under way. */
export async function insertTestPart(database: Database, part: PartJob, regions: readonly string[]): Promise<void> {
  const waiting: ScanRegion = { state: 'waiting', assets: 0, calls: 0, startedAt: null, finishedAt: null };
  await database.insert(scanParts).values({
    ...part,
    state: 'waiting',
    regions: Object.fromEntries(regions.map((region) => [region, waiting])),
  });
}

/** Takes a part as a worker does. `undefined` when it is finished, or another worker that lives holds it. */
export async function claimTestPart(
  database: Database,
  { scanId, service }: PartJob,
  workerId = newId('worker'),
): Promise<HeldPart | undefined> {
  await sayAlive(database, workerId);
  const claimed = await claimParts(database, workerId, { most: 1000, held: [] });
  return claimed.find((part) => part.scanId === scanId && part.service === service);
}

/** Takes a part that must be there to be taken. */
export async function holdTestPart(database: Database, job: PartJob, workerId?: string): Promise<HeldPart> {
  const part = await claimTestPart(database, job, workerId);
  if (part === undefined) throw new Error('Nobody can take this part.');
  return part;
}

/** Lets time pass for a worker that says nothing. */
export async function silence(database: Database, workerId: string, seconds: number): Promise<void> {
  await database
    .update(scanWorkers)
    .set({ seenAt: sql`now() - make_interval(secs => ${seconds})` as never })
    .where(eq(scanWorkers.id, workerId));
}

/** What collecting a part needs: one service, one session, and bounds that nothing meets. */
export function testContext(database: Database, service: ServiceDeclaration, session: AccountSession): PartContext {
  return {
    database,
    services: [service],
    sessions: { open: async () => success(session) },
    resources: createCollectResources({ callsAtATime: 64 }),
  };
}

/** Scans one service, in this process and without the queue. */
export async function scanOnce(
  database: Database,
  cloudAccountId: string,
  service: ServiceDeclaration,
  session: AccountSession,
  regions?: readonly string[],
): Promise<ScanView> {
  const job = await insertTestScan(database, cloudAccountId, service.id, regions);
  const part = await holdTestPart(database, job);
  await collectPart(testContext(database, service, session), part, new AbortController().signal);
  const scan = await findScan(database, cloudAccountId, job.scanId);
  if (scan === undefined) throw new Error('The scan is gone.');
  return scan;
}
