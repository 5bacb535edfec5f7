import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureVenv } from '../sandbox/venv.ts';
import type { Caller, Report } from './caching-proxy.ts';

export type CachingProxy = {
  endpoint: string;
  /** From here on calls with this key are remembered, and counted under the client's name. All others pass through. */
  know(accessKeyId: string, caller: Caller): Promise<void>;
  /** Every answer takes this long, or as long as the sandbox takes when the answer is not known. */
  setLatency(milliseconds: number): Promise<void>;
  forgetCalls(): Promise<void>;
  /** What was called since a time (milliseconds since the epoch), by client. */
  report(from?: number): Promise<Report>;
  stop(): Promise<void>;
};

/** Starts the caching proxy before a sandbox, as a process of its own. */
export async function startCachingProxy(sandboxEndpoint: string): Promise<CachingProxy> {
  const program = join(import.meta.dirname, 'caching-proxy.ts');
  const child = spawn(process.execPath, [program, sandboxEndpoint, await ensureVenv()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  const endpoint = `http://127.0.0.1:${port}`;
  const tell = async (path: string, value: object): Promise<void> => {
    await fetch(`${endpoint}/_bench/${path}`, { method: 'POST', body: JSON.stringify(value) });
  };
  return {
    endpoint,
    know: (accessKeyId, caller) => tell('callers', { accessKeyId, caller }),
    setLatency: (milliseconds) => tell('latency', { milliseconds }),
    forgetCalls: () => tell('forget-calls', {}),
    report: async (from = 0) => (await (await fetch(`${endpoint}/_bench/report?from=${from}`)).json()) as Report,
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
