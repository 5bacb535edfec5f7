import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { ruleQuery } from '../../../api/findings.ts';
import { troubleOf } from '../../../api/problem.ts';
import { readRuleFile } from '../../../api/rules.ts';
import { useFollow } from '../../../app/follow.ts';
import { useFrame } from '../../../app/page-frame.tsx';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemPage } from '../../../show/ProblemPage.tsx';
import { LanguageHelp } from './LanguageHelp.tsx';
import { OwnRule } from './OwnRule.tsx';
import { asOwnRule, template } from './source.model.ts';

const crumbs = [{ text: 'Rules', href: '/rules' }];
const help = <LanguageHelp />;

/** Writes a rule of the team's own: a new one, one that begins as a copy of another, or one that there is. */
export default function RuleEditorPage() {
  const { ruleId } = useParams();
  const [parameters] = useSearchParams();
  const copied = ruleId === undefined ? parameters.get('from') : null;
  const existing = useQuery({ ...ruleQuery(ruleId ?? ''), enabled: ruleId !== undefined });
  const file = useQuery({
    queryKey: ['rules', 'file', copied],
    queryFn: ({ signal }) => readRuleFile(copied ?? '', signal),
    enabled: copied !== null,
  });
  const heading = ruleId === undefined ? 'Write a rule' : 'Edit a rule';
  useFrame(heading, crumbs, help);

  const needed = ruleId !== undefined ? existing : copied !== null ? file : undefined;
  if (needed?.isPending) return <PageLoading />;
  if (needed?.isError && needed.data === undefined) {
    return (
      <ProblemPage
        heading={heading}
        title="The rule could not be read"
        problem={troubleOf(needed.error)}
        onRetry={() => void needed.refetch()}
      />
    );
  }
  if (ruleId === undefined) {
    const text = file.data === undefined ? template : asOwnRule(file.data);
    return <OwnRule key={copied ?? ''} ruleId={undefined} begun={{ text, version: 0 }} heading={heading} />;
  }
  const custom = existing.data?.custom;
  if (!custom) return <NotOwn heading={heading} ruleId={ruleId} />;
  const { source, version } = custom;
  return <OwnRule key={ruleId} ruleId={ruleId} begun={{ text: source, version }} heading={heading} />;
}

function NotOwn({ heading, ruleId }: { heading: string; ruleId: string }) {
  const copyHref = `/rules/new?from=${encodeURIComponent(ruleId)}`;
  return (
    <ContentLayout header={<Header variant="h1">{heading}</Header>}>
      <Alert
        type="info"
        header="This rule is CloudCoreo’s"
        action={
          <Button href={copyHref} onFollow={useFollow()}>
            Copy as own rule
          </Button>
        }
      >
        Only rules that your team wrote can be edited. Its severity and parameters can be set on its page.
      </Alert>
    </ContentLayout>
  );
}
