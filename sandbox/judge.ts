import type { AccessAnalyzer } from './access-analyzer.ts';
import {
  type Answer,
  type AwsError,
  accessDenied,
  expiredSession,
  readElement,
  shapeError,
  unknownAccessKey,
  unsigned,
  wrongSignature,
} from './answers.ts';
import { type Authorization, authorize, authorizeAssumeRole, type Propagation } from './authorize.ts';
import { completeNewBucket, hideClosedRegions, showAsRoot, tellBucketRegions } from './corrections.ts';
import { answerEmptily } from './empty-answers.ts';
import type { IamReader } from './iam-reader.ts';
import type { Identities, Identity } from './identities.ts';
import type { Operations } from './operations.ts';
import type { AwsRequest } from './request.ts';
import { refuseByTime } from './request-time.ts';
import { type SigningKey, signRequest } from './signature.ts';
import { mendSwitches, type Switch, switchOf } from './switched-off.ts';
import { mendTimestamps } from './timestamps.ts';
import type { Upstream, UpstreamAnswer } from './upstream.ts';

export type JudgeParts = {
  upstream: Upstream;
  identities: Identities;
  iam: IamReader;
  operations: Operations;
  accessAnalyzer: AccessAnalyzer;
  /** By account ID, a key that may do everything there. */
  administrators: ReadonlyMap<string, SigningKey>;
  propagation: Propagation;
  /** The regions that are enabled; default: what AWS enables for every account. */
  regions?: readonly string[];
  /** The sandbox's clock, in milliseconds since the epoch. */
  now(): number;
};

/** Answers a request as AWS would: refuses it, or lets moto do it, and mends what moto gets wrong. */
export async function answerRequest(request: AwsRequest, parts: JudgeParts): Promise<Answer> {
  const caller = parts.identities.find(request.accessKeyId);
  const refusal = refuseByCredentials(request, caller, parts.now());
  if (refusal) return shapeError(request, refusal);
  if (!caller) return shapeError(request, unknownAccessKey(request));
  return request.permission === 'sts:AssumeRole'
    ? answerAssumeRole(request, caller, parts)
    : answerCall(request, caller, parts);
}

function refuseByCredentials(request: AwsRequest, caller: Identity | undefined, now: number): AwsError | undefined {
  if (request.accessKeyId === undefined) return unsigned(request);
  const refusedByTime = refuseByTime(request, now);
  if (refusedByTime) return refusedByTime;
  // moto accepts keys that are switched off, and sessions past their end.
  if (caller && !caller.isActive) return unknownAccessKey(request);
  if (caller?.expiresAt !== undefined && caller.expiresAt < now) return expiredSession(request);
  return undefined;
}

async function answerCall(request: AwsRequest, caller: Identity, parts: JudgeParts): Promise<Answer> {
  const authorization = await authorize(request, caller, parts.iam);
  // A call that changes nothing goes to moto even when it will be refused: moto checks the signature, and AWS checks that first.
  const changesNothing = /^(Get|List|Describe|Head|Search|Lookup|BatchGet|BatchDescribe)/.test(request.action);
  if (authorization.allowed === false && !changesNothing) return shapeError(request, authorization.error);

  let answer = isSignedForHttp2(request)
    ? await sendAsAdministrator(request, caller.accountId, parts)
    : await parts.upstream.send(caller.accountId, request);
  if (authorization.allowed === false) {
    return isCredentialRefusal(answer) ? toAnswer(request, answer) : shapeError(request, authorization.error);
  }
  if (authorization.allowed === true && (isPermissionDenial(answer) || isMisreadSignature(request, answer))) {
    // moto denies what AWS allows: statements with conditions or ARNs, and actions that are not named like their operation.
    answer = await sendAsAdministrator(nameCaller(request, caller), caller.accountId, parts);
  }
  const serviceSwitch = changesNothing ? switchOf(request) : undefined;
  if (serviceSwitch && !(await isSwitchedOn(request, serviceSwitch, caller, parts))) {
    return shapeError(request, serviceSwitch.refusal(caller.accountId));
  }
  if (authorization.allowed === true && isLacking(request, answer)) {
    const own = parts.accessAnalyzer.answer(request, caller);
    if (own) return own;
  }
  if (changesNothing && isLacking(request, answer)) return answerWithNothing(request, caller, authorization, parts);
  if (isSuccess(answer)) {
    parts.identities.learn(caller, request, answer.body.toString('utf8'));
    if (request.service === 'iam' && !changesNothing) parts.iam.forget(caller.accountId);
    await completeNewBucket(request, (completion) => sendAsAdministrator(completion, caller.accountId, parts));
  }
  const shown = showAsRoot(request, caller, toAnswer(request, answer));
  const timed = mendTimes(request, shown, parts);
  const corrected = mendSwitches(request, caller.accountId, hideClosedRegions(request, caller, timed, parts.regions));
  return tellBucketRegions(request, corrected, (question) => sendAsAdministrator(question, caller.accountId, parts));
}

function mendTimes(request: AwsRequest, answer: Answer, { operations }: JudgeParts): Answer {
  if (!request.protocol.endsWith('json')) return answer;
  const known = operations.describe(request.api, request.action);
  return known ? mendTimestamps(answer, known) : answer;
}

async function isSwitchedOn(request: AwsRequest, { question }: Switch, caller: Identity, parts: JudgeParts) {
  const asked = { ...request, ...question, headers: { host: request.headers.host }, body: Buffer.alloc(0) };
  return isSuccess(await sendAsAdministrator(asked, caller.accountId, parts));
}

/** Answers a reading operation that moto lacks. */
function answerWithNothing(
  request: AwsRequest,
  caller: Identity,
  authorization: Authorization,
  parts: JudgeParts,
): Answer {
  // As moto does, which judges what it has by the resource `*`.
  if (authorization.allowed === 'unsure') return shapeError(request, accessDenied(request, caller.arn));
  const known = parts.operations.describe(request.api, request.action);
  if (!known) return shapeError(request, unknownOperation(request));
  return answerEmptily(request, known);
}

async function answerAssumeRole(request: AwsRequest, caller: Identity, parts: JudgeParts): Promise<Answer> {
  let answer = await parts.upstream.send(caller.accountId, request);
  // moto has checked the signature by now, and whatever it says of the permission is judged anew.
  if (!isSuccess(answer) && !isPermissionDenial(answer)) return toAnswer(request, answer);
  const authorization = await authorizeAssumeRole(request, caller, parts.iam, parts.propagation);
  if (authorization.allowed === false) return shapeError(request, authorization.error);
  const roleArn = request.parameters.get('RoleArn') ?? '';
  const accountId = roleArn.split(':')[4] ?? '';
  if (!isSuccess(answer)) {
    // Within one account moto understands few trust policies; across accounts it reads none. So a stranger asks for the session.
    const stranger = [...parts.administrators.keys()].find((id) => id !== accountId) ?? caller.accountId;
    answer = await sendAsAdministrator(request, stranger, parts);
    if (!isSuccess(answer)) return toAnswer(request, answer);
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
  return toAnswer(request, answer);
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

/** Whether moto refused the key, the token or the signature, which it checks before the permission. */
function isCredentialRefusal(answer: UpstreamAnswer): boolean {
  const codes = ['SignatureDoesNotMatch', 'AuthFailure', 'InvalidClientTokenId', 'InvalidAccessKeyId'];
  return codes.includes(readRefusal(answer)?.code ?? '');
}

/** Over HTTP/2 the SDK signs a pseudo-header that moto, which speaks HTTP/1.1, never sees. */
function isSignedForHttp2(request: AwsRequest): boolean {
  return request.headers.authorization?.includes('SignedHeaders=:authority;') ?? false;
}

/** moto encodes S3 Control's paths once too often. */
function isMisreadSignature(request: AwsRequest, answer: UpstreamAnswer): boolean {
  return request.api === 's3control' && request.target.includes('%') && isCredentialRefusal(answer);
}

/** Listings that moto has, and the status that it fails with where they should be empty. */
const failingListings: Record<string, number> = {
  'config:DescribeOrganizationConformancePacks': 500,
  'dynamodb:ListExports': 500,
  'ecs:DescribeCapacityProviders': 500,
  // Of the types of policy that moto does not know.
  'organizations:ListPolicies': 400,
  'rds:DescribeOptionGroups': 500,
  // moto does not know zones by the IDs that AWS takes here.
  'route53:ListQueryLoggingConfigs': 404,
};

/** moto says what it lacks (see its launcher), except for a path of a known API that it cannot place: that is an empty 404. */
function isLacking(request: AwsRequest, answer: UpstreamAnswer): boolean {
  if (answer.status === 501 || answer.status === failingListings[request.permission]) return true;
  return answer.status === 404 && answer.body.length === 0 && request.method !== 'HEAD';
}

/** moto's refusals by credentials and permissions are XML, whatever the protocol. */
function readRefusal(answer: UpstreamAnswer): AwsError | undefined {
  if (answer.status < 400 || answer.body[0] !== 0x3c) return undefined;
  const body = answer.body.toString('utf8');
  const code = readElement(body, 'Code');
  return code === undefined ? undefined : { status: answer.status, code, message: readElement(body, 'Message') ?? '' };
}

/** moto's answer, or where it is not in the words and the shape of the request's protocol, one that is. */
function toAnswer(request: AwsRequest, answer: UpstreamAnswer): Answer {
  const isXml = ['query', 'ec2', 'rest-xml'].includes(request.protocol);
  const refusal = readRefusal(answer);
  if (refusal && !isXml) return shapeError(request, inWordsOfJson(request, refusal));
  if (refusal && request.api === 's3control') return shapeError(request, refusal);
  if (answer.status === 501) return shapeError(request, unknownOperation(request));
  if (answer.status >= 500 && !refusal && !answer.headers['x-amzn-errortype']) {
    const message = `The emulator failed at ${request.action}: ${answer.body.toString('utf8', 0, 500)}`;
    return shapeError(request, { status: 500, code: 'InternalFailure', message });
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { status: answer.status, headers, body: answer.body };
}

function inWordsOfJson(request: AwsRequest, refusal: AwsError): AwsError {
  if (refusal.code === 'SignatureDoesNotMatch') return wrongSignature(request, refusal.message);
  if (refusal.code === 'InvalidClientTokenId') return unknownAccessKey(request);
  if (refusal.code === 'AccessDenied') {
    const { status, code } = accessDenied(request, '');
    return { status, code, message: refusal.message };
  }
  return refusal;
}

function unknownOperation(request: AwsRequest): AwsError {
  const message = `The emulator does not have ${request.api}'s ${request.action}.`;
  return { status: 501, code: 'NotImplemented', message };
}
