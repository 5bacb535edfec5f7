import type { Problem } from '../../../server/http/schemas.ts';

/** What a page can show of anything that went wrong: an API problem, a stored failure or a fault of the network. */
export type Trouble = Pick<Problem, 'code' | 'detail' | 'mend' | 'commands' | 'fields' | 'aws'> & {
  status?: number;
  title?: string;
};

/** Thrown by every call of the API that did not succeed. */
export class ProblemError extends Error {
  readonly problem: Trouble;

  constructor(problem: Trouble, options?: ErrorOptions) {
    super(problem.detail, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Reads an error answer. Never throws: a proxy's HTML page becomes a problem as well. */
export async function readProblem(response: Response): Promise<Trouble> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    try {
      const body: unknown = await response.json();
      if (isProblem(body)) return { ...body, status: response.status };
    } catch {
      // Not JSON after all: answered below like any other unreadable error.
    }
  }
  return unreadableAnswer(response.status);
}

function unreadableAnswer(status: number): Trouble {
  return {
    code: 'unexpected_answer',
    status,
    detail: `The server answered ${status} without saying why.`,
    mend:
      status >= 500
        ? 'Try again. If it stays, look at the server’s log for the time of this request.'
        : 'Reload the page. If it stays, check what stands between this browser and the server.',
  };
}

/** The request got no answer at all. */
export const unreachable: Trouble = {
  code: 'server_unreachable',
  detail: 'CloudCoreo’s server did not answer.',
  mend: 'Check that the server runs and that this browser can reach it, then try again.',
};

/** What is wrong, whatever was thrown. Anything but a ProblemError is a fault of this page. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: 'page_fault',
    detail: error instanceof Error ? error.message : 'The page stumbled over something it did not expect.',
    mend: 'Reload the page. If it stays, report it with what you were doing.',
  };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Partial<Problem>;
  return (
    typeof candidate.code === 'string' && typeof candidate.detail === 'string' && typeof candidate.mend === 'string'
  );
}
