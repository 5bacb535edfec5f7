/** The text that stands for a character that cannot be stored. */
const replacement = '\ufffd';

/** How the fields of a service's answers are to be taken. */
export interface FieldRules {
  /** Names of fields whose text is a JSON policy, percent-encoded or not. */
  encodedDocuments: readonly string[];
  /** Names of fields that can hold secrets or contents, and are dropped. */
  withheld: readonly string[];
}

const noRules: FieldRules = { encodedDocuments: [], withheld: [] };

/** Stands where something was that CloudCoreo does not keep. */
const withheldText = '[withheld]';

/**
 * What the SDK answered, as plain JSON that the database takes: dates as ISO 8601, bytes as base64, policies that AWS
 * gives as text taken apart, secrets left out. What AWS returns was written by people, some of them hostile: characters
 * that PostgreSQL refuses in `jsonb` (U+0000, halves of surrogate pairs) are replaced, and nesting is bounded.
 */
export function toDocument(value: unknown, rules: FieldRules = noRules, name = '', depth = 0): unknown {
  if (rules.withheld.includes(name)) return withhold(value, rules, depth);
  if (typeof value === 'string') {
    return rules.encodedDocuments.includes(name) ? decodePolicy(value, depth) : cleanText(value);
  }
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value !== 'object') return undefined;
  if (depth > 64) return '… nested too deep';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((entry) => toDocument(entry, rules, '', depth + 1) ?? null);
  const fields: [string, unknown][] = [];
  for (const [key, field] of Object.entries(value)) {
    if (key === '$metadata') continue;
    const content = toDocument(field, rules, key, depth + 1);
    if (content !== undefined) fields.push([cleanText(key), content]);
  }
  // `fromEntries` defines properties: a field named `__proto__` stays a field.
  return Object.fromEntries(fields);
}

/** Drops what a field holds. The names in a map or in a list of pairs are no secrets, and stay. */
function withhold(value: unknown, rules: FieldRules, depth: number): unknown {
  if (value === undefined || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((entry) => {
      if (typeof entry !== 'object' || entry === null) return withheldText;
      const kept = Object.entries(entry).filter(([key]) => !/value|content/i.test(key));
      return { ...(toDocument(Object.fromEntries(kept), rules, '', depth + 1) as object), value: withheldText };
    });
  }
  if (typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return withheldText;
  return Object.fromEntries(Object.keys(value).map((key) => [cleanText(key), withheldText]));
}

export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', replacement);
}

/**
 * IAM percent-encodes the policies it returns, S3 and most others do not. Text that is no JSON object stays text.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 * API Gateway returns its policies as they would stand within a JSON text: `{\"Version\":…`.
 */
function decodePolicy(text: string, depth: number): unknown {
  for (const candidate of [text, percentDecode(text), jsonUnescape(text)]) {
    if (candidate === undefined) continue;
    try {
      const policy: unknown = JSON.parse(candidate);
      if (typeof policy === 'object' && policy !== null) return toDocument(policy, noRules, '', depth + 1);
    } catch {
      // Not JSON in this form: the next one, or the text as it is.
    }
  }
  return cleanText(text);
}

function jsonUnescape(text: string): string | undefined {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return undefined;
  }
}

function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** JSON with sorted keys, so that equal documents are equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}

/** Tags in one shape, from AWS's list of pairs or from an object. */
export function tagsOf(value: unknown): Record<string, string> {
  const pairs: [string, string][] = [];
  if (Array.isArray(value)) {
    for (const entry of value) {
      if (typeof entry !== 'object' || entry === null) continue;
      const { Key, key, Value, value: lowerValue } = entry;
      const name = Key ?? key;
      if (typeof name === 'string') pairs.push([name, String(Value ?? lowerValue ?? '')]);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, text] of Object.entries(value)) pairs.push([name, String(text ?? '')]);
  }
  return Object.fromEntries(pairs);
}

/** A list whose order says nothing, in an order that is always the same. AWS gives tags in any. */
export function inSteadyOrder(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const entries = list.map((entry) => ({ entry, text: canonicalJson(entry) }));
  return entries.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ entry }) => entry);
}
