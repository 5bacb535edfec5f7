/** What AWS said, without anything that could identify a credential. */
export interface AwsAnswer {
  operation: string;
  code: string;
  message: string;
  status?: number;
  requestId?: string;
}

/**
 * An expected failure, as a value. It tells what happened, why, and what to do next, and it may be stored,
 * logged and shown: nothing secret may ever be put in one.
 */
export interface Failure {
  /** Stable, for programs: `snake_case`, listed in `docs/errors.md`. */
  code: string;
  /** What happened and why, with the real names in it. */
  detail: string;
  /** What to do next. */
  mend: string;
  /** Commands that mend it, to copy. */
  commands?: string;
  /** What is wrong with which field of what was given, and on which line of a text. */
  fields?: { field: string; message: string; line?: number }[];
  aws?: AwsAnswer;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failed(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
