import { problemOf } from '../http/problem.ts';

const known: Record<string, { detail: string; mend: string }> = {
  invalid_email_or_password: {
    detail: 'E-mail and password do not belong together.',
    mend: 'Check both. Who has lost the password asks an owner of the team to remove and invite them again.',
  },
  invalid_password: { detail: 'The password is wrong.', mend: 'Enter your present password.' },
  password_too_short: { detail: 'The new password is too short.', mend: 'Use at least 12 characters.' },
  password_too_long: { detail: 'The password is too long.', mend: 'Use at most 128 characters.' },
  invalid_code: {
    detail: 'The code is wrong or has expired.',
    mend: 'Enter the code that the authenticator app shows now. If it stays wrong, check the clock of its device.',
  },
  session_not_fresh: { detail: 'This needs a recent sign-in.', mend: 'Sign out, sign in and repeat it.' },
  unauthorized: { detail: 'Nobody is signed in.', mend: 'Sign in.' },
};

/** An error of better-auth as problem details. Its status and cookies stay; its code becomes `snake_case`. */
export async function problemOfAuth(answer: Response): Promise<Response> {
  const { code, message } = await readError(answer);
  const problem = {
    ...problemOf({
      code,
      detail: answer.status >= 500 ? 'CloudCoreo itself failed.' : message,
      mend: answer.status >= 500 ? 'Try again; if it stays, look into the server’s log.' : 'Correct it and try again.',
      ...(answer.status < 500 ? known[code] : {}),
    }),
    status: answer.status,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(JSON.stringify(problem), { status: answer.status, headers });
}

async function readError(answer: Response): Promise<{ code: string; message: string }> {
  if (answer.status >= 500) return { code: 'internal_error', message: '' };
  let body: unknown;
  try {
    body = await answer.json();
  } catch {
    // An answer without a body still has its status.
    body = {};
  }
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  const fallback = answer.status === 401 ? 'unauthorized' : 'sign_in_refused';
  return {
    code: typeof code === 'string' && code !== '' ? code.toLowerCase() : fallback,
    message: typeof message === 'string' && message !== '' ? message : `Refused with ${answer.status}.`,
  };
}
