import type {
  AwsSecurityFinding,
  BatchImportFindingsRequest,
  ComplianceStatus,
  Resource,
  WorkflowStatus,
} from '@aws-sdk/client-securityhub';
import { globalRegion } from '../../aws/collect.ts';
import { homeRegionOf } from '../../aws/partition.ts';
import type { ExportedFinding } from './api.ts';
import { asffTypeOf } from './asff-types.ts';
import { jsonArray } from './json.ts';
import type { ExportContext, FindingSource } from './source.ts';
import { requirementsOf, standardName } from './standards.ts';
import { type Answer, answerOf, sentenceOf, suppressionText } from './words.ts';

// The AWS Security Finding Format, with the limits that BatchImportFindings keeps:
// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html

/** `{"Findings": […]}`, as `aws securityhub batch-import-findings` takes a hundred of them at a time. */
export async function* writeAsff({ pages, context }: FindingSource): AsyncGenerator<string> {
  yield `{"${'Findings' satisfies keyof BatchImportFindingsRequest}":`;
  yield* jsonArray(pages(), (finding) => toAsff(finding, context));
  yield '}\n';
}

const answers: Record<Answer, ComplianceStatus> = {
  passes: 'PASSED',
  // “Some information is missing.”
  unknown: 'WARNING',
  fails: 'FAILED',
  not_judged: 'NOT_AVAILABLE',
};

const workflows: Record<ExportedFinding['status'], WorkflowStatus> = {
  open: 'NEW',
  suppressed: 'SUPPRESSED',
  resolved: 'RESOLVED',
};

/** A finding as Security Hub takes it. */
export function toAsff(finding: ExportedFinding, { frameworks, version, now }: ExportContext): AwsSecurityFinding {
  const { awsAccountId, partition, controls, suppression, mend, references, assignee, judgedAt } = finding;
  // Security Hub has a place for everything: what belongs to no region is in the partition's home.
  const region = finding.region === globalRegion ? homeRegionOf(partition) : finding.region;
  const severity = { Label: upper(finding.severity), Original: finding.severity };
  const types = [
    'Software and Configuration Checks/AWS Security Best Practices',
    ...Object.keys(controls).map((id) => `${standardType}/${standardName(id, frameworks).replaceAll('/', '-')}`),
  ].slice(0, 50);
  return {
    SchemaVersion: '2018-10-08',
    Id: finding.id,
    ProductArn: `arn:${partition}:securityhub:${region}:${awsAccountId}:product/${awsAccountId}/default`,
    ProductName: 'CloudCoreo',
    CompanyName: 'CloudCoreo',
    GeneratorId: `cloudcoreo/${finding.ruleId}`,
    AwsAccountId: awsAccountId,
    Types: types,
    FirstObservedAt: finding.firstSeenAt,
    ...(judgedAt === null || finding.status === 'resolved' ? {} : { LastObservedAt: judgedAt }),
    CreatedAt: finding.firstSeenAt,
    // Security Hub passes over an update that is not newer than what it has.
    UpdatedAt: now.toISOString(),
    Severity: severity,
    Title: line(finding.title, 256),
    Description: line(`${sentenceOf(finding)} ${finding.why}`, 1024),
    ...(mend.console === ''
      ? {}
      : {
          Remediation: {
            Recommendation: {
              Text: line(mend.console, 512),
              ...(references[0] === undefined ? {} : { Url: references[0] }),
            },
          },
        }),
    SourceUrl: finding.url,
    ProductFields: fields({
      'cloudcoreo/default/version': version,
      'cloudcoreo/default/assetId': finding.assetId,
      'cloudcoreo/default/assetType': finding.assetType,
      'cloudcoreo/default/accountNickname': finding.accountNickname,
      'cloudcoreo/default/assignee': assignee?.name ?? '',
    }),
    Resources: [resourceOf(finding, region)],
    Compliance: {
      Status: answers[answerOf(finding)],
      RelatedRequirements: requirementsOf(controls, frameworks)
        .slice(0, 32)
        .map(({ standard, control }) => {
          const id = line(control, 40);
          return `${line(standard, 63 - id.length)} ${id}`;
        }),
    },
    Workflow: { Status: workflows[finding.status] },
    RecordState: finding.status === 'resolved' ? 'ARCHIVED' : 'ACTIVE',
    ...(suppression === null
      ? {}
      : {
          Note: {
            Text: line(suppressionText(suppression), 512),
            UpdatedBy: line(suppression.authorName, 512),
            UpdatedAt: suppression.createdAt,
          },
        }),
    FindingProviderFields: { Severity: severity, Types: types },
  };
}

const standardType = 'Software and Configuration Checks/Industry and Regulatory Standards';

function resourceOf(finding: ExportedFinding, region: string): Resource {
  const { arn, partition, assetId, assetType, assetName, tags, evidence } = finding;
  const looked = evidence.map(({ path, value }) => [path, value ?? 'not there'] as const);
  return {
    Type: asffTypeOf(assetType),
    Id: line(arn ?? assetId, 512),
    Partition: partition,
    Region: region,
    Tags: fields(tags, 256),
    Details: { Other: fields({ name: assetName, ...Object.fromEntries(looked) }, 1024) },
  };
}

/** Of what Security Hub takes as a map. It refuses empty values, such as tags may have, and the finding with them. */
function fields(given: Readonly<Record<string, string>>, longest = 2048): Record<string, string> {
  const lines = Object.entries(given).map(([key, value]) => [line(key, 128), line(value, longest)] as const);
  return Object.fromEntries(lines.filter(([key, value]) => key !== '' && value !== '').slice(0, 50));
}

/** The text on one line and, with an ellipsis, no longer than Security Hub takes it. */
function line(text: string, longest: number): string {
  const whole = text.replaceAll(/\s+/g, ' ').trim();
  if (whole.length <= longest) return whole;
  return `${whole.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function upper<Text extends string>(text: Text): Uppercase<Text> {
  return text.toUpperCase() as Uppercase<Text>;
}
