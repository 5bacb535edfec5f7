import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isCode, takeLock } from './lock.ts';

const run = promisify(execFile);

const repository = join(import.meta.dirname, '..');
const requirementsFile = join(import.meta.dirname, 'requirements.txt');

/**
 * Makes sure that the sandbox's Python environment exists and holds exactly what `requirements.txt` says.
 * Two processes may call this at once: one builds, the other waits.
 * Returns the path of the environment's Python. Throws, saying what to install, when Python or its `venv` module is missing.
 */
export async function ensureVenv(log: (line: string) => void = (line) => console.error(line)): Promise<string> {
  const directory = join(repository, '.cache', 'sandbox-venv');
  const python = join(directory, 'bin', 'python');
  const wanted = createHash('sha256')
    .update(await readFile(requirementsFile))
    .digest('hex');
  if (await isComplete(directory, python, wanted)) return python;

  await mkdir(join(repository, '.cache'), { recursive: true });
  const releaseLock = await takeLock(`${directory}.lock`, () =>
    log('Waiting for another process that is installing the AWS emulator.'),
  );
  try {
    if (await isComplete(directory, python, wanted)) return python;
    log('Installing the AWS emulator (moto) into .cache/sandbox-venv. This happens once.');
    await rm(directory, { recursive: true, force: true });
    await createEnvironment(directory);
    await installRequirements(python);
    await writeFile(join(directory, 'requirements.sha256'), wanted);
    return python;
  } finally {
    await releaseLock();
  }
}

/** The stamp is written last. The Python behind the link can vanish when the machine's own is replaced. */
async function isComplete(directory: string, python: string, wanted: string): Promise<boolean> {
  try {
    await access(python);
    return (await readFile(join(directory, 'requirements.sha256'), 'utf8')) === wanted;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function createEnvironment(directory: string): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', directory]);
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) {
      throw new Error(
        'The sandbox needs Python 3.10 or newer: no `python3` was found on the PATH. ' +
          'Install it (Debian, Ubuntu: `apt-get install python3 python3-venv`; macOS: `brew install python`) and try again.',
        { cause },
      );
    }
    throw new Error(
      `\`python3 -m venv ${directory}\` failed: ${outputOf(cause)} ` +
        'The `venv` module is probably missing. Install it (Debian, Ubuntu: `apt-get install python3-venv`) and try again.',
      { cause },
    );
  }
}

async function installRequirements(python: string): Promise<void> {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  try {
    await run(python, [...pip, '--requirement', requirementsFile]);
  } catch (cause) {
    throw new Error(
      `Installing sandbox/requirements.txt with pip failed: ${outputOf(cause)} ` +
        'Check that pip can reach a Python package index (PIP_INDEX_URL) and that `python3 --version` is 3.10 or newer, then try again.',
      { cause },
    );
  }
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const texts = ['stderr', 'stdout'].map((stream) => String(Reflect.get(error, stream) ?? '').trim());
  return (texts.find((text) => text !== '') ?? String(error)).slice(-2000);
}
