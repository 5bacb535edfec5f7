import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { checkHost, checkUrl, type Destinations } from './destination.ts';

export interface Posted {
  host: string;
  status: number;
}

/** As much of an answer is read; what comes after it is of no use. */
const answerBytes = 4096;

/**
 * Posts a JSON document. Redirects are not followed: where one leads has not been checked. Anything but a 2xx answer is a
 * failure. Nothing of the answer is repeated but a code word such as Slack's `no_service`: the server may be one within
 * the network, whose answers are not for who added the channel.
 */
export async function postJson(
  destinations: Destinations,
  address: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Result<Posted>> {
  const url = new URL(address);
  const problem = checkUrl(url, destinations.allowed);
  if (problem !== undefined) return failed(problem);
  const checked = await checkHost(destinations, url.hostname, signal);
  if (!checked.ok) return checked;
  const { host, lookup } = checked.value;
  try {
    const answer = await exchange(url, lookup, body, headers, signal);
    const failure = failureOf(host, answer);
    return failure === undefined ? success({ host, status: answer.status }) : failed(failure);
  } catch (error) {
    return failed(unreachable(host, error, signal));
  }
}

interface Answer {
  status: number;
  text: string;
}

function exchange(
  url: URL,
  lookup: Parameters<typeof requestHttps>[1]['lookup'],
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  const request = url.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        lookup,
        signal,
        // A connection of its own, closed afterwards: a kept one would be used again without a check.
        agent: false,
        headers: {
          ...headers,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'CloudCoreo',
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        // That it was taken is known now, however the rest of the answer ends.
        if (isTaken(status)) {
          resolve({ status, text: '' });
          sent.destroy();
          return;
        }
        const parts: Buffer[] = [];
        let length = 0;
        const end = () => {
          sent.destroy();
          resolve({ status, text: Buffer.concat(parts).toString('utf8', 0, answerBytes) });
        };
        response.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length >= answerBytes) end();
        });
        response.on('end', end);
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

function failureOf(host: string, { status, text }: Answer): Failure | undefined {
  if (isTaken(status)) return undefined;
  if (status >= 300 && status < 400) {
    return {
      code: 'destination_redirects',
      detail: `${host} answered ${status}: what was sent should go elsewhere. CloudCoreo does not follow.`,
      mend: 'Give the channel the URL that is meant in the end.',
    };
  }
  const word = /^[a-z]+(_[a-z]+)*$/.test(text) && text.length <= 60 ? ` “${text}”` : '';
  return {
    code: 'destination_refused',
    detail: `${host} answered ${status}${word}.`,
    mend: mendOf(status),
  };
}

function mendOf(status: number): string {
  if (status === 429) return 'Too much was sent to it. Choose a digest instead of immediate messages, or wait.';
  if (status >= 500) return 'It has a fault of its own. Wait, or ask whoever runs it.';
  if (status === 404 || status === 410)
    return 'The webhook is no more. Make a new one there and give the channel its URL.';
  if (status === 401 || status === 403) return 'Check that the URL is whole and that the webhook may still be used.';
  return 'Check that the URL is one of a webhook of this kind.';
}

function unreachable(host: string, error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) {
    return {
      code: 'destination_silent',
      detail: `${host} did not answer in time.`,
      mend: 'Check that it is up, and that a firewall between it and CloudCoreo lets connections through.',
    };
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return {
    code: 'destination_unreachable',
    detail: `No connection to ${host} came about (${code}).`,
    mend: /CERT|TLS|SSL|VERIFY|EPROTO/.test(code)
      ? 'Its certificate is not one that CloudCoreo trusts. For an authority of your own set NODE_EXTRA_CA_CERTS to its certificate.'
      : 'Check the host and the port, and that a firewall between it and CloudCoreo lets connections through.',
  };
}
