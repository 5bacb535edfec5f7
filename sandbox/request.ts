import type { IncomingHttpHeaders } from 'node:http';
import { apiOf, type Outline, type Protocol, protocolOf } from './apis.ts';
import type { Operations } from './operations.ts';
import { permissionOf } from './permissions.ts';
import { describeS3Request } from './s3-operations.ts';

/** An AWS API request as the proxy received it, read but not judged. */
export type AwsRequest = {
  method: string;
  /** Path and query as sent: the signature covers them. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  accessKeyId: string | undefined;
  /** The X-Amz-Date, as sent: `20150830T123600Z`. */
  signedAt: string | undefined;
  /** From the signature's scope: `iam`, `sts`, `s3`, `ec2`, … */
  service: string;
  /** botocore's name of the API, for example `apigatewayv2` where `service` is `apigateway`. */
  api: string;
  protocol: Protocol;
  region: string;
  /** The API operation, for example `GetBucketEncryption`. */
  action: string;
  /** The IAM action it needs, for example `s3:GetEncryptionConfiguration`. */
  permission: string;
  /** The parameters of a query-protocol request (IAM, STS, EC2), otherwise empty. */
  parameters: URLSearchParams;
  /** The S3 bucket, where the request names one. */
  bucket: string | undefined;
  /** The S3 object's key, where the request names one. */
  objectKey: string | undefined;
};

const credentialPattern = /Credential=([^/,\s]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request/;

/** Reads a request. Presigned URLs are not understood. The service and region come from the SigV4 credential scope, as AWS's own endpoints read them. */
export function readAwsRequest(
  incoming: { method: string; target: string; headers: IncomingHttpHeaders; body: Buffer },
  findOperation: Operations['find'],
): AwsRequest {
  const { method, target, headers, body } = incoming;
  const url = new URL(target, 'http://sandbox');
  const scope = credentialPattern.exec(headers.authorization ?? '');
  const parameters = readParameters(headers, body, url);
  const service = scope?.[4] ?? (parameters.has('Action') ? 'sts' : 's3');
  const outline: Outline = { service, pathname: url.pathname, headers, parameters };
  const api = apiOf(outline);
  const s3 = api === 's3' ? describeS3Request(method, url) : undefined;
  const action =
    s3?.operation ??
    readAction(url, headers, parameters) ??
    findOperation(api, method, url) ??
    `${method} ${url.pathname}`;
  return {
    method,
    target,
    headers,
    body,
    accessKeyId: scope?.[1],
    signedAt: firstOf(headers['x-amz-date']),
    service,
    api,
    protocol: protocolOf(api, outline),
    region: scope?.[3] ?? 'us-east-1',
    action,
    permission: s3?.permission ?? permissionOf({ service, api, action, method }),
    parameters,
    bucket: s3?.bucket,
    objectKey: s3?.objectKey,
  };
}

function readParameters(headers: IncomingHttpHeaders, body: Buffer, url: URL): URLSearchParams {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return new URLSearchParams(body.toString('utf8'));
  }
  return url.searchParams.has('Action') ? url.searchParams : new URLSearchParams();
}

function readAction(url: URL, headers: IncomingHttpHeaders, parameters: URLSearchParams): string | undefined {
  const queryAction = parameters.get('Action');
  if (queryAction !== null) return queryAction;
  // JSON protocols: `X-Amz-Target: DynamoDB_20120810.ListTables`.
  const target = firstOf(headers['x-amz-target'])?.split('.').at(-1);
  if (target !== undefined) return target;
  // Smithy RPC v2: `/service/<service>/operation/<operation>`.
  return /^\/service\/\w+\/operation\/(\w+)$/.exec(url.pathname)?.[1];
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
