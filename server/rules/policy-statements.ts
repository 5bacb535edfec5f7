import { isLike } from './text.ts';

/** What a statement of an IAM policy says, with AWS's short forms written out. Patterns of actions are in lower case. */
export interface Statement {
  /** Its `Sid`, else where it stands: `Statement[0]`. */
  label: string;
  effect: 'Allow' | 'Deny';
  actions: Choice;
  /** Of a policy that is attached to a resource this is the resource, if it says none. */
  resources: Choice;
  principals: Principals;
  conditions: Condition[];
}

/** Patterns, or with `not` all but them. */
export interface Choice {
  not: boolean;
  patterns: string[];
}

export interface Principals {
  not: boolean;
  /** `"Principal": "*"`, or `*` among the AWS principals: everybody, signed in or not. */
  everybody: boolean;
  /** Account IDs, ARNs, and the unique IDs of what is no more. */
  aws: string[];
  services: string[];
  federated: string[];
  canonicalUsers: string[];
}

export interface Condition {
  /** Without its set operator and `IfExists`, in lower case: `stringequals`. */
  operator: string;
  set: 'forallvalues' | 'foranyvalue' | undefined;
  /** A request without the key meets it. */
  ifExists: boolean;
  /** In lower case: `aws:sourcearn`. */
  key: string;
  values: string[];
}

/**
 * The statements of an IAM policy, of an identity or of a resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @param policy a policy as JSON, or as CEL has it
 * @throws {Error} when it is no policy
 */
export function readStatements(policy: unknown): Statement[] {
  const document = toPlain(policy);
  if (!isRecord(document)) throw new Error('This is no IAM policy.');
  return toList(document.Statement).map((statement, index) => {
    if (!isRecord(statement)) throw new Error('This IAM policy has a statement that is none.');
    return {
      label: typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : `Statement[${index}]`,
      effect: statement.Effect === 'Allow' ? 'Allow' : 'Deny',
      actions: lowerCase(readChoice(statement, 'Action', 'NotAction')),
      resources: readChoice(statement, 'Resource', 'NotResource'),
      principals: readPrincipals(statement),
      conditions: readConditions(statement.Condition),
    };
  });
}

/** A value of CEL as plain JSON. */
export function toPlain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, field]) => [key, toPlain(field)]));
  return Array.isArray(value) ? value.map(toPlain) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function toTexts(value: unknown): string[] {
  return toList(value).map(String);
}

function readChoice(statement: Record<string, unknown>, name: string, notName: string): Choice {
  const isNot = statement[notName] !== undefined;
  const patterns = toTexts(statement[isNot ? notName : name]);
  return { not: isNot, patterns: !isNot && patterns.length === 0 && name === 'Resource' ? ['*'] : patterns };
}

function lowerCase({ not, patterns }: Choice): Choice {
  return { not, patterns: patterns.map((pattern) => pattern.toLowerCase()) };
}

function readPrincipals(statement: Record<string, unknown>): Principals {
  const not = statement.NotPrincipal !== undefined;
  const given = statement[not ? 'NotPrincipal' : 'Principal'];
  const named = isRecord(given) ? given : { AWS: given };
  const aws = toTexts(named.AWS);
  return {
    not,
    everybody: aws.includes('*'),
    aws: aws.filter((principal) => principal !== '*'),
    services: toTexts(named.Service),
    federated: toTexts(named.Federated),
    canonicalUsers: toTexts(named.CanonicalUser),
  };
}

function readConditions(conditions: unknown): Condition[] {
  if (!isRecord(conditions)) return [];
  return Object.entries(conditions).flatMap(([written, keys]) => {
    const [, set, operator = '', ifExists] =
      /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
    if (!isRecord(keys)) return [];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      set: set as Condition['set'],
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: toTexts(values),
    }));
  });
}

/** Whether a choice takes in one thing that is named without wildcards. */
export function takesIn({ not, patterns }: Choice, name: string): boolean {
  return patterns.some((pattern) => isLike(name, pattern)) !== not;
}

/**
 * Whether one choice takes in all that another does. It errs on the side of `false`: a pattern covers another when it
 * matches it with its wildcards taken for characters.
 */
export function covers(choice: Choice, other: Choice): boolean {
  if (!choice.not && choice.patterns.includes('*')) return true;
  if (other.not) {
    // All but some are covered by all but fewer.
    return (
      choice.not && choice.patterns.every((pattern) => other.patterns.some((excluded) => isLike(pattern, excluded)))
    );
  }
  if (choice.not) {
    return other.patterns.every((wanted) => choice.patterns.every((excluded) => !mayMeet(wanted, excluded)));
  }
  return other.patterns.every((wanted) => choice.patterns.some((pattern) => isLike(wanted, pattern)));
}

/** Whether something may match both patterns: what stands before their first wildcards must agree. */
export function mayMeet(pattern: string, other: string): boolean {
  const fixed = (text: string) => /^[^*?]*/.exec(text)?.[0] ?? '';
  const [a, b] = [fixed(pattern), fixed(other)];
  if (a === pattern) return isLike(pattern, other);
  if (b === other) return isLike(other, pattern);
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) === b.slice(0, length);
}
