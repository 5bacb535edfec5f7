import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { useGate } from '../../../access/session.tsx';
import { cloudAccountsQuery } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { useFrame } from '../../../app/page-frame.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { useCursorPages } from '../../../show/use-cursor-pages.tsx';
import { useSearchText } from '../../../show/use-search-text.ts';
import { accountStatus, isMoving, setupUserStatus, setupUserWord, stateLabels } from './account.model.ts';
import { accessLevels, manageHref } from './manage/management.model.ts';

const columns: TableProps.ColumnDefinition<CloudAccountView>[] = [
  {
    id: 'nickname',
    header: 'Nickname',
    isRowHeader: true,
    minWidth: 170,
    cell: ({ id, nickname }) => (
      <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(id)}`}>
        <bdi className="aws-text">{nickname}</bdi>
      </RouteLink>
    ),
  },
  { id: 'aws-account-id', header: 'AWS account ID', minWidth: 140, cell: ({ awsAccountId }) => awsAccountId || '—' },
  {
    id: 'access-level',
    header: 'Access level',
    minWidth: 110,
    cell: ({ id, nickname, accessLevel }) => (
      <RouteLink
        to={manageHref(id)}
        ariaLabel={`${accessLevels[accessLevel].word}: what may be changed in ${nickname}`}
      >
        {accessLevels[accessLevel].word}
      </RouteLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    minWidth: 185,
    cell: (account) => {
      const { type, text } = accountStatus(account);
      return (
        <StatusIndicator type={type} wrapText={false}>
          {text}
        </StatusIndicator>
      );
    },
  },
  {
    id: 'last-verified',
    header: 'Last verified',
    minWidth: 130,
    cell: ({ lastVerifiedAt }) => <Moment at={lastVerifiedAt} />,
  },
  {
    id: 'setup-user',
    header: 'Setup user',
    minWidth: 135,
    cell: ({ setupUser }) => {
      const { type } = setupUserStatus(setupUser);
      return (
        <StatusIndicator type={type} wrapText={false}>
          {setupUserWord(setupUser)}
        </StatusIndicator>
      );
    },
  },
  {
    id: 'assets',
    header: 'Assets',
    minWidth: 80,
    cell: ({ id, assetCount }) => (
      <RouteLink to={`/assets?cloudAccountId=${encodeURIComponent(id)}`}>{assetCount.toLocaleString('en')}</RouteLink>
    ),
  },
];

const stateOptions = [
  { value: '', label: 'Any state' },
  ...Object.entries(stateLabels).map(([value, label]) => ({ value, label })),
];

export default function CloudAccountsPage() {
  useFrame('Cloud Accounts');
  const navigate = useNavigate();
  const gate = useGate();
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get('search') ?? '';
  const state = parameters.get('state') ?? '';
  const paging = useCursorPages();

  const accounts = useQuery({
    ...cloudAccountsQuery({ limit: 50, cursor: paging.cursor, search, state }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some(isMoving) ? 2000 : false),
  });

  const setParameter = (name: string, value: string) =>
    setParameters(
      (present) => {
        if (value === '') present.delete(name);
        else present.set(name, value);
        return present;
      },
      { replace: true },
    );
  const searchText = useSearchText(search, (text) => setParameter('search', text));

  const addNew = (
    <Button variant="primary" onClick={() => void navigate('/settings/cloud-accounts/new')} {...gate('connect')}>
      ADD NEW
    </Button>
  );
  const isFiltered = search !== '' || state !== '';
  const clear = () => {
    searchText.set('');
    setParameters({}, { replace: true });
  };

  if (accounts.isError) {
    const problem = troubleOf(accounts.error);
    const retry = () => (paging.cursor === undefined ? void accounts.refetch() : paging.restart());
    return <ProblemAlert title="The cloud accounts could not be read" problem={problem} onRetry={retry} />;
  }
  return (
    <Table
      items={accounts.data?.items ?? []}
      columnDefinitions={columns}
      trackBy="id"
      loading={accounts.isPending}
      loadingText="Reading the cloud accounts"
      ariaLabels={{ tableLabel: 'Cloud accounts' }}
      wrapLines
      header={
        <Header
          variant="h2"
          description="AWS accounts that CloudCoreo reads, each through a role of its own."
          actions={addNew}
        >
          Cloud Accounts
        </Header>
      }
      filter={
        <div className="filters">
          <TextFilter
            filteringText={searchText.text}
            onChange={({ detail }) => searchText.set(detail.filteringText)}
            filteringPlaceholder="Nickname or AWS account ID"
            filteringAriaLabel="Find cloud accounts by nickname or AWS account ID"
          />
          <Select
            selectedOption={stateOptions.find(({ value }) => value === state) ?? stateOptions[0] ?? null}
            options={stateOptions}
            onChange={({ detail }) => setParameter('state', detail.selectedOption.value ?? '')}
            ariaLabel="State"
          />
        </div>
      }
      pagination={paging.pagination(accounts.data?.nextCursor)}
      empty={
        isFiltered ? (
          <EmptyList title="No cloud account matches" action={<Button onClick={clear}>Clear the filter</Button>}>
            Change what you are looking for, or show all accounts.
          </EmptyList>
        ) : (
          <EmptyList title="No cloud accounts yet" action={addNew}>
            Connect the first AWS account: it takes a minute and leaves no key behind.
          </EmptyList>
        )
      }
    />
  );
}
