import manifest from '../package.json' with { type: 'json' };
import { readEventData } from './event-stream.ts';
import { exitCodes, ProblemError, readProblem } from './problem.ts';

export type Query = Record<string, string | number | undefined>;

export interface Request {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

/** CloudCoreo's HTTP API, with a key of one of its users. */
export interface Client {
  readonly url: string;
  /** The parsed answer. Throws ProblemError for everything that is not a success. */
  call<Answer>(method: string, path: string, request?: Request): Promise<Answer>;
  /** The answer's events, as they arrive. */
  events<Event>(method: string, path: string, request?: Request): AsyncGenerator<Event>;
  /** The answer's text, as it arrives. Throws ProblemError, too, when it breaks off. */
  text(method: string, path: string, request?: Request): AsyncGenerator<string>;
  /** The items of a list, page by page. */
  pages<Item>(path: string, query?: Query): AsyncGenerator<Item[]>;
}

export interface Credentials {
  url: string;
  apiKey: string;
}

export function openClient({ url, apiKey }: Credentials): Client {
  const send = async (method: string, path: string, { query, body, signal }: Request, accept: string) => {
    let response: Response;
    try {
      response = await fetch(addressOf(url, path, query), {
        method,
        // A redirect could take the key, or the body with an account's secret, to another address.
        redirect: 'manual',
        signal: signal ?? null,
        headers: {
          accept,
          authorization: `Bearer ${apiKey}`,
          'user-agent': `cloudcoreo-cli/${manifest.version}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw unreachable(url, error);
    }
    if (response.status >= 300 && response.status < 400) throw redirected(url, response.headers.get('location'));
    if (!response.ok) throw new ProblemError(await readProblem(response));
    return response;
  };

  const client: Client = {
    url,

    async call<Answer>(method: string, path: string, request: Request = {}) {
      const response = await send(method, path, request, 'application/json');
      if (response.status === 204) return undefined as Answer;
      const text = await response.text().catch((error: unknown) => {
        if (request.signal?.aborted) throw error;
        throw unreachable(url, error);
      });
      try {
        return JSON.parse(text) as Answer;
      } catch (cause) {
        throw new ProblemError(notCloudCoreo(url), exitCodes.failed, { cause });
      }
    },

    async *events<Event>(method: string, path: string, request: Request = {}) {
      const response = await send(method, path, request, 'text/event-stream');
      if (response.body === null) return;
      try {
        for await (const data of readEventData(response.body)) yield JSON.parse(data) as Event;
      } catch (error) {
        if (request.signal?.aborted) throw error;
        throw unreachable(url, error);
      }
    },

    async *text(method: string, path: string, request: Request = {}) {
      const response = await send(method, path, request, '*/*');
      if (response.body === null) return;
      const decoder = new TextDecoder();
      try {
        for await (const chunk of response.body) yield decoder.decode(chunk, { stream: true });
      } catch (error) {
        if (request.signal?.aborted) throw error;
        throw brokenOff(url, error);
      }
    },

    async *pages<Item>(path: string, query: Query = {}) {
      let cursor: string | undefined;
      do {
        const page = await client.call<{ items: Item[]; nextCursor?: string }>('GET', path, {
          query: { ...query, cursor },
        });
        yield page.items;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
  };
  return client;
}

function addressOf(url: string, path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  return `${url}${path}${parameters.size === 0 ? '' : `?${parameters}`}`;
}

function unreachable(url: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'server_unreachable',
      detail: `CloudCoreo at ${url} did not answer${reasonOf(cause)}.`,
      mend: 'Check that the server runs and that this machine reaches it, then try again. “cloudcoreo login” changes the address.',
    },
    exitCodes.failed,
    { cause },
  );
}

function brokenOff(url: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'connection_lost',
      detail: `${url} broke off in the middle of its answer${reasonOf(cause)}: what was written is not complete.`,
      mend: 'Try again.',
    },
    exitCodes.failed,
    { cause },
  );
}

/** What the operating system or TLS said: fetch itself says only "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return '';
  const { code } = cause as NodeJS.ErrnoException;
  return typeof code === 'string' ? ` (${code})` : '';
}

function redirected(url: string, location: string | null): ProblemError {
  return new ProblemError({
    code: 'address_redirects',
    detail: `${url} redirects to ${location ?? 'another address'}. The API key is not sent there.`,
    mend: 'If that is CloudCoreo’s address, sign in there: cloudcoreo login --url <address>',
  });
}

function notCloudCoreo(url: string) {
  return {
    code: 'unexpected_answer',
    detail: `${url} answered, but not as CloudCoreo does.`,
    mend: 'Check the address. “cloudcoreo login” changes it.',
  };
}
