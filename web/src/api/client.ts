import { ProblemError, readProblem, unreachable } from './problem.ts';

type QueryValue = string | number | undefined;

interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal;
  accept?: string;
}

/**
 * Calls the API and answers the parsed body, or `undefined` for 204. Throws ProblemError for every failure except an
 * abort by the caller, which stays the browser's AbortError.
 */
export async function call<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ProblemError(unreachable, { cause });
  }
}

/** As `call`, with the answer's body unread: for streams. */
export async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(withQuery(path, options.query), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: options.signal ?? null,
      headers: {
        accept: options.accept ?? 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ProblemError(unreachable, { cause });
  }
  if (!response.ok) throw new ProblemError(await readProblem(response));
  return response;
}

/** Appends the values that are set; an empty string counts as not set. */
export function withQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
