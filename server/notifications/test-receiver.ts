import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { testCertificate } from './test-certificate.ts';

export interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Resolves when so many requests have come in all. */
  waitFor(count: number): Promise<void>;
  /** What is answered from now on. */
  answer: (request: Received, response: ServerResponse) => void;
  stop(): Promise<void>;
}

/** A server that takes webhooks and remembers them. */
export async function startReceiver({ isSecure = false } = {}): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const take: RequestListener = async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const received = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
    receiver.received.push(received);
    receiver.answer(received, response);
    for (const look of waiting) look();
  };
  const server = isSecure ? createSecureServer(testCertificate, take) : createServer(take);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: isSecure ? `https://hooks.example.com:${port}` : `http://127.0.0.1:${port}`,
    received: [],
    answer: (_, response) => response.end('ok'),
    waitFor: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (receiver.received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

export interface MailServer {
  port: number;
  /** Each message as it came, with its recipients. */
  mails: { to: string[]; user: string | undefined; isEncrypted: boolean; raw: string }[];
  stop(): Promise<void>;
}

export const mailUser = { user: 'mailer', password: 'correct horse' };

/** A mail server that knows one user and refuses recipients at `nowhere.example`. */
export async function startMailServer(security: 'tls' | 'starttls' | 'none'): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  const server = new SMTPServer({
    ...testCertificate,
    secure: security === 'tls',
    disabledCommands: security === 'none' ? ['STARTTLS', 'AUTH'] : [],
    authOptional: security === 'none',
    logger: false,
    onAuth({ username, password }, _, answer) {
      const isKnown = username === mailUser.user && password === mailUser.password;
      answer(isKnown ? null : new Error('unknown'), isKnown ? { user: username } : undefined);
    },
    onRcptTo({ address }, _, answer) {
      const isKnown = !address.endsWith('@nowhere.example');
      answer(isKnown ? null : Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
    },
    async onData(stream, session, answer) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      mails.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        user: session.user === undefined ? undefined : String(session.user),
        isEncrypted: session.secure === true,
        raw: Buffer.concat(parts).toString('utf8'),
      });
      answer(null);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
