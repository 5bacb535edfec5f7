/** The values that a request offers to a policy's conditions. A key that is absent here is one this evaluation does not know. */
export type ConditionContext = ReadonlyMap<string, string | undefined>;

/** Who asks. `roleArn` is set for a role's session: AWS matches both the session and its role. */
export type Principal = { accountId: string; partition: string; arn: string; roleArn?: string };

/** `allowed on some`: only statements on certain resources allow it, and which resource is meant is not known. */
export type IdentityDecision = 'allowed' | 'allowed on some' | 'denied explicitly' | 'not allowed';

/**
 * What a trust policy says of a principal. `trusts account`: it names the principal's account, which leaves the decision to
 * the principal's own policies. `trusts principal`: it names the principal itself, or everybody.
 */
export type TrustDecision = 'trusts account' | 'trusts principal' | 'denied explicitly' | 'not trusted';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Statement = { [key: string]: Json };

/**
 * Judges an action against identity (or session) policies, given as JSON text.
 * `resource` is undefined when the caller cannot tell which resource the request is about; then any resource matches.
 * What this evaluation does not understand never allows and always denies.
 */
export function evaluateIdentityPolicies(
  documents: readonly string[],
  request: { action: string; resource: string | undefined; context: ConditionContext },
): IdentityDecision {
  let decision: IdentityDecision = 'not allowed';
  for (const statement of documents.flatMap(readStatements)) {
    if (!matchesAction(statement, request.action) || !matchesResource(statement, request.resource)) continue;
    const condition = evaluateConditions(statement.Condition, request.context);
    if (statement.Effect === 'Deny' && condition !== false) return 'denied explicitly';
    if (statement.Effect !== 'Allow' || condition !== true) continue;
    if (request.resource !== undefined || asStrings(statement.Resource).includes('*')) decision = 'allowed';
    else if (decision === 'not allowed') decision = 'allowed on some';
  }
  return decision;
}

/** Judges whether a role's trust policy, given as JSON text, lets `principal` do `action` (for example `sts:AssumeRole`). */
export function evaluateTrustPolicy(
  document: string,
  request: { action: string; principal: Principal; context: ConditionContext },
): TrustDecision {
  let decision: TrustDecision = 'not trusted';
  for (const statement of readStatements(document)) {
    if (!matchesAction(statement, request.action)) continue;
    const match = matchPrincipal(statement, request.principal);
    if (match === 'none') continue;
    const condition = evaluateConditions(statement.Condition, request.context);
    if (statement.Effect === 'Deny' && condition !== false) return 'denied explicitly';
    if (statement.Effect !== 'Allow' || condition !== true || match === 'unknown') continue;
    if (match === 'principal') decision = 'trusts principal';
    else if (decision === 'not trusted') decision = 'trusts account';
  }
  return decision;
}

function readStatements(document: string): Statement[] {
  const policy = JSON.parse(document) as Json;
  if (!isObject(policy)) return [];
  return asList(policy.Statement).filter(isObject);
}

function matchesAction(statement: Statement, action: string): boolean {
  const matches = (patterns: Json | undefined) =>
    asStrings(patterns).some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
  return 'NotAction' in statement ? !matches(statement.NotAction) : matches(statement.Action);
}

function matchesResource(statement: Statement, resource: string | undefined): boolean {
  if (resource === undefined) return true;
  const matches = (patterns: Json | undefined) =>
    asStrings(patterns).some((pattern) => matchesWildcard(pattern, resource));
  return 'NotResource' in statement ? !matches(statement.NotResource) : matches(statement.Resource);
}

function matchPrincipal(statement: Statement, principal: Principal): 'principal' | 'account' | 'none' | 'unknown' {
  if ('NotPrincipal' in statement) return 'unknown';
  const stated = statement.Principal;
  if (stated === '*') return 'principal';
  if (!isObject(stated)) return 'none';
  // Service, Federated and CanonicalUser principals are never an IAM identity.
  const names = asStrings(stated.AWS);
  if (names.some((name) => name === '*' || name === principal.arn || name === principal.roleArn)) return 'principal';
  const accountNames = [principal.accountId, `arn:${principal.partition}:iam::${principal.accountId}:root`];
  return names.some((name) => accountNames.includes(name)) ? 'account' : 'none';
}

/** All conditions must hold. `unknown` when one of them uses an operator or a key that is not understood here. */
function evaluateConditions(conditions: Json | undefined, context: ConditionContext): boolean | 'unknown' {
  if (conditions === undefined) return true;
  if (!isObject(conditions)) return 'unknown';
  let result: boolean | 'unknown' = true;
  for (const [operator, block] of Object.entries(conditions)) {
    if (!isObject(block)) return 'unknown';
    for (const [key, expected] of Object.entries(block)) {
      const holds = evaluateCondition(operator, key, asStrings(expected), context);
      if (holds === false) return false;
      if (holds === 'unknown') result = 'unknown';
    }
  }
  return result;
}

type Comparison = { negated: boolean; matches: (expected: string, actual: string) => boolean };

const equal = (expected: string, actual: string) => expected === actual;
const equalIgnoringCase = (expected: string, actual: string) => expected.toLowerCase() === actual.toLowerCase();

const comparisons = new Map<string, Comparison>([
  ['StringEquals', { negated: false, matches: equal }],
  ['StringNotEquals', { negated: true, matches: equal }],
  ['StringEqualsIgnoreCase', { negated: false, matches: equalIgnoringCase }],
  ['StringNotEqualsIgnoreCase', { negated: true, matches: equalIgnoringCase }],
  ['StringLike', { negated: false, matches: matchesWildcard }],
  ['StringNotLike', { negated: true, matches: matchesWildcard }],
  ['ArnEquals', { negated: false, matches: matchesWildcard }],
  ['ArnLike', { negated: false, matches: matchesWildcard }],
  ['ArnNotEquals', { negated: true, matches: matchesWildcard }],
  ['ArnNotLike', { negated: true, matches: matchesWildcard }],
  ['Bool', { negated: false, matches: equalIgnoringCase }],
]);

function evaluateCondition(
  operator: string,
  key: string,
  expected: string[],
  context: ConditionContext,
): boolean | 'unknown' {
  // No resource has tags here: the sandbox does not read them for each request.
  const isTag = key.toLowerCase().startsWith('aws:resourcetag/');
  const known = isTag
    ? ([key, undefined] as const)
    : [...context].find(([name]) => name.toLowerCase() === key.toLowerCase());
  // A policy variable such as ${aws:username} is not resolved here.
  if (!known || expected.some((value) => value.includes('${'))) return 'unknown';
  const actual = known[1];
  if (operator === 'Null') return expected.includes(String(actual === undefined));
  const comparison = comparisons.get(operator.replace(/IfExists$/, ''));
  if (!comparison) return 'unknown';
  if (actual === undefined) return comparison.negated || operator.endsWith('IfExists');
  return expected.some((value) => comparison.matches(value, actual)) !== comparison.negated;
}

/** AWS's wildcards: `*` is any run of characters, `?` any one. */
function matchesWildcard(pattern: string, text: string): boolean {
  // Most patterns of a policy with hundreds of actions are plain names.
  if (!/[*?]/.test(pattern)) return pattern === text;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function asStrings(value: Json | undefined): string[] {
  return asList(value).map((item) => String(item));
}
