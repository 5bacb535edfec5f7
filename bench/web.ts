import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildWebIfStale } from '../scripts/build-web.ts';
import { round } from './measure.ts';

const assets = fileURLToPath(new URL('../web/dist/static/', import.meta.url));
const index = fileURLToPath(new URL('../web/dist/index.html', import.meta.url));

/** Sizes of the built web app, compressed: what the first page loads, and all pages together. */
export async function measureWeb() {
  await buildWebIfStale();
  const entry = await readFile(index, 'utf8');
  const files = await Promise.all(
    (await readdir(assets))
      .filter((name) => /\.(js|css)$/.test(name))
      .map(async (name) => ({
        kind: name.endsWith('.css') ? 'css' : 'js',
        isEntry: entry.includes(name),
        kB: gzipSync(await readFile(assets + name)).length / 1000,
      })),
  );
  const sum = (kind: string, onlyEntry: boolean) =>
    round(
      files
        .filter((file) => file.kind === kind && (file.isEntry || !onlyEntry))
        .reduce((total, { kB }) => total + kB, 0),
      0,
    );
  return {
    entryJsKb: sum('js', true),
    entryCssKb: sum('css', true),
    allJsKb: sum('js', false),
    allCssKb: sum('css', false),
    chunks: files.length,
  };
}
