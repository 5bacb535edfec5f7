import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionKindView } from '../../../../../../server/actions/api.ts';
import { may } from '../../../../access/may.ts';
import { useGate, useMe } from '../../../../access/session.tsx';
import { accountsKey } from '../../../../api/accounts.ts';
import { actionsKey } from '../../../../api/actions.ts';
import { changeManagement, managementQuery } from '../../../../api/management.ts';
import { EmptyList } from '../../../../show/EmptyList.tsx';
import { ProblemAlert } from '../../../../show/ProblemAlert.tsx';
import { useAction } from '../../../../show/use-action.ts';
import { useParameters } from '../use-parameters.ts';
import { changeWords, servicesOf, tickedWords, withTicks } from './management.model.ts';
import { ServiceTicks } from './ServiceTicks.tsx';

interface ActionTicksProps {
  accountId: string;
  /** The IDs of those that are ticked so far. */
  saved: readonly string[];
  kinds: readonly ActionKindView[];
  onSaved: () => void;
}

/** Which actions CloudCoreo may carry out. */
export function ActionTicks({ accountId, saved, kinds, onSaved }: ActionTicksProps) {
  const { role } = useMe();
  const gate = useGate()('manage-actions');
  const queries = useQueryClient();
  const parameters = useParameters();
  const search = parameters.get('search');
  // Until something is ticked here, it is what the server has: another may change it meanwhile.
  const [draft, setDraft] = useState<readonly string[]>();
  const ticked = draft ?? saved;
  const change = changeWords(saved, ticked);
  const saving = useAction(async () => {
    queries.setQueryData(
      managementQuery(accountId).queryKey,
      await changeManagement(accountId, { ticked: [...ticked] }),
    );
    setDraft(undefined);
    onSaved();
    void queries.invalidateQueries({ queryKey: accountsKey });
    void queries.invalidateQueries({ queryKey: actionsKey });
  });
  const services = servicesOf(kinds, search);
  const mayTick = may(role, 'manage-actions');

  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${tickedWords(kinds, ticked)})`}
          description="None of them is carried out by itself: somebody asks for one, sees its plan and applies it. Nothing is ticked until you tick it."
        >
          Actions
        </Header>
      }
    >
      <SpaceBetween size="s">
        {!mayTick && <Box color="text-body-secondary">{gate.disabledReason}</Box>}
        <TextFilter
          filteringText={search}
          onChange={({ detail }) => parameters.set('search', detail.filteringText)}
          filteringPlaceholder="Action, asset type or IAM action"
          filteringAriaLabel="Find actions"
          countText={search === '' ? '' : `${services.flatMap((one) => one.kinds).length} found`}
        />
        {services.length === 0 && (
          <EmptyList
            title="No action matches"
            action={<Button onClick={() => parameters.set('search', '')}>Clear the search</Button>}
          >
            Look for a word of what it does, such as “public”, or for a service.
          </EmptyList>
        )}
        {services.map((one) => (
          <ServiceTicks
            key={`${one.service} ${search === ''}`}
            {...one}
            ticked={ticked}
            isOpen={search !== '' || kinds.length <= 12 || one.kinds.some(({ id }) => saved.includes(id))}
            disabled={!mayTick || saving.isRunning}
            onTick={(ids, isTicked) => setDraft(withTicks(ticked, ids, isTicked))}
          />
        ))}
      </SpaceBetween>
      {change !== '' && (
        <div className="save-bar">
          {saving.problem && <ProblemAlert title="The actions were not saved" problem={saving.problem} />}
          <div role="status">Not saved: {change}</div>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => setDraft(undefined)} disabled={saving.isRunning}>
              Discard
            </Button>
            <Button variant="primary" onClick={() => void saving.run()} loading={saving.isRunning}>
              Save
            </Button>
          </SpaceBetween>
        </div>
      )}
    </Container>
  );
}
