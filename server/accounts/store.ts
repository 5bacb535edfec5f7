import { and, eq, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { newId } from '../identifier.ts';
import { type CloudAccount, cloudAccounts } from './schema.ts';

/** An attempt that dies stops renewing its lease, and another may carry on after this long. */
export const leaseSeconds = 10;

export interface Claim {
  teamId: string;
  userId: string;
  awsAccountId: string;
  partition: CloudAccount['partition'];
  nickname: string;
  method: CloudAccount['method'];
  roleArn: string;
  /** For a new connection. One that was begun before keeps the one it has, unless `replacesExternalId`. */
  externalId: string;
  replacesExternalId: boolean;
  setupUser: { name: string; id: string } | undefined;
  /** Names the attempt; only its holder may go on. */
  leaseHolder: string;
}

/** Folds a nickname for comparison: "Prod " and "prod" are one name. */
export function nicknameKeyOf(nickname: string): string {
  return nickname.normalize('NFKC').trim().toLowerCase();
}

/**
 * Makes the connection's row, or takes over the one an interrupted or failed attempt left, so that exactly one
 * attempt works on a team's AWS account at a time.
 */
export async function claimAccount(database: Database, claim: Claim): Promise<Result<CloudAccount>> {
  const connected = await findConnected(database, claim.awsAccountId);
  if (connected !== undefined && mayKnow(claim, connected)) return failed(alreadyConnected(connected, claim.teamId));

  const fresh = {
    nickname: claim.nickname,
    nicknameKey: nicknameKeyOf(claim.nickname),
    method: claim.method,
    state: 'connecting' as const,
    roleArn: claim.roleArn,
    setupUserName: claim.setupUser?.name ?? null,
    setupUserId: claim.setupUser?.id ?? null,
    setupUserState: claim.setupUser === undefined ? ('none' as const) : ('present' as const),
    leaseHolder: claim.leaseHolder,
    leaseUntil: leaseEnd(),
    updatedAt: sql`now()`,
  };
  try {
    const [claimed] = await database
      .insert(cloudAccounts)
      .values({
        ...fresh,
        id: newId('ca'),
        teamId: claim.teamId,
        awsAccountId: claim.awsAccountId,
        partition: claim.partition,
        externalId: claim.externalId,
        createdBy: claim.userId,
      })
      .onConflictDoUpdate({
        target: [cloudAccounts.teamId, cloudAccounts.awsAccountId],
        set: claim.replacesExternalId ? { ...fresh, externalId: claim.externalId } : fresh,
        setWhere: and(ne(cloudAccounts.state, 'connected'), isFree()),
      })
      .returning();
    if (claimed !== undefined) return success(claimed);
  } catch (error) {
    if (violatedConstraint(error) === 'cloud_accounts_team_nickname') return failed(nicknameTaken(claim.nickname));
    throw error;
  }
  const current = await findConnected(database, claim.awsAccountId);
  if (current !== undefined && mayKnow(claim, current)) return failed(alreadyConnected(current, claim.teamId));
  return failed(underWay(claim.awsAccountId));
}

/**
 * A key shows control of its account; an ARN can be named by anybody. Who only names one learns of another team's
 * connection when the role lets them in, not before: by then `finish` meets the unique index.
 */
function mayKnow(claim: Claim, connected: CloudAccount): boolean {
  return connected.teamId === claim.teamId || claim.method === 'access-key';
}

/** Claims a connection that was begun before, to carry on from where its role exists. */
export async function reclaimAccount(
  database: Database,
  id: string,
  leaseHolder: string,
): Promise<Result<CloudAccount>> {
  const [claimed] = await database
    .update(cloudAccounts)
    .set({ state: 'connecting', leaseHolder, leaseUntil: leaseEnd(), updatedAt: sql`now()` })
    .where(and(eq(cloudAccounts.id, id), ne(cloudAccounts.state, 'connected'), isFree()))
    .returning();
  return claimed === undefined ? failed(underWay(undefined)) : success(claimed);
}

/** Writes to a claimed row; false when the lease was lost, and then nothing was written. */
export async function updateClaimed(
  database: Database,
  claimed: Pick<CloudAccount, 'id'>,
  leaseHolder: string,
  change: Partial<typeof cloudAccounts.$inferInsert>,
): Promise<boolean> {
  const rows = await database
    .update(cloudAccounts)
    .set({ leaseUntil: leaseEnd(), ...change, updatedAt: sql`now()` as never })
    .where(and(eq(cloudAccounts.id, claimed.id), eq(cloudAccounts.leaseHolder, leaseHolder)))
    .returning({ id: cloudAccounts.id });
  return rows.length === 1;
}

/** Frees what attempts of a process that no longer runs left. Only for the embedded database, which one process has. */
export async function freeAllLeases(database: Database): Promise<void> {
  await database.update(cloudAccounts).set({ leaseUntil: null }).where(eq(cloudAccounts.state, 'connecting'));
}

export async function findAccount(database: Database, teamId: string, id: string): Promise<CloudAccount | undefined> {
  const [row] = await database
    .select()
    .from(cloudAccounts)
    .where(and(eq(cloudAccounts.id, id), eq(cloudAccounts.teamId, teamId)));
  return row;
}

/** The live connection of an AWS account, whichever team has it. */
async function findConnected(database: Database, awsAccountId: string): Promise<CloudAccount | undefined> {
  const [row] = await database
    .select()
    .from(cloudAccounts)
    .where(and(eq(cloudAccounts.awsAccountId, awsAccountId), eq(cloudAccounts.state, 'connected')));
  return row;
}

function isFree() {
  return or(isNull(cloudAccounts.leaseUntil), lt(cloudAccounts.leaseUntil, sql`now()`));
}

function leaseEnd() {
  return sql`now() + make_interval(secs => ${leaseSeconds})` as never;
}

export function alreadyConnected(existing: CloudAccount, teamId: string): Failure {
  if (existing.teamId !== teamId) {
    return {
      code: 'account_connected_elsewhere',
      detail: `The AWS account ${existing.awsAccountId} is already connected by another team of this CloudCoreo.`,
      mend: 'Ask that team to add you, or to disconnect the account first.',
    };
  }
  return {
    code: 'account_already_connected',
    detail: `The AWS account ${existing.awsAccountId} is already connected as “${existing.nickname}”.`,
    mend: 'Use that cloud account. To connect it anew, disconnect it first.',
  };
}

export function nicknameTaken(nickname: string): Failure {
  return {
    code: 'nickname_taken',
    detail: `Another cloud account of your team has the nickname “${nickname}”.`,
    mend: 'Choose another nickname.',
  };
}

export function underWay(awsAccountId: string | undefined): Failure {
  return {
    code: 'connect_under_way',
    detail: `${awsAccountId === undefined ? 'This account' : `The AWS account ${awsAccountId}`} is being connected right now by another attempt of your team.`,
    mend: `Watch it on the Cloud Accounts page. If that attempt died, another may carry on ${leaseSeconds} seconds after its end.`,
  };
}

export function notConnected(account: CloudAccount): Failure {
  return {
    code: 'account_not_connected',
    detail: `The cloud account “${account.nickname}” is not connected.`,
    mend: 'Finish connecting it first: verify it, or connect it again with a key.',
  };
}
