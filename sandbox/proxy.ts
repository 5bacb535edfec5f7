import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, readElement, shapeError, throttled } from './answers.ts';
import { type CallLog, createCallLog } from './calls.ts';
import { answerControlRequest } from './control.ts';
import { createFaults, type Faults, type SetFault } from './faults.ts';
import { acceptHttp2, trackConnections } from './http2.ts';
import { answerRequest, type JudgeParts } from './judge.ts';
import { type AwsRequest, readAwsRequest } from './request.ts';

/** What of the sandbox's AWS can be changed while it runs. */
export type Control = {
  faults: Faults;
  calls: CallLog;
  settings: Settings;
  /** Stops listening: every connection is refused until {@link Control.comeUp}. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
};

export type Settings = {
  /** Added to every call. */
  latencyMilliseconds: number;
  /** The sandbox's clock minus the machine's. */
  clockOffsetMilliseconds: number;
  /** For so long a role that was just created can't be assumed. */
  roleVisibleAfterSeconds: number;
};

export type Proxy = { endpoint: string; control: Control; stop(): Promise<void> };

/** Starts the proxy on a loopback port (0: any free one). */
export async function startProxy(options: {
  port: number;
  latencyMilliseconds: number;
  parts: Omit<JudgeParts, 'propagation' | 'now'>;
}): Promise<Proxy> {
  const settings: Settings = {
    latencyMilliseconds: options.latencyMilliseconds,
    clockOffsetMilliseconds: 0,
    roleVisibleAfterSeconds: 0,
  };
  const now = () => Date.now() + settings.clockOffsetMilliseconds;
  const parts: JudgeParts = {
    ...options.parts,
    now,
    propagation: {
      get roleVisibleAfterMilliseconds() {
        return settings.roleVisibleAfterSeconds * 1000;
      },
    },
  };
  const faults = createFaults();
  const calls = createCallLog();

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const target = incoming.url ?? '/';
    const method = incoming.method ?? 'GET';
    outgoing.setHeader('date', new Date(now()).toUTCString());
    if (target.startsWith('/_sandbox/')) return write(outgoing, answerControlRequest(method, target, body, control));

    // With the first header moto would act in whatever account it names; the second is wrong once the body is read whole.
    const { 'x-moto-account-id': _, 'transfer-encoding': __, ...headers } = incoming.headers;
    const request = readAwsRequest({ method, target, headers, body }, parts.operations.find);
    await serve(request, outgoing);
  }

  async function serve(request: AwsRequest, outgoing: ServerResponse): Promise<void> {
    const startedAt = Date.now();
    const caller = parts.identities.find(request.accessKeyId);
    const call = {
      at: startedAt,
      accessKeyId: request.accessKeyId,
      accountId: caller?.accountId,
      principalArn: caller?.arn,
      service: request.service,
      action: request.action,
      permission: request.permission,
      region: request.region,
    };
    const struck = faults.strike(call);
    const answer = await answerWithFaults(request, struck, outgoing);
    const milliseconds = Date.now() - startedAt;
    if (answer === 'cut') {
      calls.add({ ...call, status: 0, errorCode: undefined, milliseconds });
      outgoing.destroy();
      return;
    }
    // Recorded before it is answered: whoever has the answer finds the call in the log.
    calls.add({ ...call, status: answer.status, errorCode: readErrorCode(answer), milliseconds });
    write(outgoing, answer);
  }

  async function answerWithFaults(
    request: AwsRequest,
    struck: SetFault[],
    outgoing: ServerResponse,
  ): Promise<Answer | 'cut'> {
    const connectionEnded = new AbortController();
    outgoing.once('close', () => connectionEnded.abort());
    const latency = struck.reduce(
      (sum, { effect }) => sum + (effect.kind === 'latency' ? effect.milliseconds : 0),
      settings.latencyMilliseconds,
    );
    if (latency > 0) await delay(latency);
    for (const { id, effect } of struck) {
      if (effect.kind === 'hold-before') await faults.waitUntilRemoved(id, connectionEnded.signal);
      if (effect.kind === 'reset') return 'cut';
      if (effect.kind === 'throttle') return shapeError(request, throttled(request));
      if (effect.kind === 'error') return shapeError(request, effect);
    }
    let answer = request.target.startsWith('/moto-api') ? forbidden : await answerRequest(request, parts);
    for (const { id, effect } of struck) {
      if (effect.kind === 'hold-after') await faults.waitUntilRemoved(id, connectionEnded.signal);
      if (effect.kind === 'lose-answer') return 'cut';
      if (effect.kind === 'rewrite' && answer.status < 300) {
        answer = { ...answer, body: answer.body.toString().replaceAll(effect.find, () => effect.replace) };
      }
    }
    return answer;
  }

  const http = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      // The connection was cut by its client, or moto is gone (the sandbox is stopping): there is no answer to give.
      if (!outgoing.destroyed) process.stderr.write(`sandbox: ${incoming.method} ${incoming.url}: ${String(error)}\n`);
      outgoing.destroy();
    });
  });
  // Longer than clients keep idle connections, so that none is cut just as a request is on its way.
  http.keepAliveTimeout = 65_000;
  const server = acceptHttp2(http);
  const closeConnections = trackConnections(server);

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen on a TCP port.');
    return address.port;
  }

  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    closeConnections();
    await closed;
  }

  const port = await listen(options.port);
  const control: Control = {
    faults,
    calls,
    settings,
    goDown: stopListening,
    async comeUp() {
      await listen(port);
    },
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    control,
    async stop() {
      faults.clear();
      await stopListening();
    },
  };
}

const forbidden: Answer = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'The emulator behind this endpoint is not reachable through it.\n',
};

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Headers that belong to the connection with moto, or that the proxy sets itself. */
const ownHeaders = ['connection', 'content-length', 'date', 'transfer-encoding', 'server', 'keep-alive'];

function write(outgoing: ServerResponse, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!ownHeaders.includes(name)) outgoing.setHeader(name, value);
  }
  const length = answer.headers['content-length'];
  // The answer to HEAD has no body, but the length of what GET would give.
  const isHead = outgoing.req.method === 'HEAD';
  outgoing.setHeader('content-length', isHead && length ? length : Buffer.byteLength(answer.body));
  outgoing.writeHead(answer.status);
  outgoing.end(isHead ? undefined : answer.body);
}

function readErrorCode(answer: Answer): string | undefined {
  if (answer.status < 400) return undefined;
  return readElement(answer.body.toString(), 'Code') ?? answer.headers['x-amzn-errortype'];
}
