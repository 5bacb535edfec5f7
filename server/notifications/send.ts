import type { Hub } from '../aws/hub.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Sealer } from '../sealed.ts';
import type { Destinations } from './destination.ts';
import { documentOf } from './document.ts';
import type { Message, Sent } from './message.ts';
import { type Posted, postJson } from './post.ts';
import type { Channel } from './schema.ts';
import { openSecrets } from './secrets.ts';
import { sendEmail } from './send-email.ts';
import { publishToTopic } from './send-sns.ts';
import { signatureHeaders } from './signature.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';

/** What sending needs of the world outside. */
export interface SendContext {
  sealer: Sealer;
  destinations: Destinations;
  hub: Pick<Hub, 'clientOptions'>;
}

/** After so long a message counts as not sent. */
const timeoutMilliseconds = 15_000;

/** Sends a message to a channel. The failure says what happened, why, and what to do, and holds no secret. */
export async function send(
  { sealer, destinations, hub }: SendContext,
  channel: Channel,
  message: Message,
  stop: AbortSignal,
): Promise<Result<Sent>> {
  const { settings } = channel;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMilliseconds)]);
  if (settings.kind === 'sns') return publishToTopic(hub, settings.topicArn, message, signal);
  const opened = openSecrets(sealer, channel);
  if (!opened.ok) return opened;
  const { url = '', signingKey = '', password } = opened.value;
  if (settings.kind === 'email') return sendEmail(destinations, settings, password, message, signal);
  const body = JSON.stringify(bodyOf(settings.kind, message));
  const headers = settings.kind === 'webhook' ? signatureHeaders(signingKey, message.id, body, new Date()) : {};
  return sentOf(await postJson(destinations, url, body, headers, signal));
}

function bodyOf(kind: 'webhook' | 'slack' | 'teams', message: Message): object {
  if (kind === 'slack') return slackMessage(message);
  return kind === 'teams' ? teamsMessage(message) : documentOf(message);
}

function sentOf(posted: Result<Posted>): Result<Sent> {
  if (!posted.ok) return failed(posted.failure);
  return success({ detail: `${posted.value.host} answered ${posted.value.status}.` });
}
