import './compliance.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FrameworkSummaryView } from '../../../../server/compliance/api.ts';
import { cloudAccountsQuery } from '../../api/accounts.ts';
import { frameworksQuery } from '../../api/compliance.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { oneOf, useParameters } from '../settings/cloud-accounts/use-parameters.ts';
import { AccountSelect } from './AccountSelect.tsx';
import { frameworkHref, frameworkName, frameworkSorts, shownFrameworks } from './compliance.model.ts';
import { StateCounts } from './StateCounts.tsx';
import { StateRing } from './StateRing.tsx';

export default function CompliancePage() {
  useFrame('Compliance');
  const { get, set } = useParameters();
  const cloudAccountId = get('cloudAccountId');
  const text = get('text');
  const sort = oneOf(frameworkSorts, get('sort'));
  const accounts = useQuery(cloudAccountsQuery({ limit: 1000 }));
  const frameworks = useQuery({
    ...frameworksQuery(cloudAccountId),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const shown = shownFrameworks(frameworks.data ?? [], text, sort);

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="How your cloud accounts stand to what standards and laws ask for. A control that was not looked at is never shown as passed."
        >
          Compliance
        </Header>
      }
    >
      <SpaceBetween size="l">
        {frameworks.isError && (
          <ProblemAlert
            title="The frameworks could not be read"
            problem={troubleOf(frameworks.error)}
            onRetry={() => void frameworks.refetch()}
          />
        )}
        <div aria-busy={frameworks.isPlaceholderData} className={frameworks.isPlaceholderData ? 'is-waiting' : ''}>
          <Cards
            items={frameworks.isError ? [] : shown}
            trackBy="id"
            loading={frameworks.isPending}
            loadingText="Reading the frameworks"
            ariaLabels={{ itemSelectionLabel: () => '', selectionGroupLabel: '', cardsLabel: 'Frameworks' }}
            cardsPerRow={[{ cards: 1 }, { minWidth: 720, cards: 2 }, { minWidth: 1080, cards: 3 }]}
            cardDefinition={{
              header: (framework) => <Name framework={framework} cloudAccountId={cloudAccountId} />,
              sections: [
                {
                  id: 'states',
                  content: (framework) => (
                    <div className="framework-states">
                      <StateRing summary={framework} size={104} />
                      <StateCounts
                        counts={framework.counts}
                        hrefOf={(state) => frameworkHref(framework.id, { cloudAccountId, state })}
                      />
                    </div>
                  ),
                },
              ],
            }}
            header={
              <Header variant="h2" counter={frameworks.data && `(${shown.length})`}>
                Frameworks
              </Header>
            }
            filter={
              <div className="compliance-filters">
                <TextFilter
                  filteringText={text}
                  onChange={({ detail }) => set('text', detail.filteringText)}
                  filteringPlaceholder="Find frameworks"
                  filteringAriaLabel="Find frameworks"
                  countText={text === '' ? '' : plural(shown.length, 'match', 'matches')}
                />
                <AccountSelect
                  accounts={accounts.data?.items ?? []}
                  chosen={cloudAccountId}
                  onChoose={(id) => set('cloudAccountId', id)}
                />
                <Select
                  selectedOption={{ value: sort, label: frameworkSorts[sort] }}
                  options={Object.entries(frameworkSorts).map(([value, label]) => ({ value, label }))}
                  onChange={({ detail }) => set('sort', detail.selectedOption.value ?? '')}
                  ariaLabel="Order"
                />
              </div>
            }
            empty={
              frameworks.isError ? null : (
                <EmptyList
                  title="No framework matches"
                  action={<Button onClick={() => set('text', '')}>Clear the filter</Button>}
                />
              )
            }
          />
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Name({ framework, cloudAccountId }: { framework: FrameworkSummaryView; cloudAccountId: string }) {
  const { id, title, version, controls } = framework;
  return (
    <>
      <RouteLink to={frameworkHref(id, { cloudAccountId })} fontSize="heading-m" ariaLabel={frameworkName(framework)}>
        {title}
      </RouteLink>
      <Box color="text-body-secondary" fontSize="body-s" padding={{ top: 'xxs' }}>
        {version !== '' && `${version} · `}
        {plural(controls, 'control')}
      </Box>
    </>
  );
}
