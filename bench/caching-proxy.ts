import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readElement } from '../sandbox/answers.ts';
import { createOperations } from '../sandbox/operations.ts';
import { readAwsRequest } from '../sandbox/request.ts';
import { createServiceModels } from '../sandbox/service-models.ts';
import { isOwnBusiness, keyOf, type Question, readQuestion } from './caching-key.ts';
import { type Answer, createForwarder } from './forward.ts';

// `node bench/caching-proxy.ts <endpoint> <python of the sandbox>`: stands before the sandbox and answers what it has
// answered before, after a fixed time. A process of its own, so that it takes no time of what is measured beside it.

/** Whose calls are counted under which name, and from which account's point of view they are answered. */
export type Caller = { client: string; accountId: string };

export type Report = Record<
  string,
  {
    calls: number;
    /** Milliseconds since the epoch. */
    firstAt: number;
    lastAt: number;
    /** Calls whose answer was not known, so that the emulator was waited for. */
    misses: string[];
    /** Calls that were answered with a server error, which SDKs send again. */
    serverErrors: number;
    operations: { service: string; operation: string; calls: number }[];
  }
>;

type Known = { answer: Answer; service: string; operation: string };
type Call = { at: number; caller: Caller; known: Known; isMiss: boolean };

const [endpoint = '', python = ''] = process.argv.slice(2);
const forward = createForwarder(endpoint);
const operations = createOperations(createServiceModels(python));
const callers = new Map<string, Caller>();
const answers = new Map<string, Promise<Known>>();
let latencyMilliseconds = 0;
let calls: Call[] = [];

const server = createServer((incoming, outgoing) => {
  handle(incoming, outgoing).catch((error: unknown) => {
    if (!outgoing.destroyed) process.stderr.write(`caching proxy: ${incoming.url}: ${String(error)}\n`);
    outgoing.destroy();
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
// It ends with whoever started it, however that ends.
process.stdin.on('end', () => process.exit(0)).resume();

async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const at = Date.now();
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const question = readQuestion(incoming, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
  if (question.target.startsWith('/_bench/')) return control(question, outgoing);

  const caller = callers.get(question.accessKeyId);
  const isCacheable = caller !== undefined && !isOwnBusiness(question);
  const key = isCacheable ? keyOf(question, caller) : '';
  const remembered = isCacheable ? answers.get(key) : undefined;
  const asked = remembered ?? ask(question);
  if (isCacheable && remembered === undefined) answers.set(key, asked);
  const known = await asked;
  if (caller !== undefined) {
    calls.push({ at, caller, known, isMiss: isCacheable && remembered === undefined });
    learnSession(question, caller, known);
  }
  const wait = latencyMilliseconds - (Date.now() - at);
  if (wait > 0) setTimeout(() => write(outgoing, known.answer), wait);
  else write(outgoing, known.answer);
}

async function ask(question: Question): Promise<Known> {
  const { method, target, headers, body } = question;
  const { api, action } = readAwsRequest({ method, target, headers, body }, operations.find);
  return { answer: await forward(question), service: api, operation: action };
}

/** Whoever assumes a role acts in the role's account from then on. */
function learnSession(question: Question, caller: Caller, { answer, operation }: Known): void {
  if (operation !== 'AssumeRole' || answer.status !== 200) return;
  const accountId = new URLSearchParams(question.body.toString()).get('RoleArn')?.split(':')[4] ?? '';
  const accessKeyId = readElement(answer.body.toString(), 'AccessKeyId') ?? '';
  callers.set(accessKeyId, { client: caller.client, accountId });
}

function write(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
}

/** What the benchmark tells the proxy, and asks it. */
function control({ target, body }: Question, outgoing: ServerResponse): void {
  const value = body.length === 0 ? {} : JSON.parse(body.toString());
  const url = new URL(target, 'http://proxy');
  let answer: object = {};
  if (url.pathname === '/_bench/callers') callers.set(value.accessKeyId, value.caller);
  if (url.pathname === '/_bench/latency') latencyMilliseconds = value.milliseconds;
  if (url.pathname === '/_bench/forget-calls') calls = [];
  if (url.pathname === '/_bench/report') answer = report(Number(url.searchParams.get('from') ?? 0));
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(answer));
}

/** The calls that began at a time or later. */
function report(from: number): Report {
  const clients: Report = {};
  const lines = new Map<string, Report[string]['operations'][number]>();
  for (const { at, caller, known, isMiss } of calls) {
    if (at < from) continue;
    const { service, operation } = known;
    const name = `${service}:${operation}`;
    const client = clients[caller.client] ?? newTally(at);
    clients[caller.client] = client;
    client.calls += 1;
    client.firstAt = Math.min(client.firstAt, at);
    client.lastAt = Math.max(client.lastAt, at);
    if (isMiss) client.misses.push(name);
    if (known.answer.status >= 500) client.serverErrors += 1;
    let line = lines.get(`${caller.client} ${name}`);
    if (line === undefined) {
      line = { service, operation, calls: 0 };
      lines.set(`${caller.client} ${name}`, line);
      client.operations.push(line);
    }
    line.calls += 1;
  }
  return clients;
}

function newTally(at: number): Report[string] {
  return { calls: 0, firstAt: at, lastAt: at, misses: [], serverErrors: 0, operations: [] };
}
