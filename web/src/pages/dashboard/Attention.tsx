import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { AwsText } from '../../show/AwsText.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import type { accountsOverview } from './dashboard.model.ts';

const shown = 8;

/** The accounts that a person should look at, and why. */
export function Attention({ attention }: { attention: ReturnType<typeof accountsOverview>['attention'] }) {
  return (
    <Container fitHeight header={<Header variant="h2">Accounts that need attention</Header>}>
      {attention.length === 0 ? (
        <EmptyList title="All is well">Every account is connected as CloudCoreo made it.</EmptyList>
      ) : (
        <SpaceBetween size="s">
          <ul className="attention">
            {attention.slice(0, shown).map(({ id, nickname, reasons }) => (
              <li key={id}>
                <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(id)}`}>
                  <AwsText>{nickname}</AwsText>
                </RouteLink>
                {reasons.map(({ type, text }) => (
                  <StatusIndicator key={text} type={type}>
                    {text}
                  </StatusIndicator>
                ))}
              </li>
            ))}
          </ul>
          {attention.length > shown && (
            <RouteLink to="/settings/cloud-accounts">And {attention.length - shown} more</RouteLink>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}
