import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { ApiEnvironment } from './api.ts';
import { describeError } from './describe-error.ts';
import { ProblemError, problemOf } from './problem.ts';
import type { Problem } from './schemas.ts';

/** Answers every error of the API as problem details. What is not a refusal is a bug: the log gets it, the caller only its number. */
export function answerErrors(log: Logger) {
  return (error: Error, c: Context<ApiEnvironment>): Response => {
    if (error instanceof ProblemError) return answer(c, error.problem, error.headers);
    if (error instanceof HTTPException && error.status < 500) {
      return answer(
        c,
        problemOf({ code: 'input_invalid', detail: `${error.message}.`, mend: 'Correct it and send it again.' }),
      );
    }
    if (isUnstorableText(error)) {
      return answer(
        c,
        problemOf({
          code: 'input_invalid',
          detail: 'The input holds a NUL character, which no text of CloudCoreo may have.',
          mend: 'Leave it out.',
        }),
      );
    }
    const requestId = c.get('requestId');
    log.error({ requestId, error: describeError(error) }, 'a request failed');
    return answer(
      c,
      problemOf({
        code: 'internal_error',
        detail: `CloudCoreo itself failed (request ${requestId}).`,
        mend: 'Try again. If it happens again, look for this request in the server’s log.',
      }),
    );
  };
}

function answer(c: Context<ApiEnvironment>, problem: Problem, headers: Record<string, string> = {}): Response {
  return c.body(JSON.stringify(problem), problem.status as 400, {
    ...headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

/** PostgreSQL stores no NUL in a text or JSON document, so such input can only be wrong. */
function isUnstorableText(error: Error): boolean {
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    if ('code' in current && (current.code === '22021' || current.code === '22P05')) return true;
  }
  return false;
}
