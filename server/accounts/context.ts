import type { Logger } from 'pino';
import type { Hub } from '../aws/hub.ts';
import type { Database } from '../database/database.ts';
import type { StartScan } from '../scans/start.ts';

/** What the accounts domain is given: the world outside, made once in `main.ts`. */
export interface AccountsContext {
  database: Database;
  hub: Hub;
  log: Logger;
  propagationSeconds: number;
  templateUrl: string | undefined;
  startScan: StartScan;
}

/** The person or script on whose behalf something happens. */
export interface Actor {
  userId: string;
  name: string;
  teamId: string;
}
