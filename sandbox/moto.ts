import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from './free-port.ts';

/** A running moto server. */
export type Moto = {
  /** The loopback port it listens on. Only the proxy and the seeding talk to it. */
  port: number;
  /** From here on moto checks signatures, session tokens and permissions. Before, it accepts everything. */
  enforcePermissions(): Promise<void>;
  stop(): Promise<void>;
};

const readinessPatienceMilliseconds = 120_000;

/** A Python file that fills moto's memory from within before it listens: a large estate through HTTP takes too long. */
export type MotoSeed = { file: string; environment: Record<string, string>; patienceMilliseconds: number };

/** Starts moto on a free loopback port and waits until it answers. `python` comes from {@link ensureVenv}. */
export async function startMoto(python: string, seed?: MotoSeed): Promise<Moto> {
  const port = await findFreePort();
  const child = spawn(
    python,
    ['-B', join(import.meta.dirname, 'launch-moto.py'), '-H', '127.0.0.1', '-p', String(port)],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        ...withoutAwsSettings(process.env),
        MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
        // Nobody makes the DNS record that proves the domain: moto would issue the certificate after a minute.
        MOTO_ACM_VALIDATION_WAIT: '1000000000',
        // Of services that AWS does not have in a region moto would fail there instead of being empty.
        MOTO_ALLOW_NONEXISTENT_REGION: 'true',
        // Their snapshots, 1,300 a region, would pass for the account's own: moto overlooks DescribeSnapshots' owner.
        MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
        PYTHONUNBUFFERED: '1',
        ...(seed === undefined ? {} : { ...seed.environment, SANDBOX_SEED: seed.file }),
      },
    },
  );
  let errorOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errorOutput = (errorOutput + text).slice(-4000);
  });
  try {
    await waitUntilReady(child, port, seed?.patienceMilliseconds ?? readinessPatienceMilliseconds, () => errorOutput);
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
  return {
    port,
    async enforcePermissions() {
      const response = await fetch(`http://127.0.0.1:${port}/moto-api/reset-auth`, { method: 'POST', body: '0' });
      if (!response.ok) throw new Error(`moto did not switch on its permission checks: HTTP ${response.status}.`);
    },
    stop: () => stopProcess(child),
  };
}

async function waitUntilReady(
  child: ChildProcess,
  port: number,
  patienceMilliseconds: number,
  errorOutput: () => string,
): Promise<void> {
  const giveUpAt = Date.now() + patienceMilliseconds;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`moto ended with code ${child.exitCode}: ${errorOutput()}`);
    try {
      await fetch(`http://127.0.0.1:${port}/moto-api/`);
      return;
    } catch {
      // Nothing listens yet.
      await delay(25);
    }
  }
  throw new Error(`moto did not answer within ${patienceMilliseconds / 1000} s: ${errorOutput()}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  // Ends it at once; on SIGTERM it would first wait for its threads. There is nothing to save.
  child.stdin?.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await exited;
  clearTimeout(timer);
}

/** The developer's own AWS settings must not reach the emulator. */
function withoutAwsSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|MOTO)_/.test(name)));
}
