import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ruleQuery } from '../../../api/findings.ts';
import type { Trouble } from '../../../api/problem.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { Difference } from '../../assets/Difference.tsx';

interface ChangedMeanwhileProps {
  problem: Trouble;
  ruleId: string;
  /** What stands in the editor. */
  source: string;
  isSaving: boolean;
  /** Saves it over the version that is there. */
  onOverwrite: (version: number) => void;
}

/** Somebody else saved the rule first: what theirs has otherwise, and the choice. */
export function ChangedMeanwhile({ problem, ruleId, source, isSaving, onOverwrite }: ChangedMeanwhileProps) {
  const rule = useQuery({ ...ruleQuery(ruleId), staleTime: 0 });
  const theirs = rule.data?.custom;
  return (
    <SpaceBetween size="m">
      <ProblemAlert title="The rule was changed meanwhile" problem={problem} />
      {theirs && (
        <Container
          header={
            <Header
              variant="h2"
              description={`Take over by hand what you want to keep of ${theirs.authorName}’s, then save.`}
              actions={
                <Button loading={isSaving} onClick={() => onOverwrite(theirs.version)}>
                  Save mine over version {theirs.version}
                </Button>
              }
            >
              What differs
            </Header>
          }
        >
          <Difference
            change={{ path: `From version ${theirs.version} to yours`, before: theirs.source, after: source }}
          />
        </Container>
      )}
    </SpaceBetween>
  );
}
