import { createAuthMiddleware } from 'better-auth/api';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { members } from './schema.ts';

/** What of sign-in is kept in the audit log, by endpoint. Failed tries are in the server's log only: anybody can make them. */
const audited: Record<string, string> = {
  '/sign-in/email': 'session.sign_in',
  '/two-factor/verify-totp': 'session.sign_in',
  '/two-factor/verify-backup-code': 'session.sign_in',
  '/passkey/verify-authentication': 'session.sign_in',
  '/revoke-session': 'session.revoke',
  '/revoke-sessions': 'session.revoke',
  '/revoke-other-sessions': 'session.revoke',
  '/change-password': 'password.change',
  '/two-factor/disable': 'two_factor.disable',
  '/two-factor/generate-backup-codes': 'two_factor.renew_backup_codes',
  '/passkey/verify-registration': 'passkey.add',
  '/passkey/delete-passkey': 'passkey.remove',
};

/** Records what people do to their sign-in, in each of their teams. */
export function auditSignIns(database: Database) {
  return createAuthMiddleware(async (ctx) => {
    const { session: before, newSession, returned } = ctx.context;
    let action = audited[ctx.path];
    const now = newSession ?? before;
    if (action === undefined || !now || returned instanceof Error) return;
    // The first right code switches the second factor on; somebody signing in has no session before.
    if (ctx.path === '/two-factor/verify-totp' && before) {
      if (!newSession) return;
      action = 'two_factor.enable';
    }
    if (action === 'session.sign_in' && !newSession) return;
    const actor = { userId: now.user.id, name: actorName(now.user) };
    const memberships = await database
      .select({ teamId: members.organizationId })
      .from(members)
      .where(eq(members.userId, now.user.id));
    for (const { teamId } of memberships) {
      await writeAudit(database, { teamId, actor, action, target: now.user.id, details: { by: ctx.path } });
    }
  });
}

/** How the audit log names a person: the name alone is not unique, and each may choose it freely. */
export function actorName(user: { name: string; email: string }): string {
  return `${user.name} <${user.email}>`;
}
