import { readFileSync, writeFileSync } from 'node:fs';
import { parameterLines } from '../cli/action-parameters.ts';
import type { ActionDeclaration } from '../server/actions/action.ts';
import { actionKinds } from '../server/actions/catalog.ts';
import { parameterSchemaOf } from '../server/actions/kinds.ts';
import { managePolicies } from '../server/actions/manage-policy.ts';
import { grantsOf } from '../server/actions/permissions.ts';
import { managedPolicyCharacters } from '../server/aws/policy.ts';
import { services } from '../server/aws/services.ts';
import { readLibrary } from '../server/rules/library.ts';

// Writes docs/actions.md from the actions' declarations; `--check` only compares.

const file = new URL('../docs/actions.md', import.meta.url);
/** An account stands in the ARNs, as it does in a policy. */
const place = { partition: 'aws', accountId: '111122223333' } as const;
const { rules } = readLibrary();
const kinds = [...actionKinds.values()].sort((one, other) => (one.id < other.id ? -1 : 1));

const written = `${[
  '# Actions',
  'What CloudCoreo can change in an account, on request and where it was ticked, and what its role must be allowed for each. The [user guide](user-guide.md#changing-things-actions) says how changes are planned, applied and undone. Written from `server/actions/` by `node scripts/write-actions.ts`.',
  describeTotal(),
  ...[...Map.groupBy(kinds, ({ service }) => service)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([service, ofService]) => [`## ${nameOf(service)}`, ...ofService.map(describeAction)]),
].join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (read() !== written) {
  console.error('docs/actions.md is behind server/actions or the rules. Run: node scripts/write-actions.ts');
  process.exitCode = 1;
}

function describeTotal(): string {
  const policies = managePolicies(kinds, place);
  const sizes = policies.map(({ document }) => JSON.stringify(document).length.toLocaleString('en'));
  const forGood = kinds.filter(({ whyNoUndo }) => whyNoUndo !== undefined);
  return [
    `${kinds.length} actions, ${forGood.length} of them without a way back.`,
    `When all are ticked, the role’s policies for them are ${policies.length}, with ${sizes.join(', ')} characters of the ${managedPolicyCharacters.toLocaleString('en')} that AWS lets each have.`,
    'Every statement that changes something holds only where the asset does not have the tag `cloudcoreo:protected`, as far as the service knows tags in its conditions. What the role may read anyway is not repeated here ([coverage](coverage.md)).',
  ].join(' ');
}

function describeAction(kind: ActionDeclaration): string {
  const { id, title, what, types, whyNoUndo, hasDryRun } = kind;
  const parameters = parameterLines({ id, parameters: parameterSchemaOf(kind) });
  const naming = rules.filter(({ actions }) => actions.some((action) => action.id === id)).map((rule) => rule.id);
  return [
    `### ${title}`,
    `\`${id}\` on ${inCode(types)}. ${what}`,
    [
      ...(parameters.length === 0 ? [] : ['- Takes:', ...parameters.map((line) => `  - ${parameterItem(line)}`)]),
      `- Undo: ${whyNoUndo === undefined ? 'brings back what was there' : `none. ${whyNoUndo}`}`,
      ...(hasDryRun ? ['- AWS is asked whether it would do it, when it is planned'] : []),
      `- Mends what ${naming.length === 0 ? 'no rule of the library' : inCode(naming)} finds`,
    ].join('\n'),
    describeGrants(kind),
  ].join('\n\n');
}

/** The name in code; nothing else is markup. */
function parameterItem(line: string): string {
  return line.replaceAll('|', '\\|').replace(/^(\S+)/, '`$1`');
}

function describeGrants(kind: ActionDeclaration): string {
  const grants = grantsOf(kind, place);
  if (grants.length === 0) return 'It needs nothing that the role may not do anyway.';
  const lines = grants.map(({ permission, resource, condition }) => {
    // The tag that all of them ask for is said once, above.
    const { Null: _, ...rest } = condition;
    const where = Object.keys(rest).length === 0 ? '' : `\`${JSON.stringify(rest)}\``;
    return `| \`${permission}\` | \`${resource}\` | ${where} |`;
  });
  return ['| IAM action | on | only when |', '|---|---|---|', ...new Set(lines)].join('\n');
}

function nameOf(service: string): string {
  const found = services.find(({ id }) => id === service);
  return found === undefined ? `\`${service}\`` : `${found.name} (\`${service}\`)`;
}

function inCode(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function read(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
