import type { Connect } from '../rules/wrong.ts';

/** A question to AWS, as its SDK for Python has it: `{ service: 's3', operation: 'get_bucket_versioning', … }`. */
export interface Question {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  /** Default: the sandbox's home region. */
  region?: string;
}

/** What AWS has, with the fields that the question is about. */
type Pick = (answer: unknown) => unknown;

/** Something that is wrong in an account, the action that mends it, and what AWS says before and after. */
export interface Faulty {
  /** The action's ID. */
  kind: string;
  what: string;
  parameters?: Record<string, unknown>;
  /** Builds it with AWS's own calls; returns the asset's name as CloudCoreo shows it, or its ARN where names repeat. */
  make(connect: Connect, accountId: string): Promise<string>;
  /** The type of the asset that the action is asked for. */
  type: string;
  /** The rule that finds it, and finds it mended. Left out: no rule of the library looks at it. */
  rule?: string;
  /** How an independent script sees the change. It may depend on what `make` built. */
  look(accountId: string): Question;
  /** Takes from the answer what matters; default: all of it. */
  see?: Pick;
  /** What is to be seen once it is applied. What is seen before and after undoing must be the same. */
  mended: unknown;
  /** For an action that has no way back. */
  isForGood?: true;
}
