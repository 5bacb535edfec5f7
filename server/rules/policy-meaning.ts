import { isWorld } from './network.ts';
import { type Choice, type Condition, covers, mayMeet, readStatements, type Statement } from './policy-statements.ts';

// What a resource's policy or a role's trust policy means, as far as rules ask: whom it lets in. It errs on the side of letting in:
// a condition that it does not know limits nobody.

/** Keys by which a condition can say who or where from, and the kind of their values. */
const limitingKeys: Readonly<Record<string, 'arn' | 'text' | 'address' | 'true'>> = {
  'aws:sourcearn': 'arn',
  'aws:principalarn': 'arn',
  'ec2:sourceinstancearn': 'arn',
  's3:dataaccesspointarn': 'arn',
  'aws:sourceaccount': 'text',
  'aws:sourceowner': 'text',
  'aws:principalaccount': 'text',
  'kms:calleraccount': 'text',
  's3:dataaccesspointaccount': 'text',
  'aws:principalorgid': 'text',
  'aws:sourceorgid': 'text',
  'aws:principalorgpaths': 'text',
  'aws:sourceorgpaths': 'text',
  'aws:sourcevpc': 'text',
  'aws:sourcevpce': 'text',
  'aws:sourcevpcarn': 'arn',
  'aws:userid': 'text',
  'aws:sourceip': 'address',
  'aws:vpcsourceip': 'address',
  'aws:principalisawsservice': 'true',
  'elasticfilesystem:accessedviamounttarget': 'true',
};

const equalOperators = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike']);
const unequalOperators = new Set([
  'stringnotequals',
  'stringnotequalsignorecase',
  'stringnotlike',
  'arnnotequals',
  'arnnotlike',
]);

/** What all IDs of a kind begin with says nobody's name: `vpce-*` is every endpoint, `AROA*` every role. */
const prefixOfIds = /^(?:vpce-|vpc-|o-|AROA|AIDA|AKIA|ASIA)/;

/** Whether a value names somebody, or a place, rather than all: its wildcards must not stand where it says who. */
function isParticular(kind: 'arn' | 'text' | 'address' | 'true', value: string): boolean {
  if (kind === 'true') return value.toLowerCase() === 'true';
  if (kind === 'address') return !isWorld(value.includes('/') ? value : `${value}/32`);
  if (kind === 'text') return !/[*?]/.test(value) || /^[^*?]{4,}/.test(value.replace(prefixOfIds, ''));
  const [, , , , account = '', ...resource] = value.split(':');
  if (account !== '') return !/[*?]/.test(account);
  // The ARN of an S3 bucket has no account.
  return /^[^*?]{3,}/.test(resource.join(':'));
}

function limits(condition: Condition, operators: ReadonlySet<string>, addressOperator: string): boolean {
  const kind = limitingKeys[condition.key];
  if (kind === undefined || condition.values.length === 0) return false;
  const fits =
    kind === 'address'
      ? condition.operator === addressOperator
      : kind === 'true'
        ? condition.operator === 'bool' || operators.has(condition.operator)
        : operators.has(condition.operator);
  return fits && condition.values.every((value) => isParticular(kind, value));
}

/** Whether an allowing statement's condition limits who it is for. A condition that a request without the key meets does not. */
function limitsAllowance(condition: Condition): boolean {
  return !condition.ifExists && condition.set !== 'forallvalues' && limits(condition, equalOperators, 'ipaddress');
}

/** Whether a denying statement denies all but some. */
function deniesAllButSome(condition: Condition): boolean {
  return condition.set !== 'foranyvalue' && limits(condition, unequalOperators, 'notipaddress');
}

function isForEverybody({ principals, effect }: Statement): boolean {
  // Allowing all but some allows everybody else.
  if (principals.not) return effect === 'Allow';
  return principals.everybody;
}

/** Whether a policy's denials take away what a statement allows, or limit it to some. */
function isTakenBack(allowing: Statement, statements: readonly Statement[]): boolean {
  return statements.some(
    (denying) =>
      denying.effect === 'Deny' &&
      denying.principals.everybody &&
      !denying.principals.not &&
      covers(denying.actions, allowing.actions) &&
      covers(denying.resources, allowing.resources) &&
      (denying.conditions.length === 0 ||
        (denying.conditions.length === 1 && denying.conditions.every(deniesAllButSome))),
  );
}

function publicStatements(policy: unknown): Statement[] {
  const statements = readStatements(policy);
  return statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      isForEverybody(statement) &&
      !statement.conditions.some(limitsAllowance) &&
      !isTakenBack(statement, statements),
  );
}

/** Whether a resource's policy lets in everybody, whether of an AWS account or not. */
export function isPublicPolicy(policy: unknown): boolean {
  return publicStatements(policy).length > 0;
}

/** The patterns of actions that a resource's policy allows everybody. */
export function publicActions(policy: unknown): string[] {
  return [...new Set(publicStatements(policy).flatMap(({ actions }) => (actions.not ? ['*'] : actions.patterns)))];
}

/**
 * Whom outside its own account a resource's policy lets in: account IDs, organizations (`o-…`), canonical users, `*` for
 * everybody. AWS's services are nobody's account.
 */
export function outsidersOf(policy: unknown, account: string): string[] {
  const statements = readStatements(policy);
  const outsiders = new Set<string>();
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || isTakenBack(statement, statements)) continue;
    const named = isForEverybody(statement) ? namedByConditions(statement.conditions) : namedAsPrincipals(statement);
    for (const outsider of named) if (outsider !== account) outsiders.add(outsider);
  }
  return [...outsiders];
}

function namedAsPrincipals({ principals }: Statement): string[] {
  return [...principals.aws.map(accountOf), ...principals.canonicalUsers.map((id) => `canonical user ${id}`)];
}

/** Of an account ID, an ARN of an identity, or the unique ID that stands for one that is no more. */
function accountOf(principal: string): string {
  return principal.startsWith('arn:') ? (principal.split(':')[4] ?? principal) : principal;
}

function namedByConditions(conditions: readonly Condition[]): string[] {
  const limiting = conditions.filter(limitsAllowance);
  if (limiting.length === 0) return ['*'];
  // All of them must be met, so any that says of which account, says it for all.
  for (const { key, values } of limiting) {
    if (key.endsWith('account') || key.endsWith('owner')) return values;
    if (key.endsWith('orgid') || key.endsWith('orgpaths')) return values.map((value) => value.split('/')[0] ?? value);
    if (limitingKeys[key] === 'arn') return values.map(accountOf).filter((account) => account !== '');
  }
  return [];
}

/**
 * Whether a resource's policy denies what does not come over TLS.
 * @param action what must be denied, with wildcards: `s3:*`
 * @param resources what it must be denied of
 */
export function deniesPlainHttp(policy: unknown, action: string, resources: readonly string[]): boolean {
  const wanted: Choice = { not: false, patterns: [action.toLowerCase()] };
  return readStatements(policy).some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.principals.everybody &&
      !statement.principals.not &&
      covers(statement.actions, wanted) &&
      covers(statement.resources, { not: false, patterns: [...resources] }) &&
      statement.conditions.length === 1 &&
      statement.conditions.every(
        ({ key, operator, values }) =>
          (key === 'aws:securetransport' &&
            ['bool', 'stringequals', 'stringequalsignorecase'].includes(operator) &&
            values.every((value) => value.toLowerCase() === 'false')) ||
          (key === 's3:tlsversion' && operator === 'numericlessthan' && values.every((value) => Number(value) >= 1)),
      ),
  );
}

/** The accounts, services, and identity providers that a role's trust policy lets assume it; `*` for everybody. */
export function trustedBy(policy: unknown): string[] {
  return [
    ...new Set(
      readStatements(policy)
        .filter(({ effect, actions }) => effect === 'Allow' && mayMeetAny(actions, 'sts:assumerole'))
        .flatMap((statement) => {
          const { principals, conditions } = statement;
          if (isForEverybody(statement)) return namedByConditions(conditions);
          return [...principals.aws.map(accountOf), ...principals.services, ...principals.federated];
        }),
    ),
  ];
}

function mayMeetAny({ not, patterns }: Choice, action: string): boolean {
  return not || patterns.some((pattern) => mayMeet(pattern, `${action}*`));
}

/** Whether every statement of a trust policy that lets other accounts in wants an external ID. */
export function wantsExternalId(policy: unknown, account: string): boolean {
  return readStatements(policy)
    .filter(
      (statement) =>
        statement.effect === 'Allow' &&
        (isForEverybody(statement) || statement.principals.aws.some((principal) => accountOf(principal) !== account)),
    )
    .every(({ conditions }) =>
      conditions.some(
        ({ key, ifExists, operator, values }) =>
          (key === 'sts:externalid' || key === 'aws:principalorgid') &&
          !ifExists &&
          equalOperators.has(operator) &&
          // One that is given as a pattern must still be a secret of somebody's.
          values.every((value) => isParticular('text', value)),
      ),
    );
}
