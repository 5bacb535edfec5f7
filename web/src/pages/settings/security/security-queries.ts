import { queryOptions } from '@tanstack/react-query';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async () => authAnswer(await auth.passkey.listUserPasskeys()),
});

interface SessionView {
  token: string;
  isThis: boolean;
  userAgent: string;
  ipAddress: string;
  since: string;
}

/** The sessions of the signed-in person, this one first, then the latest. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async (): Promise<SessionView[]> => {
    const [all, current] = await Promise.all([auth.listSessions(), auth.getSession()]);
    const currentId = authAnswer(current)?.session.id;
    return authAnswer(all)
      .map((session) => ({
        token: session.token,
        isThis: session.id === currentId,
        userAgent: session.userAgent ?? '',
        ipAddress: session.ipAddress ?? '',
        since: new Date(session.createdAt).toISOString(),
      }))
      .sort((one, other) => Number(other.isThis) - Number(one.isThis) || other.since.localeCompare(one.since));
  },
});
