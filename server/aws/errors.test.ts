import { describe, expect, it } from 'vitest';
import { explainAwsError } from './errors.ts';

function sdkError(name: string, message: string, status = 403): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status, requestId: 'r-1' } });
}

describe('an error of the AWS SDK', () => {
  it.each([
    ['AccessDenied', 'User: arn:aws:iam::111122223333:user/x is not authorized to perform: iam:GetRole', 403, 'denied'],
    [
      'AccessDenied',
      'User: x is not authorized to perform: iam:GetRole with an explicit deny in a service control policy',
      403,
      'denied_by_scp',
    ],
    [
      'AccessDenied',
      'User: x is not authorized to perform: iam:GetRole because no permissions boundary allows the iam:GetRole action',
      403,
      'denied_by_boundary',
    ],
    ['UnauthorizedOperation', 'You are not authorized to perform this operation.', 403, 'denied'],
    // A denial in XML, read by a client of a JSON protocol.
    ['SyntaxError', 'Unexpected token < in JSON', 403, 'denied'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403, 'key_unknown'],
    [
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
      403,
      'secret_wrong',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z',
      403,
      'clock_off',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature not yet current: 20260101T001000Z is still later than 20260101T000000Z',
      403,
      'clock_off',
    ],
    ['Throttling', 'Rate exceeded', 400, 'throttled'],
    ['RequestLimitExceeded', 'Request limit exceeded.', 503, 'throttled'],
    ['InternalFailure', 'The request processing has failed.', 500, 'unreachable'],
    ['CredentialsProviderError', 'Could not load credentials from any providers', undefined, 'credentials_missing'],
    ['LimitExceeded', 'Cannot exceed quota for RolesPerAccount: 1000', 409, 'other'],
  ])('%s “%s” (%s) means %s', (name, message, status, kind) => {
    expect(explainAwsError(sdkError(name, message, status), 'iam:GetRole')).toMatchObject({
      kind,
      answer: { operation: 'iam:GetRole', code: name, message },
    });
  });

  it('that is one of the network is told by its system code, also from the cause', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(explainAwsError(refused, 'x')).toMatchObject({ kind: 'unreachable', answer: { code: 'ECONNREFUSED' } });
    const reset = new Error('socket hang up', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    expect(explainAwsError(reset, 'x')).toMatchObject({ kind: 'unreachable', answer: { code: 'ECONNRESET' } });
  });

  it('loses the SDK’s hint for whoever has the error object', () => {
    const error = new Error(
      "char '<' is not expected.:1:1\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.",
    );
    expect(explainAwsError(error, 'kms:ListKeys').answer.message).toBe("char '<' is not expected.:1:1");
  });

  it('gives nothing of the request away', () => {
    const error = Object.assign(sdkError('AccessDenied', 'no'), {
      $response: { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA' } },
      config: { secretAccessKey: 'canary' },
    });
    expect(JSON.stringify(explainAwsError(error, 'x'))).not.toMatch(/AKIA|canary/);
  });

  it('that is no error at all is still an answer', () => {
    expect(explainAwsError('broken', 'x')).toMatchObject({ kind: 'other', answer: { code: 'UnknownError' } });
  });
});
