import { readFileSync, writeFileSync } from 'node:fs';
import { auditActions, auditPolicies } from '../server/aws/policy.ts';
import { callsOf, type ServiceDeclaration, typesOf } from '../server/aws/service.ts';
import { services } from '../server/aws/services.ts';

// Writes docs/coverage.md from the services' declarations; `--check` only compares.

const file = new URL('../docs/coverage.md', import.meta.url);
const written = `${[
  '# Coverage',
  'What CloudCoreo collects, the calls that bring it and the IAM actions that these need. Written from `server/aws/services/` by `node scripts/write-coverage.ts`.',
  `${services.length} services, ${services.flatMap(typesOf).length} asset types, ${auditActions().length} IAM actions.`,
  ...services.map(describeService),
  describePolicies(),
].join('\n\n')}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (read() !== written) {
  console.error('docs/coverage.md is behind server/aws/services. Run: node scripts/write-coverage.ts');
  process.exitCode = 1;
}

function describeService(service: ServiceDeclaration): string {
  const { id, name, scope, partitions, otherNeeds, scopedActions, withheld } = service;
  const where =
    scope === 'global'
      ? 'Asked once, at the home region of the partition.'
      : 'Asked in every region that the account has enabled.';
  const types = typesOf(service);
  const inPartitions = partitions === undefined ? '' : ` There only in ${inCode(partitions)}.`;
  return [
    `## ${name} (\`${id}\`)`,
    types.length === 0 ? 'Brings no assets.' : `${where}${inPartitions}`,
    ...(types.length === 0 ? [] : [describeTypes(service, types)]),
    ...Object.entries(scopedActions).map(
      ([action, resources]) =>
        `For this service \`${action}\` is granted on these resources alone: ${inCode(resources)}.`,
    ),
    ...(withheld.length === 0 ? [] : [`Never kept, since they can hold secrets: ${inCode(withheld)}.`]),
    ...(otherNeeds.length === 0
      ? []
      : [['Also needed:', '', ...otherNeeds.map(({ action, why }) => `- \`${action}\`: ${why}`)].join('\n')]),
  ].join('\n\n');
}

function describeTypes(service: ServiceDeclaration, types: string[]): string {
  const calls = callsOf(service);
  return [
    '| asset type | calls | IAM actions |',
    '|---|---|---|',
    ...types.map((type) => {
      const own = calls.filter((call) => call.type === type);
      const operations = new Set(own.map(({ operation }) => operation));
      const actions = new Set(own.map(({ permission }) => permission));
      return `| \`${type}\` | ${[...operations].join(', ')} | ${inCode([...actions])} |`;
    }),
  ].join('\n');
}

function describePolicies(): string {
  return [
    '## The policies of the role',
    'Every action reads. It is granted on all resources, unless some are named. Contents and secrets (objects, parameters, secret values, log events, items of tables) are not among them.',
    ...auditPolicies().map(
      ({ name, document }) => `\`${name}\`:\n\n\`\`\`json\n${JSON.stringify(document, null, 2)}\n\`\`\``,
    ),
  ].join('\n\n');
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
