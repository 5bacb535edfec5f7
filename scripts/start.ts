import { existsSync } from 'node:fs';
import { buildWebIfStale } from './build-web.ts';

// `npm start`: builds the pages where that can be done and is due, then starts the server. An installation without
// development dependencies serves the pages that were built before.

if (existsSync(new URL('../node_modules/vite', import.meta.url))) await buildWebIfStale();
await import('../server/main.ts');
