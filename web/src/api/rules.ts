import { queryOptions } from '@tanstack/react-query';
import type {
  RuleLanguage,
  RuleSettingsRequest,
  RulesChanged,
  RuleTrial,
  RuleVersions,
  RuleView,
} from '../../../server/findings/rule-api.ts';
import { call, send } from './client.ts';

const pathOf = (id: string) => `/api/v1/rules/${encodeURIComponent(id)}`;

export const ruleLanguageQuery = queryOptions({
  queryKey: ['rule-language'],
  queryFn: ({ signal }) => call<RuleLanguage>('GET', '/api/v1/rules/language', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function ruleVersionsQuery(id: string) {
  return queryOptions({
    queryKey: ['rules', 'versions', id],
    queryFn: async ({ signal }) => (await call<RuleVersions>('GET', `${pathOf(id)}/versions`, { signal })).items,
  });
}

/** Where the browser downloads a rule's file from. */
export function ruleFilePath(id: string): string {
  return `${pathOf(id)}/file`;
}

/** The text of a rule's file. */
export async function readRuleFile(id: string, signal?: AbortSignal): Promise<string> {
  return (await send('GET', ruleFilePath(id), { accept: 'application/yaml', signal })).text();
}

export function setRule(id: string, settings: RuleSettingsRequest): Promise<RuleView> {
  return call('PUT', `${pathOf(id)}/settings`, { body: settings });
}

export function switchRules(ids: readonly string[], isEnabled: boolean): Promise<RulesChanged> {
  return call('POST', '/api/v1/rules/changes', { body: { ids, isEnabled } });
}

export function tryRule(source: string): Promise<RuleTrial> {
  return call('POST', '/api/v1/rules/try', { body: { source } });
}

/** @param version the version that was changed, 0 for a new rule */
export function saveRule(source: string, version: number): Promise<RuleView> {
  return call('POST', '/api/v1/rules', { body: { source, version } });
}

export function removeRule(id: string): Promise<void> {
  return call('DELETE', pathOf(id));
}
