import { createHash, createHmac } from 'node:crypto';

export type SigningKey = { accessKeyId: string; secretAccessKey: string };

/**
 * Signs a request with Signature Version 4 and returns the headers to send.
 * The proxy needs it to ask moto something as an account's administrator.
 * The path, encoded already, is encoded once more, but for S3. For S3 Control AWS does not either, and moto does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function signRequest(
  request: { method: string; target: string; host: string; body: Buffer; contentType?: string },
  scope: { service: string; region: string },
  key: SigningKey,
): Record<string, string> {
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const bodyHash = sha256(request.body);
  const headers: Record<string, string> = {
    ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
    host: request.host,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': timestamp,
  };
  const signedHeaders = Object.keys(headers).sort();
  const [path = '/', query = ''] = request.target.split('?');
  const canonicalRequest = [
    request.method,
    scope.service === 's3' && !isS3Control(path) ? path : path.split('/').map(encodeStrictly).join('/'),
    query.split('&').map(withValue).sort().join('&'),
    ...signedHeaders.map((name) => `${name}:${headers[name]}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
  const credentialScope = `${date}/${scope.region}/${scope.service}/aws4_request`;
  const stringToSign = ['AWS4-HMAC-SHA256', timestamp, credentialScope, sha256(canonicalRequest)].join('\n');
  const signingKey = [date, scope.region, scope.service, 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${key.secretAccessKey}`,
  );
  headers.authorization =
    `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${credentialScope}, ` +
    `SignedHeaders=${signedHeaders.join(';')}, Signature=${hmac(signingKey, stringToSign).toString('hex')}`;
  return headers;
}

/** Whether a path, sent with S3's signing name, is S3 Control's, the API of its own for an account's settings. */
export function isS3Control(path: string): boolean {
  return path.startsWith('/v20180820/');
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function withValue(parameter: string): string {
  return parameter === '' || parameter.includes('=') ? parameter : `${parameter}=`;
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer | string, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
