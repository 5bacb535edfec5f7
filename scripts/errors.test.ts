import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const repository = new URL('..', import.meta.url).pathname;

it('documents every failure code that the server can answer, and no other', async () => {
  const files = await readdir(join(repository, 'server'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const used = new Set<string>();
  for (const file of sources) {
    const text = await readFile(join(repository, 'server', file), 'utf8');
    for (const [, code] of text.matchAll(/(?<!addIssue\(\{ )\bcode: (?:[^'\n]*\? )?'([a-z][a-z_]+)'/g))
      used.add(code ?? '');
    for (const [, code] of text.matchAll(/\bcode: [^'\n]*\? '[a-z_]+' : '([a-z_]+)'/g)) used.add(code ?? '');
  }
  const documented = [...(await readFile(join(repository, 'docs/errors.md'), 'utf8')).matchAll(/^\| `([a-z_]+)` \|/gm)];
  expect(documented.map(([, code]) => code).sort()).toEqual([...used].sort());
});
