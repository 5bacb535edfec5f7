import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode, takeLock } from '../sandbox/lock.ts';

const repository = join(import.meta.dirname, '..');
const web = join(repository, 'web');

/**
 * Builds the web app when `web/dist` is missing or older than what it is made of. Does nothing while there is no web app.
 * Two processes may call this at once. The build's output goes to standard error. Throws when the build fails.
 */
export async function buildWebIfStale(log: (line: string) => void = (line) => console.error(line)): Promise<void> {
  if ((await modifiedAt(join(web, 'index.html'))) === undefined) return;
  if (!(await isStale())) return;
  await mkdir(join(repository, '.cache'), { recursive: true });
  const releaseLock = await takeLock(join(repository, '.cache', 'web-build.lock'), () =>
    log('Waiting for another process that is building the web app.'),
  );
  try {
    if (!(await isStale())) return;
    log('Building the web app.');
    const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], {
      cwd: repository,
      stdio: ['ignore', 2, 2],
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`Building the web app failed (vite ended with ${code}); its output is above.`);
  } finally {
    await releaseLock();
  }
}

async function isStale(): Promise<boolean> {
  const builtAt = await modifiedAt(join(web, 'dist', 'index.html'));
  if (builtAt === undefined) return true;
  const ingredients = [
    ...['index.html', 'vite.config.ts', 'tsconfig.json'].map((name) => join(web, name)),
    join(repository, 'package-lock.json'),
    ...(await listFiles(join(web, 'src'))),
    ...(await listFiles(join(web, 'public'))),
  ];
  const times = await Promise.all(ingredients.map(modifiedAt));
  return times.some((time) => time !== undefined && time > builtAt);
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
