import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const patienceMilliseconds = 300_000;

/**
 * Takes a lock among processes: `mkdir` is atomic, so whoever makes the folder holds it. A lock whose owner is gone is removed.
 * Waits up to five minutes, calling `onWait` once if it has to. Returns the function that gives the lock back.
 */
export async function takeLock(path: string, onWait: () => void): Promise<() => Promise<void>> {
  const ownerFile = join(path, 'pid');
  const giveUpAt = Date.now() + patienceMilliseconds;
  for (let round = 0; ; round++) {
    try {
      await mkdir(path);
      await writeFile(ownerFile, String(process.pid));
      return () => rm(path, { recursive: true, force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (await isAbandoned(path, ownerFile)) {
      await rm(path, { recursive: true, force: true });
      continue;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`Another process has held ${path} for five minutes. If none is running, remove that folder.`);
    }
    if (round === 0) onWait();
    await delay(100);
  }
}

async function isAbandoned(path: string, ownerFile: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(ownerFile, 'utf8')), 0);
    return false;
  } catch (error) {
    if (isCode(error, 'ESRCH')) return true;
    if (!isCode(error, 'ENOENT')) return false;
  }
  // The owner has made the folder but not yet its file, or died in between.
  try {
    return Date.now() - (await stat(path)).mtimeMs > 5_000;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
