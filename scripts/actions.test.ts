import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ActionDeclaration } from '../server/actions/action.ts';
import { actionKinds } from '../server/actions/catalog.ts';
import { readAssetTypes } from '../server/rules/asset-types.ts';
import { readLibrary } from '../server/rules/library.ts';

const kinds = [...actionKinds.values()];
const named = readLibrary().rules.flatMap((rule) => rule.actions.map((action) => ({ rule, ...action })));

describe('an action that a rule names', () => {
  it('exists, and is for assets of the rule’s type', () => {
    expect(named.length).toBeGreaterThan(0);
    const wrong = named.filter(({ rule, id }) => !actionKinds.get(id)?.types.includes(rule.type));
    expect(wrong.map(({ rule, id }) => `${rule.id}: ${id}`)).toEqual([]);
  });

  it('is named once, with parameters that it takes', () => {
    for (const { rule, id, parameters = {} } of named) {
      expect(
        rule.actions.filter((other) => other.id === id),
        rule.id,
      ).toHaveLength(1);
      const schema = actionKinds.get(id)?.parameters;
      const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(schema?.shape ?? {}, name));
      // What is needed besides, whoever plans it says.
      const issues = (schema?.safeParse(parameters).error?.issues ?? []).filter(({ path: [name] }) =>
        Object.hasOwn(parameters, String(name)),
      );
      expect({ rule: rule.id, id, unknown, issues }).toEqual({ rule: rule.id, id, unknown: [], issues: [] });
    }
  });
});

describe('an action', () => {
  it('has an ID of its own that begins with its service: s3-bucket-block-public-access', () => {
    for (const { id, service, types } of kinds) {
      const services = new Set(types.map((type) => (type.split('::')[1] ?? '').toLowerCase()));
      // The settings of S3 for a whole account have a service of their own in the SDK; tags are of assets of any service.
      const beginnings = services.size > 1 ? [service, 'asset'] : [service, ...services];
      expect(id).toMatch(new RegExp(`^(${beginnings.join('|')})(-[a-z0-9]+){2,}$`));
    }
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
  });

  it('that a folder has is in the catalog', async () => {
    const ids: string[] = [];
    for (const folder of foldersOf('../server/actions')) {
      const exported: Record<string, readonly ActionDeclaration[]> = await import(
        `../server/actions/${folder}/actions.ts`
      );
      ids.push(...Object.values(exported).flatMap((actions) => actions.map(({ id }) => id)));
    }
    expect(ids.sort()).toEqual(kinds.map(({ id }) => id).sort());
  });

  it('is for types of asset that are collected', () => {
    const types = readAssetTypes();
    for (const kind of kinds) {
      expect(kind.types, kind.id).not.toEqual([]);
      expect(
        kind.types.filter((type) => !types.has(type)),
        kind.id,
      ).toEqual([]);
    }
  });

  it('is proven in the sandbox with the others of its service', () => {
    const files = readdirSync(new URL('../tests/actions', import.meta.url)).filter((file) => file.endsWith('.test.ts'));
    const proven = files.flatMap((file) =>
      [...read(`tests/actions/${file}`).matchAll(/\bproveActions\(\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/'([a-z0-9-]+)'/g)].map(([, service]) => service),
      ),
    );
    const services = new Set(kinds.map(({ service }) => service));
    expect([...services].filter((service) => !proven.includes(service))).toEqual([]);
  });
});

it('docs/actions.md says what the declarations of the actions say now', () => {
  const script = fileURLToPath(new URL('write-actions.ts', import.meta.url));
  const { status, stderr } = spawnSync('node', [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

function foldersOf(path: string): string[] {
  const entries = readdirSync(new URL(path, import.meta.url), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
