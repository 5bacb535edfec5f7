import { describe, expect, test } from 'vitest';
import type { ChannelView } from '../../../../../server/notifications/api.ts';
import * as channel from './channel.model.ts';

const mail: ChannelView = {
  ...{ id: 'nc_1', name: 'mail', subscriptions: 0, lastDelivery: null, updatedAt: '', updatedByName: 'Ann' },
  settings: {
    ...{ kind: 'email', host: 'mail.example.com', port: 465, security: 'tls', user: 'mailer' },
    ...{ from: 'coreo@example.com', to: ['ann@example.com', 'bob@example.com'] },
  },
};
const hook: ChannelView = { ...mail, settings: { kind: 'webhook', host: 'hooks.example.com' } };

describe('a channel', () => {
  test('is sent as it was read when nothing was changed, without its secrets', () => {
    expect(channel.requestOf(channel.draftOf(mail))).toEqual({ ...mail.settings, name: 'mail' });
    expect(channel.requestOf(channel.draftOf(hook))).toEqual({ kind: 'webhook', name: 'mail' });
    expect(channel.draftErrors(channel.draftOf(mail), mail)).toEqual({});
    expect(channel.draftErrors(channel.draftOf(hook), hook)).toEqual({});
  });

  test('wants its secrets when it is new', () => {
    const draft = { ...channel.draftOf(undefined), name: 'new' };
    expect(Object.keys(channel.draftErrors(draft, undefined))).toEqual(['url', 'signingKey']);
    const email = { ...channel.draftOf(mail), password: '' };
    expect(Object.keys(channel.draftErrors(email, undefined))).toEqual(['password']);
  });

  test('wants the password again when it goes to another server or user', () => {
    for (const change of [{ host: 'other.example' }, { port: '25' }, { user: 'other' }]) {
      expect(channel.draftErrors({ ...channel.draftOf(mail), ...change }, mail)).toHaveProperty('password');
    }
    expect(channel.draftErrors({ ...channel.draftOf(mail), user: '' }, mail)).toEqual({});
  });

  test('takes recipients however they are written, and names the one that is none', () => {
    expect(channel.recipientsOf(' a@b.example, c@d.example;\ne@f.example\n')).toEqual([
      'a@b.example',
      'c@d.example',
      'e@f.example',
    ]);
    const draft = { ...channel.draftOf(mail), to: 'ann@example.com bob' };
    expect(channel.draftErrors(draft, mail).to).toBe('“bob” is not an e-mail address.');
  });

  test('has a new signing key each time, long enough', () => {
    const keys = new Set(Array.from({ length: 20 }, channel.newSigningKey));
    expect(keys.size).toBe(20);
    for (const key of keys) expect(key).toMatch(/^[\w-]{43}$/);
  });

  test('says where it leads to', () => {
    expect(channel.destinationOf(mail)).toBe('ann@example.com and 1 more');
    expect(channel.destinationOf(hook)).toBe('hooks.example.com');
  });
});
