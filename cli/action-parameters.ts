import type { ActionKindView } from '../server/actions/api.ts';
import { usageProblem } from './problem.ts';

type Kind = Pick<ActionKindView, 'id' | 'parameters'>;

/** Of a JSON Schema what the command line has to know. */
interface Property {
  type?: string | readonly string[];
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Property[];
  items?: Property;
}

/**
 * The parameters of an action as its schema has them, from `name=value` each. A list is separated by commas, or its name is
 * given again. Whether the values are in bounds the server says.
 */
export function readParameters(words: readonly string[], kind: Kind): Record<string, unknown> {
  const properties = new Map(propertiesOf(kind));
  const parameters = new Map<string, unknown>();
  for (const word of words) {
    const [, name = '', text = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const property = properties.get(name);
    if (property === undefined) throw noParameter(name || word, kind);
    const value = readValue(name, text, property);
    const earlier = parameters.get(name);
    if (earlier !== undefined && !Array.isArray(earlier)) {
      throw usageProblem(`The parameter “${name}” can be given once.`, 'Leave one of them out.');
    }
    parameters.set(name, Array.isArray(earlier) && Array.isArray(value) ? [...earlier, ...value] : value);
  }
  return Object.fromEntries(parameters);
}

/** What an action takes, a line each: what is needed first. */
export function parameterLines(kind: Kind): string[] {
  const required = requiredOf(kind);
  return propertiesOf(kind)
    .sort(([one], [other]) => Number(required.includes(other)) - Number(required.includes(one)))
    .map(([name, property]) => {
      const choices = choicesOf(property) ?? choicesOf(property.items ?? {});
      const values = choices === undefined ? typeOf(property) : choices.map(String).join('|');
      const description = property.description === undefined ? '' : `: ${property.description}`;
      return `${name} (${values}, ${needText(property, required.includes(name))})${description}`;
    });
}

function needText({ default: value }: Property, isRequired: boolean): string {
  if (isRequired) return 'needed';
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return isEmpty ? 'optional' : `default ${JSON.stringify(value)}`;
}

function propertiesOf({ parameters }: Kind): [string, Property][] {
  return Object.entries((parameters.properties ?? {}) as Record<string, Property>);
}

function requiredOf({ parameters }: Kind): readonly string[] {
  return (parameters.required ?? []) as string[];
}

function typeOf({ type, items }: Property): string {
  if (type === 'array') return `list of ${items === undefined ? 'value' : typeOf(items)}s`;
  return type === undefined ? 'value' : [type].flat().join('|');
}

/** The values that there are of a parameter; undefined when that is not limited. */
function choicesOf(property: Property): readonly unknown[] | undefined {
  const { enum: choices, anyOf } = property;
  if (choices !== undefined || anyOf === undefined) return choices;
  return anyOf.every((one) => Object.hasOwn(one, 'const')) ? anyOf.map((one) => one.const) : undefined;
}

function readValue(name: string, text: string, property: Property): unknown {
  const { type, items = {} } = property;
  if (type === 'array') {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => readValue(name, part, items));
  }
  const choices = choicesOf(property);
  if (choices !== undefined) {
    const chosen = choices.find((value) => String(value) === text);
    if (chosen !== undefined) return chosen;
    throw usageProblem(`“${text}” is no ${name}.`, `There are ${choices.map(String).join(', ')}.`);
  }
  if (type === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw usageProblem(`The parameter “${name}” is true or false.`, `For example: --parameter ${name}=true`);
  }
  if (type === 'integer' || type === 'number') {
    const number = Number(text);
    if (text.trim() !== '' && Number.isFinite(number)) return number;
    throw usageProblem(`The parameter “${name}” is a number.`, `For example: --parameter ${name}=30`);
  }
  if (type === 'string') return text;
  return readJson(text);
}

/** What is neither of these is written as JSON, or is a text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function noParameter(name: string, kind: Kind) {
  const lines = parameterLines(kind);
  return usageProblem(
    `${kind.id} has no parameter “${name}”.`,
    lines.length === 0 ? 'It takes none.' : `A parameter is <name>=<value>. It takes:\n${lines.join('\n')}`,
  );
}
