import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describeFault, faultOfYaml, faultsOfForm, type RuleFault } from './rule-faults.ts';
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
 * @returns `sources`: the files' texts by the rules' IDs
 */
export function readLibrary(folder = libraryFolder): {
  rules: RuleFile[];
  broken: BrokenFile[];
  sources: Map<string, string>;
} {
  const rules: RuleFile[] = [];
  const sources = new Map<string, string>();
  const broken: BrokenFile[] = [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  for (const path of paths.sort()) {
    const source = readFileSync(join(folder, path), 'utf8');
    const read = readRule(source);
    if ('message' in read) broken.push({ path, message: read.message });
    else if (read.rule.id !== basename(path, '.yaml')) {
      broken.push({ path, message: `Its ID is ${read.rule.id}, and must be the file's name.` });
    } else if (dirname(path).includes('/')) {
      broken.push({ path, message: 'It must be in a folder named after a service.' });
    } else {
      rules.push(read.rule);
      sources.set(read.rule.id, source);
    }
  }
  return { rules, broken, sources };
}

/** A text that is no rule, with what is wrong: as one text, and each with its place. */
export interface UnreadableRule {
  message: string;
  faults: RuleFault[];
}

/** Reads a rule from YAML, which JSON is too. */
export function readRule(source: string, { needsExamples = true } = {}): { rule: RuleFile } | UnreadableRule {
  let given: unknown;
  try {
    given = parse(source, { maxAliasCount: 50 });
  } catch (error) {
    return unreadable([faultOfYaml(error)]);
  }
  const read = (needsExamples ? ruleFileSchema : customRuleSchema).safeParse(given);
  return read.success ? { rule: read.data } : unreadable(faultsOfForm(source, given, read.error));
}

export function unreadable(faults: RuleFault[]): UnreadableRule {
  return { message: faults.map(describeFault).join('\n'), faults };
}
