import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

// Compliance frameworks as data: `rules/frameworks/<id>.yaml`.

const frameworksFolder = fileURLToPath(new URL('../../rules/frameworks', import.meta.url));

const controlSchema = z.strictObject({
  id: z.string().min(1).max(60),
  title: z.string().trim().min(1).max(300).describe('What it asks for, in words of our own.'),
  rules: z.array(z.string()).default([]).describe('The rules that judge it; none: people answer for it.'),
});

const frameworkSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/),
  title: z.string().trim().min(1).max(120),
  version: z.string().max(20).default(''),
  reference: z.url({ protocol: /^https$/ }),
  controls: z.array(controlSchema).min(1),
});

export type Framework = z.infer<typeof frameworkSchema>;

/**
 * Reads the compliance frameworks that CloudCoreo brings along.
 * @throws when a file is broken, which the tests find before anybody else does
 */
export function readFrameworks(folder = frameworksFolder): Framework[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const framework = frameworkSchema.parse(parse(readFileSync(join(folder, name), 'utf8')));
      if (framework.id !== basename(name, '.yaml')) throw new Error(`${name}: its ID is ${framework.id}.`);
      return framework;
    });
}

/** The rules that judge a framework, or one control of it. Of one that does not exist there are none. */
export function rulesOfControl(frameworks: readonly Framework[], framework: string, control?: string): string[] {
  const controls = frameworks.find(({ id }) => id === framework)?.controls ?? [];
  const wanted = control === undefined ? controls : controls.filter(({ id }) => id === control);
  return [...new Set(wanted.flatMap(({ rules }) => rules))];
}
