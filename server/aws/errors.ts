import type { AwsAnswer } from '../failure.ts';

/** What an error of the SDK means to CloudCoreo. */
export type AwsErrorKind =
  | 'denied'
  | 'denied_by_scp'
  | 'denied_by_boundary'
  | 'key_unknown'
  | 'secret_wrong'
  | 'clock_off'
  | 'throttled'
  | 'unreachable'
  | 'credentials_missing'
  | 'other';

export interface AwsError {
  kind: AwsErrorKind;
  answer: AwsAnswer;
}

const deniedCodes = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Forbidden',
  '403',
]);
const throttledCodes = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'SlowDown',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'EC2ThrottledException',
  'ServiceUnavailable',
]);
const unknownKeyCodes = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
]);
const clockCodes = new Set([
  'RequestExpired',
  'RequestTimeTooSkewed',
  'RequestInTheFuture',
  'InvalidSignatureException',
]);
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'TimeoutError',
  'NetworkingError',
]);

/**
 * Says what an error thrown by an AWS SDK client means. Only AWS's code, message, status and request ID are taken
 * from it: the error object itself carries the signed request and must not be logged or stored.
 * The wording that names service control policies and permissions boundaries is AWS's own:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function explainAwsError(error: unknown, operation: string): AwsError {
  const fields = readFields(error);
  const answer: AwsAnswer = {
    operation,
    code: fields.code,
    message: fields.message,
    ...(fields.status === undefined ? {} : { status: fields.status }),
    ...(fields.requestId === undefined ? {} : { requestId: fields.requestId }),
  };
  return { kind: kindOf(fields), answer };
}

interface ErrorFields {
  code: string;
  message: string;
  status: number | undefined;
  requestId: string | undefined;
}

/** For whoever has the error object, which nobody who reads the message has. */
const hintOfSdk = /\s*Deserialization error: to see the raw response, inspect the hidden field .*$/s;

function readFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) {
    return {
      code: 'UnknownError',
      message: 'The AWS SDK failed without saying why.',
      status: undefined,
      requestId: undefined,
    };
  }
  const metadata: { httpStatusCode?: unknown; requestId?: unknown } =
    '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null ? error.$metadata : {};
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const causeCode =
    error.cause instanceof Error && 'code' in error.cause && typeof error.cause.code === 'string'
      ? error.cause.code
      : undefined;
  const code = [systemCode, causeCode].find((candidate) => candidate !== undefined && connectionCodes.has(candidate));
  return {
    code: code ?? error.name,
    message: error.message.replace(hintOfSdk, '').trim().slice(0, 1000),
    status: typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined,
    requestId: typeof metadata.requestId === 'string' ? metadata.requestId : undefined,
  };
}

function kindOf({ code, message, status }: ErrorFields): AwsErrorKind {
  if (code === 'CredentialsProviderError') return 'credentials_missing';
  if (connectionCodes.has(code)) return 'unreachable';
  if (throttledCodes.has(code)) return 'throttled';
  if (unknownKeyCodes.has(code)) return 'key_unknown';
  if (/signature (expired|not yet current)|is now earlier than|is still later than/i.test(message)) return 'clock_off';
  if (code === 'SignatureDoesNotMatch' || code === 'IncompleteSignature') return 'secret_wrong';
  if (clockCodes.has(code)) return 'clock_off';
  if (deniedCodes.has(code) || status === 403) {
    if (/service control policy|resource control policy/i.test(message)) return 'denied_by_scp';
    if (/permissions boundary/i.test(message)) return 'denied_by_boundary';
    return 'denied';
  }
  if (status !== undefined && status >= 500) return 'unreachable';
  return 'other';
}

/** True when AWS refused the call for lack of permission, whatever took the permission away. */
export function isDenied(kind: AwsErrorKind): boolean {
  return kind === 'denied' || kind === 'denied_by_scp' || kind === 'denied_by_boundary';
}
