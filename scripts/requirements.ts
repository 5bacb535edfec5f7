import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Something that the tests run against is not on this machine, and could not be installed. */
export class MissingRequirementError extends Error {
  override name = 'MissingRequirementError';
}

/** The browser of the browser tests: `CHROMIUM`, or where systems put it. */
export function findChromium(): string | undefined {
  const candidates = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** The folder with PostgreSQL's server programs: `POSTGRES_BIN`, or the newest of the system's packages. */
export function findPostgres(): string | undefined {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    process.env.POSTGRES_BIN,
    ...versions.map((version) => join(packaged, version, 'bin')),
    '/opt/homebrew/opt/postgresql/bin',
    '/usr/local/bin',
  ];
  return folders.find(
    (folder) =>
      folder !== undefined && folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  );
}

/**
 * Makes sure that a program is here: installs Debian's package where that is possible without asking, else says what
 * to install.
 * @throws {MissingRequirementError} with the command to run
 */
export function require(
  what: string,
  find: () => string | undefined,
  debianPackage: string,
  otherwise: string,
): string {
  const found = find();
  if (found !== undefined) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.error(`Installing ${debianPackage} for the tests …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (words: string[]) =>
      execFileSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', debianPackage]);
    const installed = find();
    if (installed !== undefined) return installed;
  }
  throw new MissingRequirementError(
    `The tests need ${what}, which is not on this machine.\n` +
      `  Debian, Ubuntu:  sudo apt-get install ${debianPackage}\n  ${otherwise}`,
  );
}
