import { ProblemError, type Trouble, unreachable } from '../api/problem.ts';

/** An error of the sign-in library: the server's problem details, or what the browser said about a passkey. */
interface AuthError {
  status?: number;
  code?: string | undefined;
  message?: string | undefined;
  detail?: unknown;
  mend?: unknown;
}

const noPasskeyUsed = {
  detail: 'No passkey was used.',
  mend: 'Try again and confirm in the browser’s window, or use your password.',
};

const wrongAddress = {
  detail: 'The browser takes no passkeys for this address.',
  mend: 'Open CloudCoreo by its host name over HTTPS, or on this machine as http://localhost with its port.',
};

/** What comes from the browser and never reaches the server. https://w3c.github.io/webauthn/ */
const browserErrors: Record<string, Pick<Trouble, 'detail' | 'mend'>> = {
  AUTH_CANCELLED: noPasskeyUsed,
  ERROR_CEREMONY_ABORTED: noPasskeyUsed,
  ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY: noPasskeyUsed,
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: {
    detail: 'This device already has a passkey for your user.',
    mend: 'Use it to sign in, or remove it here first.',
  },
  ERROR_INVALID_DOMAIN: wrongAddress,
  ERROR_INVALID_RP_ID: wrongAddress,
};

/** The problem behind an error of the sign-in library, in the product's words. */
export function authProblem(error: AuthError): Trouble {
  const { code = '', status, detail, mend, message } = error;
  if (typeof detail === 'string' && typeof mend === 'string') return { code, status, detail, mend };
  const known = browserErrors[code];
  if (known) return { code: code.toLowerCase(), status, ...known };
  if (!status) return unreachable;
  return {
    code: code.toLowerCase() || 'sign_in_refused',
    status,
    detail: message || `The server refused with ${status}.`,
    mend: 'Try again. If it stays, reload the page.',
  };
}

/** Unwraps an answer of the sign-in library; throws ProblemError when it is an error. */
export function authAnswer<Data>(answer: { data: Data | null; error: AuthError | null }): Data {
  if (answer.error) throw new ProblemError(authProblem(answer.error));
  return answer.data as Data;
}
