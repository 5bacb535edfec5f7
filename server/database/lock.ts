import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Another process has the data directory open; two would lose data silently. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError';
}

/**
 * Takes a data directory for this process. A lock that a killed process left behind is taken over: it names a process
 * that no longer runs, or one that started later under the same number.
 * @throws {DirectoryInUseError} when the process that holds it still runs.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const path = join(directory, 'lock');
  const mine = await describeProcess(process.pid);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, mine, { flag: 'wx', mode: 0o600 });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = await readFile(path, 'utf8').catch(() => '');
    const processId = Number.parseInt(holder, 10);
    if (Number.isInteger(processId) && isRunning(processId) && holder === (await describeProcess(processId))) {
      throw new DirectoryInUseError(
        `The data directory ${directory} is in use by process ${processId}. ` +
          'Stop that process first, or give this one another directory with CLOUDCOREO_DATA_DIR.',
      );
    }
    await rm(path, { force: true });
  }
  throw new DirectoryInUseError(
    `The data directory ${directory} could not be locked: other processes are starting on it.`,
  );
}

/** The process's number and, where the system tells it, when it started: numbers are used again. */
async function describeProcess(processId: number): Promise<string> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name in brackets and may hold blanks; the start time is the 22nd field.
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${processId} ${startedAt}`;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
