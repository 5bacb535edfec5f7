import type { Problem } from '../server/http/schemas.ts';

/** What is wrong: a problem that the API answered, a failure that it streamed or stored, or one found here. */
export type Trouble = Pick<Problem, 'code' | 'detail' | 'mend' | 'commands' | 'aws'>;

/** What the process ends with. The documentation promises these. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  notSignedIn: 3,
  partial: 4,
  findings: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Thrown for everything that is expected to go wrong: it is shown with its mend, and never with a stack trace. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly trouble: Trouble;
  readonly exitCode: ExitCode;

  constructor(trouble: Trouble, exitCode: ExitCode = exitCodeOf(trouble), options?: ErrorOptions) {
    super(trouble.detail, options);
    this.trouble = trouble;
    this.exitCode = exitCode;
  }
}

/** The command line cannot be carried out as it was written. */
export function usageProblem(detail: string, mend: string): ProblemError {
  return new ProblemError({ code: 'usage', detail, mend }, exitCodes.usage);
}

function exitCodeOf({ code }: Trouble): ExitCode {
  return code === 'not_signed_in' || code === 'api_key_invalid' ? exitCodes.notSignedIn : exitCodes.failed;
}

const olderServer = 'Update CloudCoreo on the server: it is older than this command and does not know that yet.';

/** Reads an error answer. Never throws: a proxy's HTML page becomes a problem as well. */
export async function readProblem(response: Response): Promise<Trouble> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return body.code === 'route_not_found' ? { ...body, mend: olderServer } : body;
  return {
    code: 'unexpected_answer',
    detail: `${response.url} answered HTTP ${response.status} without saying why, and not as CloudCoreo does.`,
    mend: 'Check that the address is that of CloudCoreo, and what stands between this machine and the server.',
  };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const { code, detail, mend } = value as Partial<Problem>;
  return typeof code === 'string' && typeof detail === 'string' && typeof mend === 'string';
}
