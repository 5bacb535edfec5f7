import type { AccountSession } from '../aws/clients.ts';
import type { Result } from '../failure.ts';
import type { ScanJob } from './queues.ts';

/** Verifies a connection and opens a session through it. */
export type OpenVerifiedSession = (cloudAccountId: string) => Promise<Result<AccountSession>>;

/** Sessions of the scans that this process works on: it verifies a scan's connection once, not once for each part. */
export interface ScanSessions {
  open(scan: ScanJob): Promise<Result<AccountSession>>;
}

const keptMilliseconds = 30 * 60 * 1000;

export function shareSessions(openVerifiedSession: OpenVerifiedSession): ScanSessions {
  const sessions = new Map<string, { session: Promise<Result<AccountSession>>; usedAt: number }>();
  return {
    open({ cloudAccountId, scanId }) {
      const now = Date.now();
      const known = sessions.get(scanId);
      if (known !== undefined) {
        known.usedAt = now;
        return known.session;
      }
      for (const [id, { usedAt }] of sessions) if (now - usedAt > keptMilliseconds) sessions.delete(id);
      const session = openVerifiedSession(cloudAccountId);
      sessions.set(scanId, { session, usedAt: now });
      // What failed is tried again by whoever asks next.
      const forget = () => sessions.delete(scanId);
      session.then((result) => result.ok || forget(), forget);
      return session;
    },
  };
}
