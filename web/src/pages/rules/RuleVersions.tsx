import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleVersions as Versions } from '../../../../server/findings/rule-api.ts';
import { useGate } from '../../access/session.tsx';
import { troubleOf } from '../../api/problem.ts';
import { ruleVersionsQuery, saveRule } from '../../api/rules.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { Difference } from '../assets/Difference.tsx';
import { useRulesChanged } from './use-rules-changed.ts';

type Version = Versions['items'][number];

/** What a rule of the team's own was before, compared with what it is, and the way back. */
export function RuleVersions({ id }: { id: string }) {
  const gate = useGate()('change-rules');
  const rulesChanged = useRulesChanged();
  const { addFlash } = usePageFrame();
  const versions = useQuery(ruleVersionsQuery(id));
  const [chosen, setChosen] = useState<number>();
  const [isGoingBack, setGoingBack] = useState(false);
  const [newest, ...older] = versions.data ?? [];
  // The removals among them are no version that one could want back.
  const written = older.filter(({ source }) => source !== '');
  const shown = written.find(({ version }) => version === chosen) ?? written[0];
  if (versions.isError) {
    return (
      <ProblemAlert
        title="The versions could not be read"
        problem={troubleOf(versions.error)}
        onRetry={() => void versions.refetch()}
      />
    );
  }
  if (newest === undefined) return null;
  const isRemoved = newest.source === '';
  const goBack = async (to: Version) => {
    await saveRule(to.source, isRemoved ? 0 : newest.version);
    setChosen(undefined);
    addFlash({
      id: 'rule-version',
      type: 'success',
      header: `The rule is as it was at version ${to.version}`,
      content: 'Your accounts are judged again; the numbers here and the findings follow.',
    });
    await rulesChanged();
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${versions.data?.length})`}
          description={`Version ${newest.version}, ${isRemoved ? 'removed' : 'written'} by ${newest.authorName}, ${dateOf(newest)}.`}
          actions={
            shown && (
              <Button {...gate} onClick={() => setGoingBack(true)}>
                Go back to version {shown.version}
              </Button>
            )
          }
        >
          Versions
        </Header>
      }
    >
      {shown === undefined ? (
        'There is no earlier one.'
      ) : (
        <SpaceBetween size="m">
          <FormField label={isRemoved ? 'Show' : 'Compare with'}>
            <Select
              selectedOption={optionOf(shown)}
              options={written.map(optionOf)}
              onChange={({ detail }) => setChosen(Number(detail.selectedOption.value))}
              expandToViewport
            />
          </FormField>
          {!isRemoved && shown.source === newest.source ? (
            'It was the same as now.'
          ) : (
            <Difference
              change={{
                path: isRemoved ? `Version ${shown.version}` : `From version ${shown.version} to ${newest.version}`,
                before: shown.source,
                after: newest.source,
              }}
            />
          )}
        </SpaceBetween>
      )}
      {isGoingBack && shown && (
        <ConfirmDialog
          title={`Go back to version ${shown.version}?`}
          confirmText="Go back"
          perform={() => goBack(shown)}
          onClose={() => setGoingBack(false)}
        >
          It is saved as a new version, and your accounts are judged again by it. The present version stays among the
          versions.
        </ConfirmDialog>
      )}
    </Container>
  );
}

function dateOf({ writtenAt }: Version): string {
  return new Date(writtenAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

function optionOf(version: Version) {
  return {
    value: String(version.version),
    label: `Version ${version.version}`,
    description: `By ${version.authorName}, ${dateOf(version)}`,
  };
}
