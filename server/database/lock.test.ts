import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './lock.ts';

describe('the lock of a data directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cloudcoreo-lock-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('lets one process in, and the next one after it', async () => {
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
    await expect(lockDirectory(directory)).rejects.toThrow(`process ${process.pid}`);
    await lock.release();
    await (await lockDirectory(directory)).release();
    await expect(stat(join(directory, 'lock'))).rejects.toThrow('ENOENT');
  });

  it('is taken over from a process that was killed', async () => {
    const script = `import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)}).then(async (m) => { await m.lockDirectory(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000); })`;
    const other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    await expect(lockDirectory(directory)).rejects.toThrow(`process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    await (await lockDirectory(directory)).release();
  });

  it('is taken over when its process number belongs to a process that started later', async () => {
    await writeFile(join(directory, 'lock'), `${process.pid} 1`);
    await (await lockDirectory(directory)).release();
  });
});
