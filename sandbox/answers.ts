import { randomUUID } from 'node:crypto';
import type { AwsRequest } from './request.ts';

/** A refusal or an error, before it takes the shape that the service's protocol gives it. */
export type AwsError = { status: number; code: string; message: string };

export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer };

const queryNamespaces: Record<string, string> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** Writes an error as the request's service writes it: query XML (IAM, STS), EC2's XML, S3's XML or JSON. */
export function shapeError(request: AwsRequest, error: AwsError): Answer {
  const requestId = randomUUID();
  const code = escapeXml(error.code);
  const message = escapeXml(error.message);
  if (request.service === 's3') {
    return xml(
      error.status,
      `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId></Error>`,
    );
  }
  if (request.service === 'ec2') {
    return xml(
      error.status,
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    );
  }
  if (request.parameters.has('Action')) {
    const namespace = queryNamespaces[request.service];
    const type = error.status < 500 ? 'Sender' : 'Receiver';
    return xml(
      error.status,
      `<ErrorResponse${namespace ? ` xmlns="${namespace}"` : ''}><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  }
  return {
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': error.code,
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

/** What an access key that AWS does not know, or that is switched off, is told. */
export function unknownAccessKey(service: string): AwsError {
  if (service === 's3') {
    return {
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
    };
  }
  if (service === 'ec2') {
    return {
      status: 401,
      code: 'AuthFailure',
      message: 'AWS was not able to validate the provided access credentials',
    };
  }
  return {
    status: 403,
    code: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  };
}

/** What an unsigned request is told. */
export function unsigned(service: string): AwsError {
  if (service === 's3') return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
  return { status: 403, code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' };
}

/** What a session past its end is told. */
export function expiredSession(service: string): AwsError {
  if (service === 'ec2') return { status: 400, code: 'RequestExpired', message: 'Request has expired.' };
  if (service === 's3') return { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' };
  return { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' };
}

/** What a throttled caller is told. */
export function throttled(service: string): AwsError {
  if (service === 'ec2') return { status: 503, code: 'RequestLimitExceeded', message: 'Request limit exceeded.' };
  if (service === 's3') return { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' };
  return { status: 400, code: 'Throttling', message: 'Rate exceeded' };
}

/** What a caller without permission is told. `reason` is the tail that names the policy type. */
export function accessDenied(request: AwsRequest, principalArn: string, resource?: string, reason = ''): AwsError {
  if (request.service === 'ec2') {
    return {
      status: 403,
      code: 'UnauthorizedOperation',
      message: `You are not authorized to perform this operation. User: ${principalArn} is not authorized to perform: ${request.permission}${reason}`,
    };
  }
  const on = resource === undefined ? '' : ` on resource: ${resource}`;
  return {
    status: 403,
    code: 'AccessDenied',
    message: `User: ${principalArn} is not authorized to perform: ${request.permission}${on}${reason}`,
  };
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
