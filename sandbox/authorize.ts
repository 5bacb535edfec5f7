import { type AwsError, accessDenied } from './answers.ts';
import type { IamReader } from './iam-reader.ts';
import type { Identity } from './identities.ts';
import { fieldOf } from './named-resources.ts';
import { type ConditionContext, evaluateIdentityPolicies, evaluateTrustPolicy } from './policy.ts';
import type { AwsRequest } from './request.ts';
import { resourceOf } from './resources.ts';

/**
 * `unsure`: the caller's policies may allow it, but which resource is meant is not known here; then moto's judgement counts.
 */
export type Authorization = { allowed: true } | { allowed: 'unsure' } | { allowed: false; error: AwsError };

const granted: Authorization = { allowed: true };

/** Judges a request that is not `AssumeRole` by its caller's identity policies and session policies. */
export async function authorize(request: AwsRequest, caller: Identity, iam: IamReader): Promise<Authorization> {
  // AWS answers GetCallerIdentity even when it is denied; a root user may do everything.
  if (request.permission === 'sts:GetCallerIdentity' || caller.kind === 'root') return granted;
  const resource = resourceOf(request, caller);
  const question = { action: request.permission, resource, context: contextOf(request, caller) };
  const refuse = (reason: string): Authorization => ({
    allowed: false,
    error: accessDenied(request, caller.arn, resource ?? '*', reason),
  });

  const decision = evaluateIdentityPolicies(await iam.readIdentityPolicies(caller), question);
  if (decision === 'denied explicitly') return refuse(' with an explicit deny in an identity-based policy');
  if (decision === 'not allowed') {
    return refuse(` because no identity-based policy allows the ${request.permission} action`);
  }
  const sessionDecision = caller.sessionPolicies
    ? evaluateIdentityPolicies(caller.sessionPolicies, question)
    : 'allowed';
  if (sessionDecision === 'denied explicitly') return refuse(' with an explicit deny in a session policy');
  if (sessionDecision === 'not allowed') {
    return refuse(` because no session policy allows the ${request.permission} action`);
  }
  return decision === 'allowed' && sessionDecision === 'allowed' ? granted : { allowed: 'unsure' };
}

/** When a role that was just created can be assumed. IAM needs some seconds until every endpoint knows a new role. */
export type Propagation = { roleVisibleAfterMilliseconds: number };

/** Judges `AssumeRole`: the role must exist, trust the caller, and the caller's own policies must allow it. */
export async function authorizeAssumeRole(
  request: AwsRequest,
  caller: Identity,
  iam: IamReader,
  propagation: Propagation,
): Promise<Authorization> {
  const roleArn = request.parameters.get('RoleArn') ?? '';
  if (caller.kind === 'root') {
    const message = 'Roles may not be assumed by root accounts.';
    return { allowed: false, error: { status: 403, code: 'AccessDenied', message } };
  }
  // AWS gives the same answer whatever the cause, so that nobody learns which roles another account has.
  const refused: Authorization = { allowed: false, error: accessDenied(request, caller.arn, roleArn) };

  const [, partition, accountId = '', path = ''] = /^arn:([^:]+):iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  if (partition !== caller.partition) return refused;
  const role = await iam.readRole(accountId, path.split('/').at(-1) ?? '');
  if (!role || role.arn !== roleArn) return refused;
  if (Date.now() < role.createdAt + propagation.roleVisibleAfterMilliseconds) return refused;

  const context = contextOf(request, caller);
  const trust = evaluateTrustPolicy(role.trustPolicy, { action: request.permission, principal: caller, context });
  if (trust === 'not trusted' || trust === 'denied explicitly') return refused;

  const question = { action: request.permission, resource: roleArn, context };
  const decision = evaluateIdentityPolicies(await iam.readIdentityPolicies(caller), question);
  const trustSuffices = trust === 'trusts principal' && accountId === caller.accountId;
  if (decision === 'denied explicitly' || (decision === 'not allowed' && !trustSuffices)) return refused;
  if (caller.sessionPolicies && evaluateIdentityPolicies(caller.sessionPolicies, question) !== 'allowed')
    return refused;

  return checkDuration(request, caller, role.maximumSessionSeconds);
}

function checkDuration(request: AwsRequest, caller: Identity, maximumSessionSeconds: number): Authorization {
  const seconds = Number(request.parameters.get('DurationSeconds') ?? 3600);
  const refuse = (message: string): Authorization => ({
    allowed: false,
    error: { status: 400, code: 'ValidationError', message },
  });
  if (caller.kind === 'session' && seconds > 3600) {
    return refuse('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  if (seconds > maximumSessionSeconds) {
    return refuse('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return granted;
}

function contextOf(request: AwsRequest, caller: Identity): ConditionContext {
  return new Map<string, string | undefined>([
    ['sts:ExternalId', request.parameters.get('ExternalId') ?? undefined],
    ['sts:RoleSessionName', request.parameters.get('RoleSessionName') ?? undefined],
    ['aws:PrincipalAccount', caller.accountId],
    ['aws:PrincipalArn', caller.roleArn ?? caller.arn],
    ['aws:RequestedRegion', request.region],
    ['iam:AWSServiceName', request.parameters.get('AWSServiceName') ?? undefined],
    ['lambda:Principal', request.permission === 'lambda:AddPermission' ? fieldOf(request, 'Principal') : undefined],
  ]);
}
