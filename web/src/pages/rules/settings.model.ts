import type { RuleSettingsRequest, RuleView } from '../../../../server/findings/rule-api.ts';

export type Parameter = RuleView['parameters'][string];
export type ParameterKind = 'number' | 'text' | 'boolean' | 'texts' | 'numbers' | 'map';

/** A parameter as a form has it: whether it is so, or its text. Of a list an entry a line, of a map `name = value`. */
export type Draft = boolean | string;

/** What a parameter takes, by its default; an empty list takes what the team has put into it, or else texts. */
export function kindOf({ default: usual, value }: Parameter): ParameterKind {
  if (Array.isArray(usual)) {
    const [entry] = usual.length > 0 ? usual : Array.isArray(value) ? value : [];
    return typeof entry === 'number' ? 'numbers' : 'texts';
  }
  if (typeof usual === 'number') return 'number';
  if (typeof usual === 'boolean') return 'boolean';
  return typeof usual === 'string' ? 'text' : 'map';
}

export function draftOf(value: unknown): Draft {
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, entry]) => `${name} = ${entry}`)
    .join('\n');
}

/** The value that a draft stands for, or what is wrong with it. */
export function readDraft(parameter: Parameter, draft: Draft): { value: unknown } | { fault: string } {
  const kind = kindOf(parameter);
  if (kind === 'boolean') return { value: draft === true };
  const text = String(draft);
  if (kind === 'text') return { value: text };
  if (kind === 'number') return numberOf(parameter, text);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (kind === 'texts') return { value: lines };
  if (kind === 'numbers') {
    const wrong = lines.find((line) => !Number.isFinite(Number(line)));
    return wrong === undefined ? { value: lines.map(Number) } : { fault: `“${wrong}” is no number.` };
  }
  return mapOf(lines);
}

function numberOf({ minimum, maximum }: Parameter, text: string): { value: number } | { fault: string } {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return { fault: 'Enter a number.' };
  if (minimum !== undefined && value < minimum) return { fault: `It must be ${minimum} or more.` };
  if (maximum !== undefined && value > maximum) return { fault: `It must be ${maximum} or less.` };
  return { value };
}

function mapOf(lines: readonly string[]): { value: Record<string, string> } | { fault: string } {
  const entries = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([^=]+?)\s*=\s*(.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return { fault: `“${line}” is not of the form name = value.` };
    if (entries.has(name)) return { fault: `“${name}” is there twice.` };
    entries.set(name, value);
  }
  return { value: Object.fromEntries(entries) };
}

/** What a parameter may be, and what it is when nobody sets it. */
export function constraintOf({ default: usual, minimum, maximum, ...rest }: Parameter): string {
  const kind = kindOf({ default: usual, ...rest });
  const form: Partial<Record<ParameterKind, string>> = {
    texts: 'One a line.',
    numbers: 'One number a line.',
    map: 'One a line: name = value.',
  };
  const between = minimum !== undefined && maximum !== undefined ? `From ${minimum} to ${maximum}.` : '';
  const least = minimum !== undefined && maximum === undefined ? `${minimum} or more.` : '';
  const most = minimum === undefined && maximum !== undefined ? `${maximum} or less.` : '';
  return [form[kind], between || least || most, `The rule’s own: ${inWords(usual)}.`].filter(Boolean).join(' ');
}

const longestShown = 120;

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const words = String(draftOf(value)).replaceAll('\n', ', ');
  if (words === '') return 'none';
  return words.length > longestShown ? `${words.slice(0, longestShown)}…` : words;
}

export interface SettingsDraft {
  isEnabled: boolean;
  /** Null: the rule's own. */
  severity: RuleView['severity'] | null;
  parameters: Record<string, Draft>;
}

export function settingsOf(rule: RuleView): SettingsDraft {
  return {
    isEnabled: rule.isEnabled,
    severity: rule.severity === rule.ownSeverity ? null : rule.severity,
    parameters: Object.fromEntries(
      Object.entries(rule.parameters).map(([name, { value }]) => [name, draftOf(value)] as const),
    ),
  };
}

/** The request that saves a draft, or what is wrong with which parameter. */
export function requestOf(
  rule: RuleView,
  { isEnabled, severity, parameters }: SettingsDraft,
): { request: RuleSettingsRequest } | { faults: Record<string, string> } {
  const faults: Record<string, string> = {};
  const changed: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    const read = readDraft(parameter, parameters[name] ?? draftOf(parameter.value));
    if ('fault' in read) faults[name] = read.fault;
    else if (JSON.stringify(read.value) !== JSON.stringify(parameter.default)) changed[name] = read.value;
  }
  return Object.keys(faults).length > 0 ? { faults } : { request: { isEnabled, severity, parameters: changed } };
}
