import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readLibrary } from '../server/rules/library.ts';

it('rules/rule.schema.json says what server/rules/rule-file.ts says now', () => {
  const script = fileURLToPath(new URL('write-rule-schema.ts', import.meta.url));
  const { status, stderr } = spawnSync('node', [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('the schema takes every rule of the library, and refuses what is no rule', () => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL('../rules/rule.schema.json', import.meta.url), 'utf8')));
  const refusals = (source: string) =>
    validate(parse(source))
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const sources = [...readLibrary().sources.values()];
  expect(sources.flatMap(refusals)).toEqual([]);
  const [rule = ''] = sources;
  expect(refusals(rule.replace(/^severity: .*$/m, 'severity: huge'))[0]).toContain('/severity');
  expect(refusals(`${rule}\nowner: me\n`)[0]).toContain('additional properties');
});
