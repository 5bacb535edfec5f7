import type { RuleFile, Severity } from '../../rules/rule-file.ts';
import { serviceOf } from '../../rules/service-of.ts';
import type { TeamRule } from '../../rules/team-rules.ts';
import type { ExportedFinding } from './api.ts';
import { jsonArray } from './json.ts';
import type { ExportContext, FindingSource } from './source.ts';
import { controlsOf } from './standards.ts';
import { type Answer, answerOf, evidenceLines, sentenceOf, suppressionText, unwrapped } from './words.ts';

// SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/, with what GitHub's code scanning wants besides:
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning

const schema = 'https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json';

/** One log with one run. */
export async function* writeSarif({ count, pages, context }: FindingSource): AsyncGenerator<string> {
  const { byRule } = await count();
  const ruleOf = new Map(context.rules.map((one) => [one.rule.id, one]));
  const rules = byRule.map(({ ruleId, title }) => toDescriptor(ruleId, title, ruleOf.get(ruleId), context));
  const indexes = new Map(byRule.map(({ ruleId }, index) => [ruleId, index]));
  const driver = {
    name: 'CloudCoreo',
    version: context.version,
    semanticVersion: context.version,
    rules,
  };
  const start = {
    tool: { driver },
    automationDetails: { id: 'cloudcoreo/' },
    invocations: [{ executionSuccessful: true, endTimeUtc: context.now.toISOString() }],
  };
  yield `{"$schema":${JSON.stringify(schema)},"version":"2.1.0","runs":[${JSON.stringify(start).slice(0, -1)},"results":`;
  yield* jsonArray(pages(), (finding) => toResult(finding, indexes.get(finding.ruleId)));
  yield '}]}\n';
}

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  informational: 'note',
};

/** By which GitHub sorts: critical from 9 on, high from 7, medium from 4. */
const securitySeverities: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  informational: '0.0',
};

function toDescriptor(id: string, title: string, found: TeamRule | undefined, { frameworks }: ExportContext) {
  const descriptor = { id, name: id, shortDescription: { text: title } };
  // A team removed it, and its findings are not resolved yet.
  if (found === undefined) return descriptor;
  const { rule, severity } = found;
  const [reference] = rule.references;
  return {
    ...descriptor,
    fullDescription: { text: unwrapped(rule.why) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    ...(reference === undefined ? {} : { helpUri: reference }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', serviceOf(rule.type)].filter((tag) => tag !== ''),
      precision: 'very-high',
      'security-severity': securitySeverities[severity],
      controls: controlsOf(rule, frameworks),
    },
  };
}

function helpText({ why, mend }: RuleFile): string {
  const cli = mend.cli === undefined ? [] : [`AWS CLI:\n${mend.cli.trim()}`];
  return [unwrapped(why), `How to mend it: ${unwrapped(mend.console)}`, ...cli].join('\n\n');
}

function helpMarkdown({ why, mend, references }: RuleFile): string {
  const code = (heading: string, language: string, text: string | undefined) =>
    text === undefined ? [] : [`**${heading}**`, `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``];
  return [
    why.trim(),
    `**How to mend it**`,
    mend.console.trim(),
    ...code('AWS CLI', 'sh', mend.cli),
    ...code('Terraform', 'hcl', mend.terraform),
    ...code('CloudFormation', 'yaml', mend.cloudformation),
    references.map((url) => `- <${url}>`).join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

const kinds: Record<Answer, 'fail' | 'pass' | 'notApplicable'> = {
  fails: 'fail',
  unknown: 'fail',
  passes: 'pass',
  not_judged: 'notApplicable',
};

/** A finding as a result. */
export function toResult(finding: ExportedFinding, ruleIndex: number | undefined) {
  const { id, ruleId, severity, suppression, awsAccountId, region, arn, assetId, assetName, assetType } = finding;
  const kind = kinds[answerOf(finding)];
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind,
    level: kind === 'fail' ? levels[severity] : 'none',
    message: { text: plain(sentenceOf(finding)) },
    locations: [
      {
        // GitHub refuses a result without a file: the asset's document stands for one.
        physicalLocation: { artifactLocation: { uri: pathOf(finding) }, region: { startLine: 1 } },
        logicalLocations: [{ name: assetName, fullyQualifiedName: arn ?? assetId, kind: 'resource' }],
      },
    ],
    fingerprints: { 'cloudcoreo/v1': id },
    partialFingerprints: { primaryLocationLineHash: id },
    hostedViewerUri: finding.url,
    ...(suppression === null
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: suppressionText(suppression) }] }),
    properties: {
      severity,
      status: finding.status,
      awsAccountId,
      accountNickname: finding.accountNickname,
      region,
      assetType,
      openedAt: finding.openedAt,
      evidence: evidenceLines(finding),
    },
  };
}

/** `aws/111122223333/eu-west-1/S3/Bucket/my-bucket.json` */
function pathOf({ partition, awsAccountId, region, assetType, assetName }: ExportedFinding): string {
  const folders = [partition, awsAccountId, region, ...assetType.split('::').slice(1)];
  return [...folders, `${assetName}.json`].map(encodeURIComponent).join('/');
}

/**
 * In a message `{0}` is a place for an argument and `[text](address)` a link, and names come from whoever may write to the
 * account (§3.11.5 and §3.11.6 of the standard).
 */
function plain(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll('](', '] (');
}
