import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ActionKindView, ActionPolicyView } from '../../../../../server/actions/api.ts';
import type { RuleSummaryView } from '../../../../../server/findings/rule-api.ts';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { accountWords } from './approval.model.ts';
import { modeWords, parameterWords } from './policy.model.ts';

interface Known {
  kinds: readonly ActionKindView[];
  rules: readonly RuleSummaryView[];
  nicknames: ReadonlyMap<string, string>;
}

/** @param buttons what can be done with a policy, for those who may */
export function policyColumns(
  { kinds, rules, nicknames }: Known,
  buttons: ((policy: ActionPolicyView) => ReactNode) | undefined,
): TableProps.ColumnDefinition<ActionPolicyView>[] {
  const columns: TableProps.ColumnDefinition<ActionPolicyView>[] = [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 120,
      cell: ({ name }) => <bdi className="aws-text">{name}</bdi>,
    },
    {
      id: 'rule',
      header: 'When this rule finds something',
      minWidth: 180,
      cell: ({ ruleId }) => (
        <RouteLink to={`/rules/${encodeURIComponent(ruleId)}`}>
          <bdi className="aws-text">{rules.find(({ id }) => id === ruleId)?.title ?? ruleId}</bdi>
        </RouteLink>
      ),
    },
    {
      id: 'action',
      header: 'Do this',
      minWidth: 170,
      cell: ({ kind, parameters, cloudAccountIds }) => (
        <>
          {kinds.find(({ id }) => id === kind)?.title ?? kind}
          <Box variant="small" display="block">
            <bdi className="aws-text">
              {[
                parameterWords(parameters),
                cloudAccountIds.length === 0 ? 'in all accounts' : `in ${accountWords(cloudAccountIds, nicknames)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </bdi>
          </Box>
        </>
      ),
    },
    { id: 'mode', header: 'How', minWidth: 120, cell: ({ mode }) => modeWords[mode] },
    {
      id: 'used',
      header: 'Used today',
      minWidth: 100,
      cell: ({ id, usedToday, limitPerDay }) => (
        <RouteLink to={`/actions?policyId=${encodeURIComponent(id)}`}>
          {usedToday.toLocaleString('en')} of {limitPerDay.toLocaleString('en')}
        </RouteLink>
      ),
    },
    {
      id: 'state',
      header: 'State',
      minWidth: 80,
      cell: ({ isEnabled }) => (
        <StatusIndicator type={isEnabled ? 'success' : 'stopped'} wrapText={false}>
          {isEnabled ? 'On' : 'Off'}
        </StatusIndicator>
      ),
    },
  ];
  return buttons === undefined
    ? columns
    : [...columns, { id: 'actions', header: 'Actions', minWidth: 255, cell: buttons }];
}
