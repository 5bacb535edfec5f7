import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { actionKindsQuery } from '../../../api/actions.ts';
import { troubleOf } from '../../../api/problem.ts';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { servicesOf, withTicks } from './manage/management.model.ts';
import { ServiceTicks } from './manage/ServiceTicks.tsx';
import './manage/manage.css';

interface ConnectActionsProps {
  ticked: readonly string[];
  disabled: boolean;
  onChange: (ticked: string[]) => void;
}

/** The actions that CloudCoreo is to be allowed from the beginning. None is ticked until somebody does. */
export function ConnectActions({ ticked, disabled, onChange }: ConnectActionsProps) {
  const [isOpen, setOpen] = useState(false);
  const kinds = useQuery({ ...actionKindsQuery, enabled: isOpen });
  return (
    <ExpandableSection
      variant="container"
      headerText={`Let CloudCoreo also change things (${ticked.length === 0 ? 'optional' : `${ticked.length} ticked`})`}
      headingTagOverride="h2"
      headerDescription="Each change is asked for, planned and applied by somebody. This can be chosen later, too."
      expanded={isOpen}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {kinds.isError && (
        <ProblemAlert
          title="The actions could not be loaded"
          problem={troubleOf(kinds.error)}
          onRetry={() => void kinds.refetch()}
        />
      )}
      {kinds.isPending && isOpen && <PageLoading />}
      <SpaceBetween size="s">
        {servicesOf(kinds.data?.items ?? [], '').map((one) => (
          <ServiceTicks
            key={one.service}
            {...one}
            ticked={ticked}
            isOpen={false}
            disabled={disabled}
            onTick={(ids, isTicked) => onChange(withTicks(ticked, ids, isTicked))}
          />
        ))}
      </SpaceBetween>
    </ExpandableSection>
  );
}
