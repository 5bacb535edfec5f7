import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { type SigningKey, signRequest } from './signature.ts';

/** An answer of moto, read whole. */
export type UpstreamAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

export type Upstream = {
  /** Sends a request on to an account exactly as it came: its signature covers host, path and body. */
  send(accountId: string, request: SignedRequest): Promise<UpstreamAnswer>;
  /** Calls IAM in an account with a key and returns the XML, whatever the status. */
  askIam(
    accountId: string,
    key: SigningKey,
    region: string,
    parameters: Record<string, string>,
  ): Promise<{ status: number; body: string }>;
  close(): void;
};

export type SignedRequest = { method: string; target: string; headers: IncomingHttpHeaders; body: Buffer };

/** A client of the moto server on this loopback port. */
export function connectUpstream(port: number): Upstream {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  function send(accountId: string, request: SignedRequest) {
    return new Promise<UpstreamAnswer>((resolve, reject) => {
      const outgoing = httpRequest({
        agent,
        host: '127.0.0.1',
        port,
        method: request.method,
        path: request.target,
        headers: {
          ...request.headers,
          'content-length': String(request.body.length),
          // Without it moto searches every account and partition for the access key, loading each one's managed policies: seconds.
          'x-moto-account-id': accountId,
        },
        setHost: false,
      });
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 502, headers: response.headers, body: Buffer.concat(chunks) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(request.body);
    });
  }

  return {
    send,
    async askIam(accountId, key, region, parameters) {
      const body = Buffer.from(new URLSearchParams({ ...parameters, Version: '2010-05-08' }).toString());
      const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
      const request = { method: 'POST', target: '/', host: `127.0.0.1:${port}`, body, contentType };
      const headers = signRequest(request, { service: 'iam', region }, key);
      const answer = await send(accountId, { ...request, headers });
      return { status: answer.status, body: answer.body.toString('utf8') };
    },
    close: () => agent.destroy(),
  };
}
