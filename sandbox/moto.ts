import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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

/**
 * Ends with its parent: moto reads nothing from standard input, so a watching thread ends the process when the pipe closes,
 * which also happens when the parent is killed with `kill -9`.
 * Operations, paths and services that moto lacks are answered with HTTP 501; moto itself answers them with 404 or 500, like its bugs.
 * Macie is off until it is enabled, as everywhere.
 */
const launcher = `
import os, sys, threading
def watch_parent():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=watch_parent, daemon=True).start()
import logging
logging.getLogger("werkzeug").setLevel(logging.ERROR)
if "SANDBOX_SEED" in os.environ:
    import runpy
    sys.path.insert(0, os.path.dirname(os.environ["SANDBOX_SEED"]))
    runpy.run_path(os.environ["SANDBOX_SEED"])
import flask, moto.server, werkzeug.exceptions
create_backend_app = moto.server.create_backend_app
def create_app_that_says_what_it_lacks(service):
    app = create_backend_app(service) if service else flask.Flask("lacking")
    lacking = ("moto does not have this.", 501)
    app.register_error_handler(NotImplementedError, lambda error: lacking)
    app.register_error_handler(werkzeug.exceptions.NotFound, lambda error: error if flask.request.url_rule else lacking)
    return app
from moto.macie2.models import MacieBackend
start_macie = MacieBackend.__init__
def start_macie_switched_off(self, *arguments, **named):
    start_macie(self, *arguments, **named)
    self.macie_session = None
MacieBackend.__init__ = start_macie_switched_off
moto.server.create_backend_app = create_app_that_says_what_it_lacks
moto.server.main(sys.argv[1:])
`;

const readinessPatienceMilliseconds = 30_000;

/** A Python file that fills moto's memory from within before it listens: a large estate through HTTP takes too long. */
export type MotoSeed = { file: string; environment: Record<string, string>; patienceMilliseconds: number };

/** Starts moto on a free loopback port and waits until it answers. `python` comes from {@link ensureVenv}. */
export async function startMoto(python: string, seed?: MotoSeed): Promise<Moto> {
  const port = await findFreePort();
  const child = spawn(python, ['-c', launcher, '-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      ...withoutAwsSettings(process.env),
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      // Their snapshots, 1,300 a region, would pass for the account's own: moto overlooks DescribeSnapshots' owner.
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      PYTHONUNBUFFERED: '1',
      ...(seed === undefined ? {} : { ...seed.environment, SANDBOX_SEED: seed.file }),
    },
  });
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
