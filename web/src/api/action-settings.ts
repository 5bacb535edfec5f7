import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  ActionPolicyInput,
  ActionPolicyView,
  ActionSettingsView,
  actionPoliciesSchema,
} from '../../../server/actions/api.ts';
import { call } from './client.ts';

const policiesPath = '/api/v1/action-policies';
const policyPath = (id: string) => `${policiesPath}/${encodeURIComponent(id)}`;

export function changeApprovals(approvals: ActionSettingsView['approvals']): Promise<ActionSettingsView> {
  return call('PUT', '/api/v1/action-settings/approvals', { body: { approvals } });
}

export const actionPoliciesQuery = queryOptions({
  queryKey: ['action-policies'],
  queryFn: async ({ signal }) =>
    (await call<z.infer<typeof actionPoliciesSchema>>('GET', policiesPath, { signal })).items,
});

export function createPolicy(policy: ActionPolicyInput): Promise<ActionPolicyView> {
  return call('POST', policiesPath, { body: policy });
}

export function changePolicy(id: string, policy: ActionPolicyInput): Promise<ActionPolicyView> {
  return call('PUT', policyPath(id), { body: policy });
}

export function deletePolicy(id: string): Promise<void> {
  return call('DELETE', policyPath(id));
}
