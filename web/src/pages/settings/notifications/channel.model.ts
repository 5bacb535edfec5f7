import type { ChannelRequest, ChannelView } from '../../../../../server/notifications/api.ts';

export type ChannelKind = ChannelRequest['kind'];

export const kindLabels: Record<ChannelKind, string> = {
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  email: 'E-mail',
  sns: 'Amazon SNS',
};

export const kindMeanings: Record<ChannelKind, string> = {
  webhook: 'A signed JSON document, posted to a program of yours',
  slack: 'Through an incoming webhook of Slack',
  teams: 'Through a workflow of Microsoft Teams that takes webhooks',
  email: 'Through your mail server',
  sns: 'Published to a topic, as the identity that CloudCoreo runs as',
};

type Security = Extract<ChannelRequest, { kind: 'email' }>['security'];

export const securityLabels: Record<Security, string> = {
  tls: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'None (hosts within your network alone)',
};

/** The port that goes with a kind of encryption, most of the time. */
export const usualPorts: Record<Security, string> = { tls: '465', starttls: '587', none: '25' };

/** The channel as the form holds it. Secrets are empty when the form opens. */
export interface ChannelDraft {
  kind: ChannelKind;
  name: string;
  url: string;
  signingKey: string;
  host: string;
  port: string;
  security: Security;
  user: string;
  password: string;
  from: string;
  to: string;
  topicArn: string;
}

const emptyDraft: ChannelDraft = {
  ...{ kind: 'webhook', name: '', url: '', signingKey: '', host: '', port: usualPorts.tls, security: 'tls', user: '' },
  ...{ password: '', from: '', to: '', topicArn: '' },
};

export function draftOf(channel: ChannelView | undefined): ChannelDraft {
  if (channel === undefined) return emptyDraft;
  const { name, settings } = channel;
  if (settings.kind === 'email') {
    const { kind, host, port, security, user, from, to } = settings;
    const written = { port: String(port), user: user ?? '', to: to.join('\n') };
    return { ...emptyDraft, name, kind, host, security, from, ...written };
  }
  if (settings.kind === 'sns') return { ...emptyDraft, ...settings, name };
  return { ...emptyDraft, kind: settings.kind, name };
}

/** What the API takes. A secret that was left empty is left out: it stays as it is. */
export function requestOf(draft: ChannelDraft): ChannelRequest {
  const name = draft.name.trim();
  const url = draft.url.trim() === '' ? {} : { url: draft.url.trim() };
  switch (draft.kind) {
    case 'webhook':
      return { kind: 'webhook', name, ...url, ...(draft.signingKey === '' ? {} : { signingKey: draft.signingKey }) };
    case 'slack':
    case 'teams':
      return { kind: draft.kind, name, ...url };
    case 'email':
      return {
        ...{ kind: 'email', name, host: draft.host.trim(), port: Number(draft.port), security: draft.security },
        user: draft.user.trim() === '' ? null : draft.user.trim(),
        from: draft.from.trim(),
        to: recipientsOf(draft.to),
        ...(draft.password === '' ? {} : { password: draft.password }),
      };
    case 'sns':
      return { kind: 'sns', name, topicArn: draft.topicArn.trim() };
  }
}

/** Recipients, written one a line or with commas between them. */
export function recipientsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== '');
}

/** What is wrong with a draft, by field; the server knows the rest. */
export function draftErrors(draft: ChannelDraft, known: ChannelView | undefined): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors.name = 'Give the channel a name.';
  if (draft.kind === 'email') {
    if (draft.host.trim() === '') errors.host = 'Give the name of the mail server.';
    if (!/^\d{1,5}$/.test(draft.port.trim())) errors.port = 'Give a number, for example 465.';
    if (!isAddress(draft.from.trim())) errors.from = 'Give an e-mail address.';
    const wrong = recipientsOf(draft.to).find((address) => !isAddress(address));
    if (recipientsOf(draft.to).length === 0) errors.to = 'Give at least one recipient.';
    else if (wrong !== undefined) errors.to = `“${wrong}” is not an e-mail address.`;
    if (draft.user.trim() !== '' && draft.password === '' && needsPassword(draft, known)) {
      errors.password = known === undefined ? 'Give the password of the user.' : passwordAgain;
    }
    return errors;
  }
  if (draft.kind === 'sns') {
    if (!draft.topicArn.trim().startsWith('arn:')) errors.topicArn = 'Give the ARN of the topic.';
    return errors;
  }
  if (draft.url.trim() === '' ? known === undefined : !URL.canParse(draft.url.trim())) {
    errors.url = 'Give the whole URL, which begins with https.';
  }
  if (draft.kind === 'webhook') {
    const isLeftOut = draft.signingKey === '' && known !== undefined;
    if (!isLeftOut && draft.signingKey.length < shortestKey)
      errors.signingKey = `A key has at least ${shortestKey} characters.`;
  }
  return errors;
}

const shortestKey = 32;

const passwordAgain = 'Give the password again: it goes to another server or user now.';

/** The password stays with the server and the user that it was entered for. */
function needsPassword(draft: ChannelDraft, known: ChannelView | undefined): boolean {
  if (known === undefined || known.settings.kind !== 'email') return true;
  const { host, port, security, user } = known.settings;
  return (
    user !== draft.user.trim() ||
    host !== draft.host.trim() ||
    port !== Number(draft.port) ||
    security !== draft.security
  );
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

/** A signing key that nobody can guess: 256 random bits. */
export function newSigningKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Where a channel leads to, as far as it may be shown. */
export function destinationOf({ settings }: Pick<ChannelView, 'settings'>): string {
  if (settings.kind === 'email') {
    const [first = '', ...others] = settings.to;
    return others.length === 0 ? first : `${first} and ${others.length} more`;
  }
  return settings.kind === 'sns' ? settings.topicArn : settings.host;
}

/** What the hub identity must be allowed for a topic. */
export function publishPolicy(topicArn: string): string {
  const resource = topicArn.trim() === '' ? 'arn:aws:sns:eu-west-1:111122223333:findings' : topicArn.trim();
  return JSON.stringify({ Effect: 'Allow', Action: 'sns:Publish', Resource: resource }, null, 2);
}
