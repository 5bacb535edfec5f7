/**
 * Answers of AWS that are made from the SDK's own description of each operation: every field is there, and every list
 * has one entry. A field has the same value wherever it stands, so that a listing and what is asked about its items
 * agree. What AWS gives in a certain form is given by `values`: of a field by its name, at any depth, and of a whole
 * answer by the operation's. A function makes it of what the description says.
 */
export function answerLikeAws(sdk: Readonly<Record<string, unknown>>, operation: string, values: Values): unknown {
  if (Object.hasOwn(values, operation)) return values[operation];
  const schema = sdk[`${operation}$`];
  if (!Array.isArray(schema)) throw new Error(`The SDK does not describe ${operation}.`);
  return make(schema[5], '', [], values) ?? {};
}

// The SDK describes shapes as tuples that begin with their kind: a structure's are
// [kind, namespace, name, traits, names of members, shapes of members], a list's and a map's have their shape(s) fifth.
// https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/static-schemas.ts
const list = 1;
const map = 2;
const structures = new Set<unknown>([3, -3, 4]);
const listOf = 64;
const mapOf = 128;

type Values = Readonly<Record<string, unknown>>;

function make(described: unknown, name: string, above: readonly unknown[], values: Values): unknown {
  if (Object.hasOwn(values, name)) {
    const { [name]: value, ...others } = values;
    return typeof value === 'function' ? value(make(described, name, above, others)) : value;
  }
  const shape = resolve(described);
  if (!Array.isArray(shape)) return simpleValue(shape, name);
  // A shape that contains itself ends there.
  if (above.includes(shape)) return undefined;
  const below = [...above, shape];
  if (shape[0] === list) return [make(shape[4], name, below, values)].filter((entry) => entry !== undefined);
  if (shape[0] === map) return { one: make(shape[5], name, below, values) };
  if (!structures.has(shape[0])) return make(shape[4], name, below, values);
  const members: [string, unknown][] = shape[4].map((member: string, index: number) => [member, shape[5][index]]);
  return Object.fromEntries(
    members
      .map(([member, of]) => [member, make(of, member, below, values)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** Shapes are given late, and with traits beside them. */
function resolve(described: unknown): unknown {
  if (typeof described === 'function') return resolve(described());
  if (Array.isArray(described) && (typeof described[0] === 'function' || Array.isArray(described[0]))) {
    return resolve(described[0]);
  }
  if (Array.isArray(described) && described.length === 2) return described[0];
  return described;
}

const endOfPages = /token$|marker$|^position$|^next|^lastevaluated|truncated$|^hasmore/i;

function simpleValue(kind: unknown, name: string): unknown {
  if (endOfPages.test(name)) return undefined;
  if (typeof kind !== 'number') return text(name);
  if (kind >= mapOf) return { one: simpleValue(kind - mapOf, name) };
  if (kind >= listOf) return [simpleValue(kind - listOf, name)];
  if (kind === 1) return 1;
  if (kind === 2) return true;
  if (kind >= 4 && kind <= 7) return new Date('2026-01-02T03:04:05Z');
  if (kind === 17 || kind === 19) return 1;
  if (kind === 21 || kind === 42) return new TextEncoder().encode(name);
  return text(name);
}

function text(name: string): string {
  if (/arns?$/i.test(name)) return `arn:aws:fake:us-east-1:111122223333:${name}/one`;
  return /region$/i.test(name) ? 'us-east-1' : `one ${name}`;
}

/** The fields of an operation's answer that the SDK says are sensitive, each with the fields above it and dots between. */
export function sensitiveFieldsOf(sdk: Readonly<Record<string, unknown>>, operation: string): string[] {
  const schema = sdk[`${operation}$`];
  const fields = new Set<string>();
  const walk = (described: unknown, path: readonly string[], above: readonly unknown[]): void => {
    if (isSensitive(described)) fields.add(path.join('.'));
    const shape = resolve(described);
    if (!Array.isArray(shape) || above.includes(shape)) return;
    if (isSensitive(shape)) fields.add(path.join('.'));
    const below = [...above, shape];
    if (shape[0] === list) walk(shape[4], path, below);
    else if (shape[0] === map) walk(shape[5], path, below);
    else if (structures.has(shape[0])) {
      shape[4].forEach((member: string, index: number) => void walk(shape[5][index], [...path, member], below));
    }
  };
  if (Array.isArray(schema)) walk(schema[5], [], []);
  return [...fields];
}

const sensitiveTrait = 8;

/** Traits stand beside a shape, or fourth in it, as a number of bits or with names. */
function isSensitive(described: unknown): boolean {
  if (typeof described === 'function') return isSensitive(described());
  if (!Array.isArray(described)) return false;
  const isBeside = described.length === 2;
  if (isBeside && isSensitive(described[0])) return true;
  const traits: unknown = isBeside ? described[1] : described[3];
  if (typeof traits === 'number') return (traits & sensitiveTrait) !== 0;
  return typeof traits === 'object' && traits !== null && 'sensitive' in traits;
}
