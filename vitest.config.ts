import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,web/src,cli,sandbox,scripts,bench,tests}/**/*.test.{ts,tsx}'],
    // A test that starts an AWS emulator, a server or a browser takes seconds, on a busy machine a minute; none may hang.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Two cores: more files at once would only make each of them slower.
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
  },
});
