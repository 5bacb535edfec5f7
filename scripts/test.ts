import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../sandbox/venv.ts';
import { buildSdkIfStale } from './build-sdk.ts';
import { buildWebIfStale } from './build-web.ts';
import { findChromium, findPostgres, MissingRequirementError, require } from './requirements.ts';

// `npm test`: fetches what the tests run against, or says what to install, and runs every test there is.
// Words after `--` go to Vitest, for example a file's name.

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

const folder = mkdtempSync(join(tmpdir(), 'cloudcoreo-tests-'));
try {
  const report = join(folder, 'report.json');
  const words = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync('vitest', words, { stdio: 'inherit' });
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  console.log(`${numPassedTests} passed, ${numFailedTests} failed${skipped}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
