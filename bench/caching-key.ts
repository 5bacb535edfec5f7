import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Caller } from './caching-proxy.ts';

/** An AWS request as far as the caching proxy looks at it. */
export type Question = {
  method: string;
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  accessKeyId: string;
  /** `20150830/us-east-1/iam`, without the day. */
  scope: string;
};

const credentialPattern = /Credential=([^/,\s]+)\/\d{8}\/([^/]+\/[^/]+)\/aws4_request/;

export function readQuestion(incoming: IncomingMessage, body: Buffer): Question {
  const [, accessKeyId = '', scope = ''] = credentialPattern.exec(incoming.headers.authorization ?? '') ?? [];
  const { method = 'GET', url: target = '/', headers } = incoming;
  return { method, target, headers, body, accessKeyId, scope };
}

/**
 * What must reach the sandbox each time: sessions, the credential report that is made on request and asked for until it
 * is there, and whatever is about CloudCoreo's own role, which is another one after each connecting.
 */
export function isOwnBusiness({ scope, body }: Question): boolean {
  if (scope.endsWith('/sts')) return true;
  if (!scope.endsWith('/iam')) return false;
  return body.includes('CloudCoreo') || body.includes('CredentialReport');
}

/** Two requests with the same key get the same answer. What differs from run to run though the question is the same is left out. */
export function keyOf({ method, target, headers, body, scope }: Question, { client, accountId }: Caller): string {
  const operation = headers['x-amz-target'] ?? '';
  const text = withoutMoments(body.toString('latin1'));
  return `${client} ${accountId} ${scope} ${headers.host} ${method} ${withoutMoments(target)} ${operation} ${text}`;
}

/** Parameters that tell when or how often, by all of AWS's protocols. */
const names =
  '(?:[sS]tart(?:ing)?|[eE]nd(?:ing)?)(?:Time|Date)|[cC]lient(?:Request)?Token|[iI]dempotencyToken|(?:Created|Updated)(?:After|Before)';
const inQuery = new RegExp(`([?&])(?:${names})=[^&]*`, 'g');
const inJson = new RegExp(`"(?:${names})":("[^"]*"|[\\d.eE+-]+)`, 'g');
/** A CBOR timestamp: tag 1 and a double: https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4.2 */
const inCbor = new RegExp(`(?:${names})\\xc1\\xfb[\\s\\S]{8}`, 'g');

function withoutMoments(text: string): string {
  return text.replace(inQuery, '$1').replace(inJson, '').replace(inCbor, '');
}
