import type { Logger } from 'pino';
import type { CloudAccount } from '../accounts/schema.ts';
import type { AccountSession } from '../aws/clients.ts';
import type { Database } from '../database/database.ts';
import type { Result } from '../failure.ts';
import type { StartScan } from '../scans/start.ts';
import type { ActionDeclaration } from './action.ts';

/** Asks in the caller's transaction that an action be worked on: planned, applied or undone, as its status says. */
export type RequestWork = (tx: Database, action: { cloudAccountId: string; id: string }) => Promise<void>;

/** What the actions domain is given: the world outside, made once in `server.ts`. */
export interface ActionsContext {
  database: Database;
  log: Pick<Logger, 'error' | 'warn'>;
  kinds: ReadonlyMap<string, ActionDeclaration>;
  /** A session of the account's role that may do what a session policy says, and nothing else. */
  openNarrowSession(account: CloudAccount, policy: string, sessionName: string): Promise<Result<AccountSession>>;
  requestWork: RequestWork;
  startScan: StartScan;
  /** Milliseconds to wait before a call that AWS throttled is made again. */
  pauses?: readonly number[];
}

/** Whoever something is done for: a person, or CloudCoreo by itself. */
export interface ActionActor {
  userId: string;
  name: string;
}

export const byItself: ActionActor = { userId: 'cloudcoreo', name: 'CloudCoreo' };
