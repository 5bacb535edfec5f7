import { existsSync } from 'node:fs';
import { buildSdkIfStale } from './build-sdk.ts';
import { buildWebIfStale } from './build-web.ts';

// `npm start`: builds the pages and prepares the AWS SDK where that can be done and is due, then starts the server. An
// installation without development dependencies uses what was built before.

if (existsSync(new URL('../node_modules/vite', import.meta.url)))
  await Promise.all([buildWebIfStale(), buildSdkIfStale()]);
await import('../server/main.ts');
