import { isMap, isPair, isSeq, LineCounter, parseDocument, YAMLParseError } from 'yaml';
import type { z } from 'zod';

/** What is wrong with a rule's file, and where. */
export interface RuleFault {
  /** Where in the rule, `mend.console`; empty: the file as a whole. */
  field: string;
  message: string;
  /** From 1; none where nothing stands that could be pointed at. */
  line?: number;
}

/** One fault as a line of text. */
export function describeFault({ field, message, line }: RuleFault): string {
  const place = [field, line === undefined ? '' : `line ${line}`].filter((word) => word !== '').join(', ');
  return place === '' ? message : `${place}: ${message}`;
}

/** Why a text is no YAML. */
export function faultOfYaml(error: unknown): RuleFault {
  if (!(error instanceof YAMLParseError)) {
    return { field: '', message: error instanceof Error ? error.message : 'It is no YAML.' };
  }
  // The message goes on with the place and a picture of it.
  const message = error.message.replace(/ at line \d+, column \d+:[\s\S]*$/, '.');
  return { field: '', message, line: error.linePos?.[0].line };
}

/** What the form of a rule's file refuses, in the order of the file. */
export function faultsOfForm(source: string, given: unknown, { issues }: z.ZodError): RuleFault[] {
  const lineAt = openLines(source);
  return issues
    .map((issue) => {
      const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
      const path = [...issue.path, ...unknownKey].map((key) => (typeof key === 'number' ? key : String(key)));
      const isMissing = issue.code !== 'unrecognized_keys' && !isThere(given, path);
      return {
        field: fieldOf(path),
        message: isMissing ? 'It is missing.' : unknownKey.length > 0 ? 'A rule has no such field.' : issue.message,
        line: lineAt(path),
      };
    })
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** The line on which a field of a rule's file begins. */
export function lineOfField(source: string, path: readonly string[]): number | undefined {
  return openLines(source)(path);
}

function fieldOf(path: readonly (string | number)[]): string {
  return path.reduce<string>((whole, key) => {
    if (typeof key === 'number') return `${whole}[${key}]`;
    return whole === '' ? key : `${whole}.${key}`;
  }, '');
}

function isThere(value: unknown, path: readonly (string | number)[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  return isThere((value as Record<string | number, unknown>)[key], rest);
}

/** Answers the line of the field, or of the nearest one around it. */
function openLines(source: string): (path: readonly (string | number)[]) => number | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter });
  return (path) => {
    let node: unknown = document.contents;
    let offset: number | undefined;
    for (const key of path) {
      if (isMap(node)) {
        const pair = node.items.find((one) => isPair(one) && keyText(one.key) === String(key));
        if (pair === undefined) break;
        offset = offsetOf(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof key === 'number' && node.items[key] !== undefined) {
        node = node.items[key];
        offset = offsetOf(node) ?? offset;
      } else break;
    }
    return offset === undefined ? undefined : lineCounter.linePos(offset).line;
  };
}

function keyText(key: unknown): string {
  return String(typeof key === 'object' && key !== null && 'value' in key ? key.value : key);
}

function offsetOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}
