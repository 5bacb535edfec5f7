import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hub } from './hub.ts';
import { openAccountSession, SessionRenewalError } from './sessions.ts';

const connection = {
  accountId: '111122223333',
  partition: 'aws' as const,
  roleArn: 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole',
  externalId: 'external-id',
  policyArns: ['arn:aws:iam::111122223333:policy/CloudCoreoAssumedRolePolicy'],
};
const hour = 3600 * 1000;

/** A hub whose sessions last an hour, and that can be made to refuse. */
function newHub() {
  const asked: unknown[] = [];
  let isRefusing = false;
  const assumeRole: Hub['assumeRole'] = async (request) => {
    asked.push(request);
    if (isRefusing) {
      const answer = { operation: 'sts:AssumeRole', code: 'AccessDenied', message: 'not authorized' };
      return { ok: false, error: { kind: 'denied', answer } };
    }
    const accessKeyId = `ASIA${asked.length}`;
    const expiration = new Date(Date.now() + hour);
    return { ok: true, credentials: { accessKeyId, secretAccessKey: 's', sessionToken: 't', expiration } };
  };
  const hub = { assumeRole, place: { region: 'us-east-1', endpoint: undefined } } as Hub;
  return {
    hub,
    asked,
    refuse: (isIt: boolean) => {
      isRefusing = isIt;
    },
  };
}

/** The access key that a client in a region would sign with now. */
async function keyIn(session: ReturnType<typeof openAccountSession>, region = 'eu-west-1'): Promise<string> {
  const { credentials } = session.clientOptions(region);
  if (typeof credentials !== 'function') throw new Error('The credentials of a session renew themselves.');
  return ((await credentials()) as AwsCredentialIdentity).accessKeyId;
}

describe('a session in an account', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one for the clients of all regions, narrowed to the role’s policies', async () => {
    const { hub, asked } = newHub();
    const session = openAccountSession(hub, connection);
    expect(await Promise.all([keyIn(session), keyIn(session, 'us-east-1')])).toEqual(['ASIA1', 'ASIA1']);
    const { roleArn, externalId, policyArns } = connection;
    expect(asked).toEqual([{ roleArn, externalId, policyArns, sessionName: 'CloudCoreo' }]);
  });

  it('is renewed ten minutes before it ends, once however many ask', async () => {
    const { hub, asked } = newHub();
    const session = openAccountSession(hub, connection);
    await keyIn(session);
    vi.setSystemTime(50 * 60 * 1000);
    expect(await keyIn(session)).toBe('ASIA1');
    vi.setSystemTime(50 * 60 * 1000 + 1);
    expect(await Promise.all([keyIn(session), keyIn(session), keyIn(session)])).toEqual(['ASIA2', 'ASIA2', 'ASIA2']);
    expect(asked).toHaveLength(2);
    vi.setSystemTime(2 * hour);
    expect(await keyIn(session)).toBe('ASIA3');
  });

  it('begins with credentials that were just obtained, and renews those too', async () => {
    const { hub, asked } = newHub();
    const first = { accessKeyId: 'ASIA0', secretAccessKey: 's', sessionToken: 't', expiration: new Date(hour) };
    const session = openAccountSession(hub, connection, first);
    expect(await keyIn(session)).toBe('ASIA0');
    expect(asked).toEqual([]);
    vi.setSystemTime(hour - 1);
    expect(await keyIn(session)).toBe('ASIA1');
  });

  it('says why it could not be renewed, and tries again when it is asked again', async () => {
    const { hub, refuse } = newHub();
    const session = openAccountSession(hub, connection);
    refuse(true);
    const refusal = await keyIn(session).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SessionRenewalError);
    expect(refusal).toMatchObject({ reason: { kind: 'denied', answer: { code: 'AccessDenied' } } });
    refuse(false);
    expect(await keyIn(session)).toBe('ASIA2');
  });
});
