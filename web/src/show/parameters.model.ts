/** The JSON Schema of what an action takes, as far as a form reads it. */
interface Property {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  items?: Property;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
}

export type ParameterSchema = Record<string, unknown>;
export type Parameters = Record<string, unknown>;
type ParameterKind = 'text' | 'number' | 'boolean' | 'choice' | 'choices' | 'texts' | 'numbers' | 'map';

export interface ParameterField {
  name: string;
  label: string;
  description: string | undefined;
  kind: ParameterKind;
  /** What can be chosen, of a choice. */
  options: { value: string; label: string }[];
  isRequired: boolean;
  constraint: string;
}

/** The fields of a form for a schema, in its order. */
export function fieldsOf(schema: ParameterSchema): ParameterField[] {
  const required = requiredOf(schema);
  return propertiesOf(schema).map(([name, property]) => {
    const isRequired = required.has(name) && property.default === undefined;
    const kind = kindOf(property);
    const choices = property.enum ?? property.items?.enum ?? [];
    const options = choices.map((choice) => ({ value: String(choice), label: String(choice) }));
    const canBeUnset = kind === 'choice' && !isRequired && property.default === undefined;
    return {
      ...{ name, label: property.title ?? inWords(name), description: property.description, kind, isRequired },
      options: canBeUnset ? [{ value: '', label: 'Not set' }, ...options] : options,
      constraint: constraintOf(property, isRequired),
    };
  });
}

/** The values that a form begins with: what is given, else the schema's own defaults. */
export function beginningOf(schema: ParameterSchema, given: Parameters = {}): Parameters {
  const values: Parameters = {};
  for (const [name, property] of propertiesOf(schema)) {
    const value = Object.hasOwn(given, name) ? given[name] : property.default;
    if (value !== undefined) values[name] = kindOf(property) === 'map' ? mapText(value) : value;
    else if (property.type === 'boolean') values[name] = false;
  }
  return values;
}

/**
 * The parameters that a form's values stand for, or what is wrong with which. What is empty is left out where the schema
 * has no default: where it has one, leaving it out would bring the default back.
 */
export function readParameters(
  schema: ParameterSchema,
  values: Parameters,
): { parameters: Parameters } | { errors: Record<string, string> } {
  const required = requiredOf(schema);
  const parameters: Parameters = {};
  const errors: Record<string, string> = {};
  for (const [name, property] of propertiesOf(schema)) {
    const entered = tidied(values[name]);
    const value = kindOf(property) === 'map' && entered !== undefined ? mapOf(String(entered)) : entered;
    const isEmpty = value === undefined || entered === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && property.default === undefined) {
      if (required.has(name)) errors[name] = missing(property);
      continue;
    }
    if (value === undefined) continue;
    const fault = faultOf(property, value);
    if (fault === undefined) parameters[name] = value;
    else errors[name] = fault;
  }
  return Object.keys(errors).length > 0 ? { errors } : { parameters };
}

/** What a typed text stands for in a field: the text itself while it is not a number yet. */
export function numberTyped(text: string): number | string {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** The option of a choice, as the schema has it: its options need not be texts. */
export function chosenOf(schema: ParameterSchema, name: string, option: string): unknown {
  const property = propertiesOf(schema).find(([other]) => other === name)?.[1];
  const choices = property?.enum ?? property?.items?.enum ?? [];
  return choices.find((choice) => String(choice) === option) ?? option;
}

function propertiesOf({ properties }: ParameterSchema): [string, Property][] {
  return Object.entries((properties ?? {}) as Record<string, Property>);
}

function requiredOf({ required }: ParameterSchema): ReadonlySet<unknown> {
  return new Set(Array.isArray(required) ? required : []);
}

function kindOf({ type, enum: choices, items }: Property): ParameterKind {
  if (choices !== undefined) return 'choice';
  if (type === 'boolean') return 'boolean';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'object') return 'map';
  if (type !== 'array') return 'text';
  if (items?.enum !== undefined) return 'choices';
  return items !== undefined && kindOf(items) === 'number' ? 'numbers' : 'texts';
}

function tidied(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (!Array.isArray(value)) return value;
  return value.map((entry) => (typeof entry === 'string' ? entry.trim() : entry)).filter((entry) => entry !== '');
}

function mapText(value: unknown): string {
  return Object.entries(value as object)
    .map(([name, entry]) => `${name} = ${entry}`)
    .join('\n');
}

/** The names and values of lines, or the first line that has none. */
function mapOf(text: string): Record<string, string> | string {
  const entries: [string, string][] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return line.trim();
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function missing(property: Property): string {
  const kind = kindOf(property);
  if (kind === 'number') return 'Enter a number.';
  return kind === 'choice' || kind === 'choices' ? 'Choose one.' : 'Fill this in.';
}

function faultOf(property: Property, value: unknown): string | undefined {
  switch (kindOf(property)) {
    case 'boolean':
      return undefined;
    case 'choice':
      return property.enum?.includes(value) ? undefined : 'Choose one.';
    case 'number':
      return numberFault(property, value);
    case 'text':
      return textFault(property, String(value));
    case 'map':
      return typeof value === 'string' ? `“${value}” is not of the form name = value.` : undefined;
    default:
      return listFault(property, value as unknown[]);
  }
}

function numberFault(property: Property, value: unknown): string | undefined {
  if (typeof value !== 'number') return 'Enter a number.';
  if (property.type === 'integer' && !Number.isInteger(value)) return 'Enter a whole number.';
  const { least, most } = boundsOf(property);
  if (least !== undefined && value < least) return `It must be ${least} or more.`;
  if (most !== undefined && value > most) return `It must be ${most} or less.`;
  return undefined;
}

function textFault({ pattern, maxLength }: Property, value: string): string | undefined {
  if (maxLength !== undefined && value.length > maxLength) return `It must be no longer than ${maxLength} characters.`;
  const isRight = pattern === undefined || new RegExp(pattern).test(value);
  if (isRight) return undefined;
  return value === '' ? 'Fill this in.' : 'It does not have the right form: see the description.';
}

function listFault({ items = {}, maxItems }: Property, value: unknown[]): string | undefined {
  if (maxItems !== undefined && value.length > maxItems) return `No more than ${maxItems}.`;
  for (const entry of value) {
    const fault = faultOf(items, entry);
    if (fault !== undefined) return `“${entry}”: ${fault}`;
  }
  return undefined;
}

/** Every integer's schema has the widest bounds that a number can be exact in; nobody need read these. */
function boundsOf({ minimum, maximum }: Property) {
  return {
    least: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    most: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
  };
}

function rangeWords(property: Property): string {
  const { least, most } = boundsOf(property);
  if (least !== undefined && most !== undefined) return `From ${least} to ${most}.`;
  if (least !== undefined) return `${least} or more.`;
  return most === undefined ? '' : `${most} or less.`;
}

function constraintOf(property: Property, isRequired: boolean): string {
  const kind = kindOf(property);
  return [
    isRequired || property.default !== undefined || kind === 'boolean' ? '' : 'Optional.',
    kind === 'texts' || kind === 'numbers' ? 'One a line.' : '',
    kind === 'map' ? 'One a line: name = value.' : '',
    rangeWords(kind === 'numbers' ? (property.items ?? {}) : property),
  ]
    .filter(Boolean)
    .join(' ');
}

const acronyms: Record<string, string> = {
  ...{ arn: 'ARN', arns: 'ARNs', id: 'ID', ids: 'IDs', iam: 'IAM', kms: 'KMS', vpc: 'VPC', ip: 'IP' },
  ...{ tcp: 'TCP', udp: 'UDP', http: 'HTTP', https: 'HTTPS', tls: 'TLS', url: 'URL' },
};

/** `retentionDays` → “Retention days”, `policyArn` → “Policy ARN” */
function inWords(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[ _-]/)
    .map((word) => acronyms[word.toLowerCase()] ?? word.toLowerCase())
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
