import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { customRuleSchema, type RuleFile, ruleFileSchema } from './rule-file.ts';

export const libraryFolder = fileURLToPath(new URL('../../rules/aws', import.meta.url));

/** A file of the library that is no rule, with why. */
export interface BrokenFile {
  path: string;
  message: string;
}

/**
 * Reads the rules that CloudCoreo brings along. A file that is broken costs itself alone.
 * @param folder with a folder for each service
 */
export function readLibrary(folder = libraryFolder): { rules: RuleFile[]; broken: BrokenFile[] } {
  const rules: RuleFile[] = [];
  const broken: BrokenFile[] = [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  for (const path of paths.sort()) {
    const read = readRule(readFileSync(join(folder, path), 'utf8'));
    if ('message' in read) broken.push({ path, message: read.message });
    else if (read.rule.id !== basename(path, '.yaml')) {
      broken.push({ path, message: `Its ID is ${read.rule.id}, and must be the file's name.` });
    } else if (dirname(path).includes('/'))
      broken.push({ path, message: 'It must be in a folder named after a service.' });
    else rules.push(read.rule);
  }
  return { rules, broken };
}

/** Reads a rule from YAML, which JSON is too. */
export function readRule(source: string, { needsExamples = true } = {}): { rule: RuleFile } | { message: string } {
  let given: unknown;
  try {
    given = parse(source, { maxAliasCount: 50 });
  } catch (error) {
    return { message: error instanceof Error ? error.message : 'It is no YAML.' };
  }
  const read = (needsExamples ? ruleFileSchema : customRuleSchema).safeParse(given);
  return read.success ? { rule: read.data } : { message: z.prettifyError(read.error) };
}
