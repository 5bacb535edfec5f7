import { Agent, request as httpRequest } from 'node:http';
import type { Question } from './caching-key.ts';

/** An answer as it is sent again and again: headers as Node writes them, without those of one connection or moment. */
export type Answer = { status: number; headers: string[]; body: Buffer };

/** Sends requests on as they came: the signature covers the host, too. */
export function createForwarder(endpoint: string): (question: Question) => Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  return ({ method, target, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest({
        agent,
        hostname,
        port,
        method,
        path: target,
        headers: withLength(),
        setHost: false,
      });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 502,
            headers: keep(response.rawHeaders, method),
            body: Buffer.concat(chunks),
          });
        });
      });
      outgoing.end(body);

      function withLength() {
        const { 'transfer-encoding': _, connection: __, ...kept } = headers;
        return { ...kept, 'content-length': String(body.length) };
      }
    });
}

/** Not `date`: SDKs set their clock by it. */
const dropped = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

function keep(rawHeaders: string[], method: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (dropped.has(name.toLowerCase())) continue;
    // The answer to HEAD has no body, but the length of what GET would give.
    if (name.toLowerCase() === 'content-length' && method !== 'HEAD') continue;
    kept.push(name, value);
  }
  return kept;
}
