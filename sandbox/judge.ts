import {
  type Answer,
  type AwsError,
  expiredSession,
  readElement,
  shapeError,
  unknownAccessKey,
  unsigned,
} from './answers.ts';
import { authorize, authorizeAssumeRole, type Propagation } from './authorize.ts';
import { completeNewBucket, hideClosedRegions, showAsRoot, tellBucketRegions } from './corrections.ts';
import type { IamReader } from './iam-reader.ts';
import type { Identities, Identity } from './identities.ts';
import type { AwsRequest } from './request.ts';
import { refuseByTime } from './request-time.ts';
import { type SigningKey, signRequest } from './signature.ts';
import type { Upstream, UpstreamAnswer } from './upstream.ts';

export type JudgeParts = {
  upstream: Upstream;
  identities: Identities;
  iam: IamReader;
  /** By account ID, a key that may do everything there. */
  administrators: ReadonlyMap<string, SigningKey>;
  propagation: Propagation;
  /** The sandbox's clock, in milliseconds since the epoch. */
  now(): number;
};

/** Answers a request as AWS would: refuses it, or lets moto do it, and mends what moto gets wrong. */
export async function answerRequest(request: AwsRequest, parts: JudgeParts): Promise<Answer> {
  const caller = parts.identities.find(request.accessKeyId);
  const refusal = refuseByCredentials(request, caller, parts.now());
  if (refusal) return shapeError(request, refusal);
  if (!caller) return shapeError(request, unknownAccessKey(request.service));
  return request.permission === 'sts:AssumeRole'
    ? answerAssumeRole(request, caller, parts)
    : answerCall(request, caller, parts);
}

function refuseByCredentials(request: AwsRequest, caller: Identity | undefined, now: number): AwsError | undefined {
  if (request.accessKeyId === undefined) return unsigned(request.service);
  const refusedByTime = refuseByTime(request, now);
  if (refusedByTime) return refusedByTime;
  // moto accepts keys that are switched off, and sessions past their end.
  if (caller && !caller.isActive) return unknownAccessKey(request.service);
  if (caller?.expiresAt !== undefined && caller.expiresAt < now) return expiredSession(request.service);
  return undefined;
}

async function answerCall(request: AwsRequest, caller: Identity, parts: JudgeParts): Promise<Answer> {
  const authorization = await authorize(request, caller, parts.iam);
  // A call that changes nothing goes to moto even when it will be refused: moto checks the signature, and AWS checks that first.
  const changesNothing = /^(Get|List|Describe|Head)/.test(request.action);
  if (authorization.allowed === false && !changesNothing) return shapeError(request, authorization.error);

  let answer = await parts.upstream.send(caller.accountId, request);
  if (authorization.allowed === false) {
    return isSuccess(answer) || isPermissionDenial(answer)
      ? shapeError(request, authorization.error)
      : toAnswer(answer);
  }
  if (authorization.allowed === true && isPermissionDenial(answer)) {
    // moto denies what AWS allows: statements with conditions or ARNs, and S3 actions that are not named like their operation.
    answer = await sendAsAdministrator(nameCaller(request, caller), caller.accountId, parts);
  }
  if (isSuccess(answer)) {
    parts.identities.learn(caller, request, answer.body.toString('utf8'));
    if (request.service === 'iam' && !changesNothing) parts.iam.forget(caller.accountId);
    await completeNewBucket(request, (completion) => sendAsAdministrator(completion, caller.accountId, parts));
  }
  const corrected = hideClosedRegions(request, caller, showAsRoot(request, caller, toAnswer(answer)));
  return tellBucketRegions(request, corrected, (question) => sendAsAdministrator(question, caller.accountId, parts));
}

async function answerAssumeRole(request: AwsRequest, caller: Identity, parts: JudgeParts): Promise<Answer> {
  let answer = await parts.upstream.send(caller.accountId, request);
  // moto has checked the signature by now, and whatever it says of the permission is judged anew.
  if (!isSuccess(answer) && !isPermissionDenial(answer)) return toAnswer(answer);
  const authorization = await authorizeAssumeRole(request, caller, parts.iam, parts.propagation);
  if (authorization.allowed === false) return shapeError(request, authorization.error);
  const roleArn = request.parameters.get('RoleArn') ?? '';
  const accountId = roleArn.split(':')[4] ?? '';
  if (!isSuccess(answer)) {
    // Within one account moto understands few trust policies; across accounts it reads none. So a stranger asks for the session.
    const stranger = [...parts.administrators.keys()].find((id) => id !== accountId) ?? caller.accountId;
    answer = await sendAsAdministrator(request, stranger, parts);
    if (!isSuccess(answer)) return toAnswer(answer);
  }
  const sessionPolicies = await readSessionPolicies(request, accountId, parts.iam);
  if (sessionPolicies === 'missing') {
    const message = 'A managed policy in PolicyArns does not exist or is not attachable.';
    return shapeError(request, { status: 400, code: 'MalformedPolicyDocument', message });
  }
  const body = answer.body.toString('utf8');
  parts.identities.add({
    accessKeyId: readElement(body, 'AccessKeyId') ?? '',
    accountId,
    partition: caller.partition,
    arn: readElement(body, 'Arn') ?? '',
    roleArn,
    kind: 'session',
    name: roleArn.split('/').at(-1) ?? '',
    isActive: true,
    expiresAt: parts.now() + Number(request.parameters.get('DurationSeconds') ?? 3600) * 1000,
    sessionPolicies,
  });
  return toAnswer(answer);
}

/** moto ignores session policies. Undefined: the session is not narrowed. */
async function readSessionPolicies(
  request: AwsRequest,
  accountId: string,
  iam: IamReader,
): Promise<string[] | undefined | 'missing'> {
  const inline = request.parameters.get('Policy');
  const arns = [...request.parameters].filter(([name]) => /^PolicyArns\.member\.\d+\.arn$/.test(name));
  if (inline === null && arns.length === 0) return undefined;
  const managed = await Promise.all(arns.map(([, arn]) => iam.readManagedPolicy(accountId, arn)));
  const documents = managed.filter((document) => document !== undefined);
  if (documents.length < managed.length) return 'missing';
  return inline === null ? documents : [...documents, inline];
}

/** GetUser without a name means its caller, who is lost when an administrator asks. */
function nameCaller(request: AwsRequest, caller: Identity): AwsRequest {
  if (request.permission !== 'iam:GetUser' || request.parameters.has('UserName')) return request;
  const parameters = new URLSearchParams(request.parameters);
  parameters.set('UserName', caller.name);
  return { ...request, parameters, body: Buffer.from(parameters.toString()) };
}

/** What the signature is made of, which an administrator's own replaces. */
const signatureHeaders = [
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'content-type',
];

async function sendAsAdministrator(
  request: Pick<AwsRequest, 'method' | 'target' | 'headers' | 'body' | 'service' | 'region'>,
  accountId: string,
  parts: JudgeParts,
): Promise<UpstreamAnswer> {
  const key = parts.administrators.get(accountId);
  if (!key) throw new Error(`The sandbox has no administrator in account ${accountId}.`);
  const { method, target, body, headers } = request;
  const contentType = headers['content-type'];
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !signatureHeaders.includes(name)));
  const signed = signRequest({ method, target, host: headers.host ?? '127.0.0.1', body, contentType }, request, key);
  return parts.upstream.send(accountId, { method, target, body, headers: { ...kept, ...signed } });
}

function isSuccess(answer: UpstreamAnswer): boolean {
  return answer.status < 300;
}

function isPermissionDenial(answer: UpstreamAnswer): boolean {
  return (
    answer.status === 403 &&
    /<Code>(AccessDenied|UnauthorizedOperation)<\/Code>|"AccessDenied/.test(answer.body.toString())
  );
}

function toAnswer(answer: UpstreamAnswer): Answer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: answer.status, headers, body: answer.body };
}
