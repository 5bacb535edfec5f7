import { expect, it } from 'vitest';
import type { AccountSession } from '../aws/clients.ts';
import { fakeSession } from '../aws/fake-sdk.ts';
import { failed, type Result, success } from '../failure.ts';
import { shareSessions } from './sessions.ts';

const refused = failed({ code: 'role_missing', detail: 'The role is gone.', mend: 'Make it again.' });
const scan = { cloudAccountId: 'ca_1', scanId: 'scan_1' };

/** Sessions of connections that answer what is given, one after the other. */
function newSessions(...answers: (() => Promise<Result<AccountSession>>)[]) {
  const verified: string[] = [];
  const sessions = shareSessions((cloudAccountId) => {
    verified.push(cloudAccountId);
    const answer = answers[verified.length - 1];
    return answer === undefined ? Promise.resolve(success({ ...fakeSession })) : answer();
  });
  return { sessions, verified };
}

it('verifies a connection once for all parts of a scan, and again for the next scan', async () => {
  const { sessions, verified } = newSessions();
  const opened = await Promise.all([sessions.open(scan), sessions.open(scan)]);
  expect(opened[0]).toBe(opened[1]);
  expect(await sessions.open(scan)).toBe(opened[0]);
  expect(verified).toEqual(['ca_1']);
  expect(await sessions.open({ ...scan, scanId: 'scan_2' })).not.toBe(opened[0]);
  expect(await sessions.open({ cloudAccountId: 'ca_2', scanId: 'scan_3' })).toMatchObject({ ok: true });
  expect(verified).toEqual(['ca_1', 'ca_1', 'ca_2']);
});

it('verifies a connection again that failed, or that could not be verified', async () => {
  const { sessions, verified } = newSessions(
    async () => refused,
    async () => {
      throw new Error('the database does not answer');
    },
  );
  expect(await sessions.open(scan)).toBe(refused);
  await expect(sessions.open(scan)).rejects.toThrow('the database does not answer');
  expect(await sessions.open(scan)).toMatchObject({ ok: true });
  expect(verified).toHaveLength(3);
});
