import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { useGate } from '../../access/session.tsx';
import { rulesQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFollow } from '../../app/follow.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { RuleCounts } from './RuleCounts.tsx';
import { RuleTable } from './RuleTable.tsx';
import {
  filterOptions,
  filterProperties,
  matchingRules,
  orderOf,
  pageOf,
  sortRules,
  tokensOf,
  withoutFilter,
  withTokens,
} from './rules.model.ts';
import { SwitchRulesDialog } from './SwitchRulesDialog.tsx';

const pageSize = 50;
const noRules: RuleSummaryView[] = [];

export default function RulesPage() {
  useFrame('Rules');
  const [parameters, setParameters] = useSearchParams();
  const follow = useFollow();
  const gate = useGate();
  const rules = useQuery({ ...rulesQuery, refetchInterval: 30_000 });
  const all = rules.data?.items ?? noRules;
  const matching = useMemo(() => sortRules(matchingRules(all, parameters), orderOf(parameters)), [all, parameters]);
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const options = useMemo(() => filterOptions(all), [all]);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  // Of what is chosen only what is shown counts, so that nothing is changed that nobody sees.
  const selected = useMemo(() => matching.filter(({ id }) => selectedIds.has(id)), [matching, selectedIds]);
  const pages = Math.ceil(matching.length / pageSize);
  const page = pageOf(parameters, pages);
  const select = (chosen: readonly RuleSummaryView[]) => setSelectedIds(new Set(chosen.map(({ id }) => id)));
  const set = (changes: Record<string, string>) => {
    const next = new URLSearchParams(parameters);
    for (const [key, value] of Object.entries(changes)) next.set(key, value);
    setParameters(next, { replace: true });
  };
  const clear = <Button onClick={() => setParameters(withoutFilter(parameters))}>Clear filters</Button>;
  const mayChange = !gate('change-rules').disabled;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="What your assets are judged by. An asset passes, fails, or is unknown: where what a rule hangs on could not be read."
          actions={
            <Button {...gate('try-rules')} href="/rules/new" onFollow={follow}>
              Write a rule
            </Button>
          }
        >
          Rules
        </Header>
      }
    >
      <SpaceBetween size="l">
        <BrokenFiles files={rules.data?.brokenFiles ?? []} />
        {rules.isError && (
          <ProblemAlert
            title="The rules could not be read"
            problem={troubleOf(rules.error)}
            onRetry={() => void rules.refetch()}
          />
        )}
        {all.length > 0 && <RuleCounts rules={all} />}
        <RuleTable
          items={matching.slice((page - 1) * pageSize, page * pageSize)}
          isLoading={rules.isPending}
          order={orderOf(parameters)}
          onSort={({ field, isDescending }) => set({ sort: `${isDescending ? '-' : ''}${field}`, page: '1' })}
          page={page}
          pages={pages}
          onPage={(number) => set({ page: String(number) })}
          selected={selected}
          onSelect={mayChange ? select : undefined}
          header={
            <Header
              variant="h2"
              counter={rules.data && counterOf(selected.length, matching.length)}
              actions={
                mayChange && (
                  <SwitchButtons
                    selected={selected}
                    matching={matching}
                    onSelectAll={() => select(matching)}
                    onDone={() => setSelectedIds(new Set())}
                  />
                )
              }
            >
              {tokens.length > 0 ? 'Matching rules' : 'All rules'}
            </Header>
          }
          filter={
            <PropertyFilter
              query={{ tokens, operation: 'and' }}
              onChange={({ detail }) => setParameters(withTokens(parameters, detail.tokens))}
              filteringProperties={filterProperties}
              filteringOptions={options}
              freeTextFiltering={{ operators: [':'] }}
              filteringPlaceholder="Find rules by text, severity, service or what they say"
              filteringAriaLabel="Find rules"
              filteringEmpty="No suggestion"
              countText={tokens.length === 0 ? '' : plural(matching.length, 'match', 'matches')}
              hideOperations
              virtualScroll
              expandToViewport
              customFilterActions={clear}
            />
          }
          empty={
            !rules.isError && (
              <EmptyList title="No rule matches" action={clear}>
                Change what you are looking for, or show all rules.
              </EmptyList>
            )
          }
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

function counterOf(selected: number, matching: number): string {
  const total = matching.toLocaleString('en');
  return selected === 0 ? `(${total})` : `(${selected.toLocaleString('en')}/${total})`;
}

interface SwitchButtonsProps {
  selected: readonly RuleSummaryView[];
  matching: readonly RuleSummaryView[];
  onSelectAll: () => void;
  onDone: () => void;
}

/** What can be done with the chosen rules, and all that match can be chosen at once. */
function SwitchButtons({ selected, matching, onSelectAll, onDone }: SwitchButtonsProps) {
  const [switching, setSwitching] = useState<{ ids: string[]; isEnabled: boolean }>();
  const off = selected.filter(({ isEnabled }) => !isEnabled);
  const on = selected.filter(({ isEnabled }) => isEnabled);
  return (
    <SpaceBetween size="xs" direction="horizontal">
      {selected.length > 0 && selected.length < matching.length && (
        <Button variant="link" onClick={onSelectAll}>
          Choose all {matching.length.toLocaleString('en')}
        </Button>
      )}
      <Button
        disabled={off.length === 0}
        disabledReason="Choose rules that are off."
        onClick={() => setSwitching({ ids: off.map(({ id }) => id), isEnabled: true })}
      >
        Enable
      </Button>
      <Button
        disabled={on.length === 0}
        disabledReason="Choose rules that are on."
        onClick={() => setSwitching({ ids: on.map(({ id }) => id), isEnabled: false })}
      >
        Disable
      </Button>
      {switching && <SwitchRulesDialog {...switching} onDone={onDone} onClose={() => setSwitching(undefined)} />}
    </SpaceBetween>
  );
}

function BrokenFiles({ files }: { files: readonly { path: string; message: string }[] }) {
  if (files.length === 0) return null;
  return (
    <Alert type="error" header={`${plural(files.length, 'rule file is', 'rule files are')} broken and left out`}>
      <ul className="plain-list">
        {files.map(({ path, message }) => (
          <li key={path}>
            {path}: {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
