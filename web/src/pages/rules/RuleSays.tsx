import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { MissingParts } from '../../show/MissingParts.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';

/** What a rule says of the team's assets, and why it cannot tell where it cannot. */
export function RuleSays({ rule }: { rule: RuleView }) {
  return (
    <SpaceBetween size="l">
      {!rule.isEnabled && (
        <Alert type="info" header="This rule is off">
          No asset is judged by it.
        </Alert>
      )}
      {rule.unknown > 0 && (
        <Alert type="warning" header={`It cannot tell of ${plural(rule.unknown, 'asset')}`}>
          <MissingParts missing={rule.unknownBecause} />
          {rule.unknownBecause.some(({ permission }) => permission !== null) &&
            'Allow what is missing to the role, or look whether a control policy of your organization denies it; the next scan then reads it.'}
        </Alert>
      )}
      {rule.broken > 0 && (
        <Alert type="error" header={`It does not work on ${plural(rule.broken, 'asset')}`}>
          <ul className="plain-list">
            {rule.brokenBecause.map(({ message, assets }) => (
              <li key={message}>
                <AwsText>{message}</AwsText> ({plural(assets, 'asset')})
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <RouteLink to={`/findings?ruleId=${encodeURIComponent(rule.id)}`}>Findings of this rule</RouteLink>
            }
          >
            Your assets
          </Header>
        }
      >
        <Figures
          figures={[
            ['Fail', rule.failed],
            ['Unknown', rule.unknown],
            ['Pass', rule.passed],
            ['Broken', rule.broken],
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}

/** Numbers beside each other, each with what it counts. */
export function Figures({ figures }: { figures: readonly (readonly [label: string, value: number])[] }) {
  return (
    <ColumnLayout columns={Math.min(figures.length, 4)} variant="text-grid" minColumnWidth={110}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <Box variant="awsui-key-label">{label}</Box>
          <Box fontSize="display-l">{value.toLocaleString('en')}</Box>
        </div>
      ))}
    </ColumnLayout>
  );
}
