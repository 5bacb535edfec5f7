import type { ActionKindView, ActionPolicyInput, ActionPolicyView } from '../../../../../server/actions/api.ts';
import type { RuleSummaryView } from '../../../../../server/findings/rule-api.ts';
import { beginningOf, type Parameters, readParameters } from '../../../show/parameters.model.ts';

type Rule = Pick<RuleSummaryView, 'id' | 'title' | 'assetType'>;
type Mode = ActionPolicyInput['mode'];

export const modeWords: Record<Mode, string> = { plan: 'Plan and ask', apply: 'Apply within the window' };

/** A policy as the form holds it. */
export interface PolicyDraft {
  name: string;
  ruleId: string;
  kind: string;
  /** As the form has them. */
  parameters: Parameters;
  cloudAccountIds: string[];
  mode: Mode;
  limitPerDay: string;
  isEnabled: boolean;
}

export function draftOf(policy: ActionPolicyView | undefined, kinds: readonly ActionKindView[]): PolicyDraft {
  if (policy === undefined) {
    return {
      ...{ name: '', ruleId: '', kind: '', parameters: {}, cloudAccountIds: [], mode: 'plan', limitPerDay: '10' },
      isEnabled: true,
    };
  }
  const { name, ruleId, kind, parameters, cloudAccountIds, mode, limitPerDay, isEnabled } = policy;
  const schema = kinds.find(({ id }) => id === kind)?.parameters ?? {};
  return {
    ...{ name, ruleId, kind, cloudAccountIds, mode, isEnabled, limitPerDay: String(limitPerDay) },
    parameters: beginningOf(schema, parameters),
  };
}

/** The actions for what a rule finds: those that it names, then those that only suit its assets. */
export function kindsFor(kinds: readonly ActionKindView[], rule: Rule | undefined) {
  if (rule === undefined) return { named: [], suited: [] };
  const named = kinds.filter(({ ruleIds }) => ruleIds.includes(rule.id));
  return { named, suited: kinds.filter((kind) => kind.types.includes(rule.assetType) && !named.includes(kind)) };
}

/** The rules for whose findings there is an action at all, by title. */
export function rulesWithKinds<Of extends Rule>(rules: readonly Of[], kinds: readonly ActionKindView[]): Of[] {
  const types = new Set(kinds.flatMap((kind) => kind.types));
  const named = new Set(kinds.flatMap(({ ruleIds }) => ruleIds));
  return rules
    .filter(({ id, assetType }) => named.has(id) || types.has(assetType))
    .sort((a, b) => a.title.localeCompare(b.title));
}

/** The draft for another rule: an action that does not suit it goes, and the only one that it names is taken. */
export function withRule(draft: PolicyDraft, rule: Rule, kinds: readonly ActionKindView[]): PolicyDraft {
  const { named, suited } = kindsFor(kinds, rule);
  const chosen: PolicyDraft = { ...draft, ruleId: rule.id };
  if ([...named, ...suited].some(({ id }) => id === draft.kind)) return chosen;
  const [only] = named;
  return named.length === 1 && only !== undefined ? withKind(chosen, only) : { ...chosen, kind: '', parameters: {} };
}

/** The draft for another action, with its defaults. What has no way back is never applied by itself. */
export function withKind(draft: PolicyDraft, kind: ActionKindView): PolicyDraft {
  const mode = kind.canBeUndone ? draft.mode : 'plan';
  return { ...draft, kind: kind.id, mode, parameters: beginningOf(kind.parameters) };
}

/** The request of a draft, or what is wrong: by field, and by parameter. */
export function readDraft(
  draft: PolicyDraft,
  kind: ActionKindView | undefined,
): { request: ActionPolicyInput } | { errors: Record<string, string>; parameterErrors: Record<string, string> } {
  const read = readParameters(kind?.parameters ?? {}, draft.parameters);
  const limit = Number(draft.limitPerDay);
  const isLimit = draft.limitPerDay.trim() !== '' && Number.isInteger(limit) && limit >= 1 && limit <= 1000;
  const errors = {
    ...(draft.name.trim() === '' && { name: 'Give the policy a name.' }),
    ...(draft.ruleId === '' && { ruleId: 'Choose a rule.' }),
    ...(kind === undefined && { kind: 'Choose an action.' }),
    ...(!isLimit && { limitPerDay: 'Give a whole number from 1 to 1000.' }),
  };
  if (Object.keys(errors).length > 0 || 'errors' in read) {
    return { errors, parameterErrors: 'errors' in read ? read.errors : {} };
  }
  const { ruleId, cloudAccountIds, mode, isEnabled } = draft;
  const { parameters } = read;
  return {
    request: {
      ...{ name: draft.name.trim(), ruleId, kind: draft.kind, parameters, cloudAccountIds, mode, isEnabled },
      limitPerDay: limit,
    },
  };
}

/** The same policy, switched on or off. */
export function switchedRequest(policy: ActionPolicyView, isEnabled: boolean): ActionPolicyInput {
  const { id: _, createdBy: __, createdAt: ___, usedToday: ____, ...input } = policy;
  return { ...input, isEnabled };
}

/** What is set of an action, in words: “retentionDays 365, mode on”. What is empty is left out. */
export function parameterWords(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => ({ name, words: valueWords(value) }))
    .filter(({ words }) => words !== '')
    .map(({ name, words }) => `${name} ${words}`)
    .join(', ');
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.entries(value)
    .map(([name, entry]) => `${name}=${entry}`)
    .join(' ');
}
