import { randomUUID } from 'node:crypto';
import type { AwsRequest } from './request.ts';

/** A refusal or an error, before it takes the shape that the service's protocol gives it. */
export type AwsError = { status: number; code: string; message: string };

export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer };

const queryNamespaces: Record<string, string> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** APIs that moved from the query protocol to JSON and still tell the old error code: https://smithy.io/2.0/aws/protocols/aws-query-compatible.html */
const queryCompatibleApis = ['cloudwatch', 'sqs'];

/** Writes an error as the request's protocol writes it. */
export function shapeError(request: AwsRequest, error: AwsError): Answer {
  const requestId = randomUUID();
  const code = escapeXml(error.code);
  const message = escapeXml(error.message);
  if (request.api === 's3') {
    return xml(
      error.status,
      `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`,
    );
  }
  switch (request.protocol) {
    case 'ec2':
      return xml(
        error.status,
        `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      );
    case 'query':
    case 'rest-xml': {
      const namespace = queryNamespaces[request.api];
      const type = error.status < 500 ? 'Sender' : 'Receiver';
      return xml(
        error.status,
        `<ErrorResponse${namespace ? ` xmlns="${namespace}"` : ''}><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      );
    }
    case 'rpc-v2-cbor':
      return {
        status: error.status,
        headers: {
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
          'x-amzn-requestid': requestId,
        },
        body: encodeCborTexts({ __type: error.code, message: error.message }),
      };
    default:
      return {
        status: error.status,
        headers: {
          'content-type': request.protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json',
          'x-amzn-errortype': error.code,
          'x-amzn-requestid': requestId,
          ...(queryCompatibleApis.includes(request.api) && {
            'x-amzn-query-error': `${error.code.replace(/Exception$/, '')};${error.status < 500 ? 'Sender' : 'Receiver'}`,
          }),
        },
        body: JSON.stringify({ __type: error.code, message: error.message }),
      };
  }
}

/** A map of texts in CBOR, which is all that an error needs: https://www.rfc-editor.org/rfc/rfc8949 */
function encodeCborTexts(texts: Record<string, string>): Buffer {
  const encodeText = (text: string): Buffer => {
    const length = Buffer.alloc(3);
    length.writeUInt8(0x79);
    length.writeUInt16BE(Buffer.byteLength(text), 1);
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const entries = Object.entries(texts);
  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(encodeText)]);
}

/** What an access key that AWS does not know, or that is switched off, is told. */
export function unknownAccessKey(request: AwsRequest): AwsError {
  if (request.api === 's3') {
    return {
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    };
  }
  if (request.protocol === 'ec2') {
    return {
      status: 401,
      code: 'AuthFailure',
      message: 'AWS was not able to validate the provided access credentials',
    };
  }
  const message = 'The security token included in the request is invalid.';
  return isXml(request)
    ? { status: 403, code: 'InvalidClientTokenId', message }
    : { status: statusOf(request, 403), code: 'UnrecognizedClientException', message };
}

/** What an unsigned request is told. */
export function unsigned(request: AwsRequest): AwsError {
  if (request.api === 's3') return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
  const message = 'Request is missing Authentication Token';
  return isXml(request)
    ? { status: 403, code: 'MissingAuthenticationToken', message }
    : { status: statusOf(request, 403), code: 'MissingAuthenticationTokenException', message };
}

/** What a session past its end is told. */
export function expiredSession(request: AwsRequest): AwsError {
  if (request.protocol === 'ec2') return { status: 400, code: 'RequestExpired', message: 'Request has expired.' };
  if (request.api === 's3') return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
  const message = 'The security token included in the request is expired';
  return isXml(request)
    ? { status: 403, code: 'ExpiredToken', message }
    : { status: statusOf(request, 403), code: 'ExpiredTokenException', message };
}

/** APIs whose word for throttling is `TooManyRequestsException`, by their models. */
const apisWithTooManyRequests = [
  ...['account', 'apigateway', 'apigatewayv2', 'athena', 'cognito-identity', 'cognito-idp', 'detective'],
  ...['kafka', 'lambda', 'organizations', 'sesv2'],
];

/** What a throttled caller is told. */
export function throttled(request: AwsRequest): AwsError {
  if (request.protocol === 'ec2') {
    return { status: 503, code: 'RequestLimitExceeded', message: 'Request limit exceeded.' };
  }
  if (request.api === 's3') return { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' };
  const message = 'Rate exceeded';
  if (isXml(request)) return { status: 400, code: 'Throttling', message };
  const code = apisWithTooManyRequests.includes(request.api) ? 'TooManyRequestsException' : 'ThrottlingException';
  return { status: statusOf(request, 429), code, message };
}

/** What a caller without permission is told. `reason` is the tail that names the policy type. */
export function accessDenied(request: AwsRequest, principalArn: string, resource?: string, reason = ''): AwsError {
  if (request.protocol === 'ec2') {
    return {
      status: 403,
      code: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. User: ${principalArn} is not authorized to perform: ${request.permission}${reason}`,
    };
  }
  const on = resource === undefined ? '' : ` on resource: ${resource}`;
  const message = `User: ${principalArn} is not authorized to perform: ${request.permission}${on}${reason}`;
  // https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
  if (request.api === 'sns') return { status: 403, code: 'AuthorizationError', message };
  return isXml(request)
    ? { status: 403, code: 'AccessDenied', message }
    : { status: statusOf(request, 403), code: 'AccessDeniedException', message };
}

/** What a caller whose signature is wrong is told. */
export function wrongSignature(request: AwsRequest, message: string): AwsError {
  return isXml(request)
    ? { status: 403, code: 'SignatureDoesNotMatch', message }
    : { status: statusOf(request, 403), code: 'InvalidSignatureException', message };
}

function isXml({ protocol }: AwsRequest): boolean {
  return protocol === 'query' || protocol === 'ec2' || protocol === 'rest-xml';
}

/** The RPC protocols' errors of the caller are all HTTP 400. */
function statusOf({ protocol }: AwsRequest, status: number): number {
  return protocol === 'json' || protocol === 'rpc-v2-cbor' ? 400 : status;
}

function xml(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The text of the first element of this name in an XML answer, or undefined when there is none. */
export function readElement(body: string, name: string): string | undefined {
  return readElements(body, name)[0];
}

/** The texts of all elements of this name that hold text only. */
export function readElements(body: string, name: string): string[] {
  return [...body.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => unescapeXml(match[1] ?? ''));
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
