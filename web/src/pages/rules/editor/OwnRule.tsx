import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileInput from '@cloudscape-design/components/file-input';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { RuleTrial } from '../../../../../server/findings/rule-api.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { ruleQuery } from '../../../api/findings.ts';
import { ruleLanguageQuery, saveRule, tryRule } from '../../../api/rules.ts';
import { usePageFrame } from '../../../app/page-frame.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { saveText } from '../../../show/save-text.ts';
import { useAction } from '../../../show/use-action.ts';
import { useRulesChanged } from '../use-rules-changed.ts';
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx';
import { CodeEditor, type CodeEditorHandle } from './CodeEditor.tsx';
import { keepDraft, type RuleDraft, readDraft } from './drafts.ts';
import { Faults } from './Faults.tsx';
import { fileNameOf, idIn } from './source.model.ts';
import { Trial } from './Trial.tsx';

interface OwnRuleProps {
  /** Nothing: a new rule. */
  ruleId: string | undefined;
  /** What it is before anything is changed. */
  begun: RuleDraft;
  heading: string;
}

const noFaults: [] = [];

/** The editor of a rule, with what it says of the team's assets when it is tried. */
export function OwnRule({ ruleId, begun, heading }: OwnRuleProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const me = useMe();
  const gate = useGate();
  const { addFlash } = usePageFrame();
  const rulesChanged = useRulesChanged();
  const language = useQuery(ruleLanguageQuery);
  const editor = useRef<CodeEditorHandle>(null);
  const draftKey = `${me.user.id} ${me.team.id} ${ruleId ?? ''}`;
  const [opened] = useState(() => readDraft(draftKey));
  const [base, setBase] = useState({ text: begun.text, version: opened?.version ?? begun.version });
  const [text, setText] = useState(opened?.text ?? begun.text);
  const [tried, setTried] = useState<RuleTrial>();
  const { version } = base;
  const isChanged = text !== base.text;
  const id = idIn(text);
  const isRenamed = ruleId !== undefined && id !== undefined && id !== ruleId;

  useEffect(() => {
    keepDraft(draftKey, isChanged ? { text, version } : undefined);
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [draftKey, text, version, isChanged]);

  const trial = useAction(async () => {
    setTried(undefined);
    setTried(await tryRule(text));
  });
  const saving = useAction(async (over?: number) => {
    const rule = await saveRule(text, over ?? (isRenamed ? 0 : version));
    // Not left to the effect: the page may be left before it runs.
    keepDraft(draftKey, undefined);
    setBase({ text, version: rule.custom?.version ?? version });
    queries.setQueryData(ruleQuery(rule.id).queryKey, rule);
    addFlash({
      id: 'rule-saved',
      type: 'success',
      goesAlong: true,
      header: `“${rule.title}” is saved as version ${rule.custom?.version}`,
      content: 'Your accounts are judged by it; what it says of your assets follows here.',
    });
    await navigate(`/rules/${encodeURIComponent(rule.id)}`);
    await rulesChanged();
  });
  const attempt = () => {
    saving.clearProblem();
    void trial.run();
  };
  const save = (over?: number) => {
    trial.clearProblem();
    void saving.run(over);
  };
  const problem = trial.problem ?? saving.problem;
  const faults = problem?.fields ?? noFaults;
  const startAfresh = () => {
    setBase(begun);
    setText(begun.text);
  };
  const takeFile = async (file: File | undefined) => {
    if (file) setText(await file.text());
  };

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={ruleId ?? 'What it says is shown over your own assets before anything is kept.'}
          actions={
            <SpaceBetween size="xs" direction="horizontal">
              <FileInput
                variant="button"
                value={[]}
                accept=".yaml,.yml,.json"
                onChange={({ detail }) => void takeFile(detail.value[0])}
              >
                Import
              </FileInput>
              <Button iconName="download" onClick={() => saveText(fileNameOf(text), text)}>
                Download
              </Button>
              <Button {...gate('try-rules')} loading={trial.isRunning} onClick={attempt}>
                Try it
              </Button>
              <Button {...gate('change-rules')} variant="primary" loading={saving.isRunning} onClick={() => save()}>
                Save
              </Button>
            </SpaceBetween>
          }
        >
          {heading}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {opened && isChanged && (
          <Alert
            type="info"
            header="This is what you had written"
            action={<Button onClick={startAfresh}>Start afresh</Button>}
          >
            You left this page without saving.
          </Alert>
        )}
        {isRenamed && (
          <Alert type="info" header="It becomes another rule">
            Its ID is no longer {ruleId}: saved, it is a new rule, and {ruleId} stays as it is.
          </Alert>
        )}
        {problem &&
          (faults.length > 0 ? (
            <Faults faults={faults} goTo={(line) => editor.current?.goTo(line)} />
          ) : problem.code === 'rule_changed' && ruleId !== undefined && !isRenamed ? (
            <ChangedMeanwhile
              problem={problem}
              ruleId={ruleId}
              source={text}
              isSaving={saving.isRunning}
              onOverwrite={save}
            />
          ) : (
            <ProblemAlert title={trial.problem ? 'It was not tried' : 'It was not saved'} problem={problem} />
          ))}
        <CodeEditor
          ref={editor}
          label="The rule as YAML"
          value={text}
          faults={faults}
          language={language.data}
          onChange={setText}
        />
        <div role="status" className="for-screen-readers">
          {tried && `${tried.failed} fail, ${tried.unknown} unknown, ${tried.passed} pass, ${tried.broken} broken`}
        </div>
        {tried && <Trial trial={tried} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
