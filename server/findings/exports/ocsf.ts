import type { ExportedFinding } from './api.ts';
import { jsonArray } from './json.ts';
import type { ExportContext, FindingSource } from './source.ts';
import { requirementsOf, standardName } from './standards.ts';
import { type Answer, answerOf, evidenceLines, sentenceOf, suppressionText, unwrapped } from './words.ts';

// Compliance findings of the Open Cybersecurity Schema Framework: https://schema.ocsf.io/1.5.0/classes/compliance_finding

/** One JSON array of compliance findings. */
export function writeOcsf({ pages, context }: FindingSource): AsyncGenerator<string> {
  return jsonArray(pages(), (finding) => toOcsf(finding, context));
}

const severities: Record<ExportedFinding['severity'], [number, string]> = {
  informational: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

const statuses: Record<ExportedFinding['status'], [number, string]> = {
  open: [1, 'New'],
  suppressed: [3, 'Suppressed'],
  resolved: [4, 'Resolved'],
};

const answers: Record<Answer, [number, string]> = {
  passes: [1, 'Pass'],
  // “Did not yield a result due to missing information.”
  unknown: [2, 'Warning'],
  fails: [3, 'Fail'],
  not_judged: [99, 'Not judged'],
};

/** A finding as OCSF has it. */
export function toOcsf(finding: ExportedFinding, { frameworks, version }: ExportContext) {
  const { arn, region, partition, mend, references, controls, suppression, judgedAt } = finding;
  const changedAt = finding.resolvedAt ?? finding.openedAt;
  const [activityId, activity] = activityOf(finding);
  const [severityId, severity] = severities[finding.severity];
  const [statusId, status] = statuses[finding.status];
  const [answerId, answer] = answers[answerOf(finding)];
  return {
    metadata: {
      version: '1.5.0',
      profiles: ['cloud'],
      product: { name: 'CloudCoreo', vendor_name: 'CloudCoreo', version },
      event_code: finding.ruleId,
    },
    class_uid: 2003,
    class_name: 'Compliance Finding',
    category_uid: 2,
    category_name: 'Findings',
    activity_id: activityId,
    activity_name: activity,
    type_uid: 200300 + activityId,
    type_name: `Compliance Finding: ${activity}`,
    time: Date.parse(changedAt),
    severity_id: severityId,
    severity,
    status_id: statusId,
    status,
    ...(suppression === null ? {} : { status_detail: suppressionText(suppression) }),
    message: sentenceOf(finding),
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: unwrapped(finding.why),
      created_time: Date.parse(finding.firstSeenAt),
      first_seen_time: Date.parse(finding.firstSeenAt),
      modified_time: Date.parse(changedAt),
      ...(judgedAt === null || finding.status === 'resolved' ? {} : { last_seen_time: Date.parse(judgedAt) }),
      analytic: { uid: finding.ruleId, name: finding.title, type_id: 1, type: 'Rule' },
      src_url: finding.url,
    },
    compliance: {
      control: finding.ruleId,
      desc: finding.title,
      standards: Object.keys(controls).map((id) => standardName(id, frameworks)),
      requirements: requirementsOf(controls, frameworks).map(({ standard, control }) => `${standard}: ${control}`),
      status_id: answerId,
      status: answer,
      status_details: evidenceLines(finding),
    },
    resources: [
      {
        uid: arn ?? finding.assetId,
        name: finding.assetName,
        type: finding.assetType,
        region,
        cloud_partition: partition,
        group: { name: finding.service },
        tags: Object.entries(finding.tags).map(([name, value]) => ({ name, value })),
      },
    ],
    cloud: {
      provider: 'AWS',
      region,
      cloud_partition: partition,
      account: { uid: finding.awsAccountId, name: finding.accountNickname, type_id: 10, type: 'AWS Account' },
    },
    ...(mend.console === ''
      ? {}
      : { remediation: { desc: `${unwrapped(mend.console)}\n\n${mend.cli ?? ''}`.trim(), references } }),
  };
}

function activityOf({ status, timesOpened }: ExportedFinding): [number, string] {
  if (status === 'resolved') return [3, 'Close'];
  return timesOpened > 1 ? [2, 'Update'] : [1, 'Create'];
}
