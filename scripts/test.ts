import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../sandbox/venv.ts';
import { startPostgres } from '../tests/postgres.ts';
import { buildSdkIfStale } from './build-sdk.ts';
import { buildWebIfStale } from './build-web.ts';
import { findChromium, findPostgres, MissingRequirementError, require } from './requirements.ts';

// `npm test`: fetches what the tests run against, or says what to install, and runs every test there is.
// `--postgres` runs them on a PostgreSQL server that it starts; DATABASE_URL on one that is there. `--embedded` leaves out the
// runs on a server, for what was run there already.
// Other words after `--` go to Vitest, for example a file's name.

try {
  require('Chromium', findChromium, 'chromium', 'Others: install Chromium or Chrome and set CHROMIUM to its path.');
  require('a PostgreSQL server (15 or newer)', findPostgres, 'postgresql', 'Others: install PostgreSQL and set POSTGRES_BIN to the folder of its programs.');
  await ensureVenv();
  await Promise.all([buildWebIfStale(), buildSdkIfStale()]);
} catch (error) {
  if (!(error instanceof MissingRequirementError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const given = process.argv.slice(2);
const wantsPostgres = given.includes('--postgres');
const isEmbeddedAlone = given.includes('--embedded');
const words = given.filter((word) => !['--postgres', '--embedded'].includes(word));
const postgres = wantsPostgres ? await startPostgres() : undefined;
const folder = mkdtempSync(join(tmpdir(), 'cloudcoreo-tests-'));
try {
  const report = join(folder, 'report.json');
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words];
  const environment = {
    ...process.env,
    ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
    ...(isEmbeddedAlone ? { CLOUDCOREO_TEST_EMBEDDED_ALONE: '1' } : {}),
  };
  const { status } = spawnSync('vitest', options, { stdio: 'inherit', env: environment });
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
  process.exitCode = status ?? 1;
} finally {
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
