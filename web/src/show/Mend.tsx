import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { RuleView } from '../../../server/findings/rule-api.ts';
import { CopyableCode } from './CopyableCode.tsx';

/** How to mend what fails a rule: in the console, by command, or as infrastructure. */
export function Mend({ mend }: { mend: RuleView['mend'] }) {
  const code = (id: string, label: string, text: string | undefined) =>
    text === undefined ? [] : [{ id, label, content: <CopyableCode label={label} code={text.trimEnd()} /> }];
  const tabs = [
    ...code('cli', 'AWS CLI', mend.cli),
    ...code('terraform', 'Terraform', mend.terraform),
    ...code('cloudformation', 'CloudFormation', mend.cloudformation),
  ];
  return (
    <SpaceBetween size="m">
      <Box variant="p">{mend.console}</Box>
      {tabs.length > 0 && <Tabs tabs={tabs} ariaLabel="Ways to mend it" />}
    </SpaceBetween>
  );
}
