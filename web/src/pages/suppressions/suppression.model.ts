import type { FindingFilter, NewSuppression, SuppressionView } from '../../../../server/findings/api.ts';
import { dateWords } from '../../show/date-words.ts';

type Kind = SuppressionView['kind'];

export const kinds: Record<Kind, { label: string; description: string }> = {
  suppressed: { label: 'Suppressed', description: 'It is known, and nobody needs to be told of it for now.' },
  risk_accepted: { label: 'Risk accepted', description: 'It is so, and that is decided to be all right.' },
  false_positive: { label: 'False positive', description: 'It is not so: the rule is wrong about it.' },
};

const day = 24 * 3600 * 1000;

export const periods = {
  '7': '7 days',
  '30': '30 days',
  '90': '90 days',
  '365': 'A year',
  date: 'Until a date',
  ever: 'For ever',
} as const;
export type Period = keyof typeof periods;

/** How and for how long something is suppressed, as a form has it. */
export interface Terms {
  kind: Kind;
  reason: string;
  period: Period;
  /** `2030-01-31`, of the period `date`. */
  date: string;
}

export const newTerms: Terms = { kind: 'suppressed', reason: '', period: '30', date: '' };

const shortestReason = 3;

/** What is wrong with terms, by field. */
export function termErrors(terms: Terms, now: Date): { reason?: string; date?: string } {
  return {
    ...(terms.reason.trim().length < shortestReason ? { reason: 'Say why, for those who come after you.' } : {}),
    ...(terms.period === 'date' && !((endOf(terms.date)?.getTime() ?? 0) > now.getTime())
      ? { date: 'Choose a day that is still to come.' }
      : {}),
  };
}

/** The terms as the API takes them. */
export function termsInput(terms: Terms, now: Date): Pick<NewSuppression, 'kind' | 'reason' | 'expiresAt'> {
  const { kind, reason, period, date } = terms;
  return { kind, reason: reason.trim(), expiresAt: expiryOf(period, date, now)?.toISOString() ?? null };
}

function expiryOf(period: Period, date: string, now: Date): Date | undefined {
  if (period === 'ever') return undefined;
  return period === 'date' ? endOf(date) : new Date(now.getTime() + Number(period) * day);
}

/** The last second of a day, where the browser is. */
function endOf(date: string): Date | undefined {
  const end = new Date(`${date}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

/** What a suppression names. */
export type Scope = Pick<NewSuppression, 'findingId' | 'ruleId' | 'cloudAccountId' | 'assetId' | 'tagKey' | 'tagValue'>;

export const emptyScope: Scope = {
  findingId: null,
  ruleId: null,
  cloudAccountId: null,
  assetId: null,
  tagKey: null,
  tagValue: null,
};

export function namesNothing({ findingId, ruleId, cloudAccountId, assetId, tagKey }: Scope): boolean {
  return [findingId, ruleId, cloudAccountId, assetId, tagKey].every((named) => named === null);
}

/** Whether a suppression is meant for more than one finding. */
export function isOfMore({ findingId }: Pick<SuppressionView, 'findingId'>): boolean {
  return findingId === null;
}

/** A filter that the findings match that a scope is meant for; undefined where no filter can say so. */
export function filterOfScope(scope: Scope): Partial<FindingFilter> | undefined {
  const { findingId, ruleId, cloudAccountId, assetId, tagKey } = scope;
  if (findingId !== null || tagKey !== null || namesNothing(scope)) return undefined;
  return {
    ...(ruleId === null ? {} : { ruleId }),
    ...(cloudAccountId === null ? {} : { cloudAccountId }),
    ...(assetId === null ? {} : { assetId }),
  };
}

/** The list of the findings that a suppression is meant for; undefined where no filter can say so. */
export function findingsHref(suppression: Scope): string | undefined {
  if (suppression.findingId !== null) return `/findings/${encodeURIComponent(suppression.findingId)}`;
  const filter = filterOfScope(suppression);
  return filter && `/findings?${new URLSearchParams({ status: 'suppressed', ...filter })}`;
}

/** A piece of a sentence; what may come from AWS is told apart, because it is shown in another way. */
interface Piece {
  text: string;
  isForeign?: true;
}

/** What a suppression is meant for: “The rule “…” in production, on assets with the tag env=dev”. */
export function scopeWords(suppression: SuppressionView, titles: ReadonlyMap<string, string>): Piece[] {
  const { findingId, ruleId, assetId, cloudAccountId, tagKey, tagValue, about } = suppression;
  const title = about.ruleId === null ? undefined : (titles.get(about.ruleId) ?? about.ruleId);
  const pieces: Piece[] =
    findingId !== null
      ? [{ text: title === undefined ? 'One finding' : `The finding “${title}”` }]
      : [{ text: title === undefined ? 'Every finding' : `The rule “${title}”` }];
  const add = (before: string, text: string, after = '') =>
    pieces.push({ text: before }, { text, isForeign: true }, ...(after === '' ? [] : [{ text: after }]));
  if (findingId !== null || assetId !== null) add(' on ', about.assetName ?? assetId ?? 'an asset that is gone');
  if (findingId !== null || cloudAccountId !== null) {
    add(' in ', about.accountNickname ?? 'an account that is gone');
  } else if (ruleId !== null && assetId === null && tagKey === null) pieces.push({ text: ' everywhere' });
  if (tagKey !== null) {
    const tag = tagValue === null ? tagKey : `${tagKey}=${tagValue}`;
    add(', on assets with the tag ', tag, tagValue === null ? ', whatever its value' : '');
  }
  return pieces;
}

export function plainWords(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** “until 3 Jan 2030”, “for ever”. */
export function untilWords(expiresAt: string | null): string {
  return expiresAt === null ? 'for ever' : `until ${dateWords(expiresAt)}`;
}

/** How a suppression ended: “expired”, “ended by Ada”. */
export function endWords({ endedByName }: Pick<SuppressionView, 'endedByName'>): string {
  return endedByName === null ? 'expired' : `ended by ${endedByName}`;
}
