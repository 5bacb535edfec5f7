import { openFakeAccount } from '../aws/fake-account.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import { services } from '../aws/services.ts';
import type { AssetType } from './asset-types.ts';
import { fieldsNamed, parseExpression } from './language.ts';
import type { RuleFile } from './rule-file.ts';

// Whether the fields that a rule names are fields that AWS's answers have, by the SDK's own description of them: a field
// that is spelled wrong would look like one that is absent.

const documentsOf = new Map<string, Promise<Map<string, Record<string, unknown>>>>();

/** The SDK's package is of before the SDK described its operations. */
const withoutDescription = new Set(['acm-pca']);

/** The fields of a rule's expressions that no document of its type can have, in words. */
export async function checkFields(rule: RuleFile, types: ReadonlyMap<string, AssetType>): Promise<string[]> {
  const type = types.get(rule.type);
  if (type === undefined) return [`${rule.type} is not collected.`];
  const faults: string[] = [];
  for (const join of Object.values(rule.with)) {
    const joined = typeof join === 'string' ? join : join.type;
    if (!types.has(joined)) faults.push(`${joined} is not collected.`);
  }
  if (withoutDescription.has(type.service)) return faults;
  const document = (await readDocuments(type.service)).get(rule.type) ?? {};
  const joins = Object.keys(rule.with);
  const sources = [rule.condition, rule.applies].filter((source) => source !== undefined);
  for (const source of sources) {
    for (const path of fieldsNamed(parseExpression(source, joins, 'bool'))) {
      const missing = path.startsWith('meta.') || path === '' ? undefined : firstMissing(document, path.split('.'));
      if (missing !== undefined) faults.push(`${rule.type} has no field ${missing}.`);
    }
  }
  return [...new Set(faults)];
}

function firstMissing(document: Record<string, unknown>, path: readonly string[]): string | undefined {
  let value: unknown = document;
  for (const [index, field] of path.entries()) {
    // Of texts that are JSON the SDK describes nothing; a map has whatever keys.
    if (typeof value !== 'object' || value === null || Array.isArray(value) || 'one' in value) return undefined;
    if (!(field in value)) return path.slice(0, index + 1).join('.');
    value = (value as Record<string, unknown>)[field];
  }
  return undefined;
}

function readDocuments(serviceId: string): Promise<Map<string, Record<string, unknown>>> {
  const known = documentsOf.get(serviceId) ?? makeDocuments(services.find(({ id }) => id === serviceId));
  documentsOf.set(serviceId, known);
  return known;
}

async function makeDocuments(service: ServiceDeclaration | undefined): Promise<Map<string, Record<string, unknown>>> {
  if (service === undefined) return new Map();
  const scan = await openFakeAccount(service);
  const { assets } = await scan();
  return new Map(assets.map(({ type, document }) => [type, document]));
}
