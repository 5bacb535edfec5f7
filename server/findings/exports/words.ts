import type { ExportedFinding } from './api.ts';

/** What the rule says of the asset now. */
export type Answer = 'fails' | 'unknown' | 'passes' | 'not_judged';

export function answerOf({ status, resolvedBy, cannotTell }: ExportedFinding): Answer {
  if (status === 'resolved') return resolvedBy === 'passes' ? 'passes' : 'not_judged';
  return cannotTell.length > 0 ? 'unknown' : 'fails';
}

/** One sentence that says what is wrong with what. */
export function sentenceOf(finding: ExportedFinding): string {
  const { assetName, assetType, region, title, status, resolvedBy, cannotTell } = finding;
  const asset = `${assetName} (${assetType}, ${region})`;
  const rule = `the rule “${title}”`;
  if (status === 'resolved')
    return `${asset} failed ${rule}${resolvedBy === null ? '' : `: ${resolutions[resolvedBy]}`}.`;
  return cannotTell.length > 0 ? `${asset} failed ${rule}, which cannot tell any more.` : `${asset} fails ${rule}.`;
}

const resolutions: Record<NonNullable<ExportedFinding['resolvedBy']>, string> = {
  passes: 'it passes now',
  not_applicable: 'the rule no longer applies to it',
  asset_gone: 'it is gone',
  rule_off: 'the rule is no longer judged',
};

/** `Suppressed until 2027-01-01 by Ada: nobody uses it` */
export function suppressionText({
  kind,
  expiresAt,
  authorName,
  reason,
}: NonNullable<ExportedFinding['suppression']>): string {
  const until = expiresAt === null ? '' : ` until ${expiresAt.slice(0, 10)}`;
  return `${suppressionKinds[kind]}${until} by ${authorName}: ${reason}`;
}

const suppressionKinds: Record<NonNullable<ExportedFinding['suppression']>['kind'], string> = {
  suppressed: 'Suppressed',
  risk_accepted: 'Risk accepted',
  false_positive: 'False positive',
};

/** What the rule looked at: `PublicAccessBlock.BlockPublicAcls: false` */
export function evidenceLines({ evidence, cannotTell }: Pick<ExportedFinding, 'evidence' | 'cannotTell'>): string[] {
  return [
    ...evidence.map(({ path, value }) => `${path}: ${value ?? 'not there'}`),
    ...cannotTell.map(
      ({ part, operation, code, permission }) =>
        `${part} is unknown: ${operation} answered ${code}${permission === null ? '' : `, ${permission} is missing`}`,
    ),
  ];
}

/** A rule's text without the line breaks of its file: an empty line, and an entry of a list, begin a new one. */
export function unwrapped(text: string): string {
  return text.trim().replaceAll(/([^\n])\n(?!\n|[-*\d])/g, '$1 ');
}
