import type { Logger } from 'pino';
import type { Hub } from '../aws/hub.ts';
import type { Partition } from '../aws/partition.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import type { StartScan } from '../scans/start.ts';

/** What the accounts domain is given: the world outside, made once in `main.ts`. */
export interface AccountsContext {
  database: Database;
  hub: Hub;
  log: Logger;
  propagationSeconds: number;
  templateUrl: string | undefined;
  startScan: StartScan;
  management: ManagementOfRole;
}

/** What the role of an account is to be allowed beyond reading: the actions that were ticked. */
export interface ManagementOfRole {
  /** The first that is not the ID of an action. */
  findUnknown(actionIds: readonly string[]): Failure | undefined;
  policiesOf(
    actionIds: readonly string[],
    account: { partition: Partition; accountId: string },
  ): { name: string; document: object }[];
  tick(
    database: Database,
    actor: Actor,
    account: { id: string; teamId: string },
    actionIds: readonly string[],
  ): Promise<void>;
}

/** The person or script on whose behalf something happens. */
export interface Actor {
  userId: string;
  name: string;
  teamId: string;
}
