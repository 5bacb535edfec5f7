import { once } from 'node:events';
import { createServer } from 'node:net';
import { isCode } from './lock.ts';

/** A loopback port that nobody listens on: the preferred one if it is free, otherwise any. */
export async function findFreePort(preferred = 0): Promise<number> {
  const server = createServer();
  try {
    server.listen(preferred, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if (preferred !== 0 && isCode(error, 'EADDRINUSE')) return findFreePort();
    throw error;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no free port.');
  return address.port;
}
