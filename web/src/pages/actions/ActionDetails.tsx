import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ActionView } from '../../../../server/actions/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { CopyableText } from '../../show/CopyableText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';

/** Where an action is made, why, for whom, and with what. */
export function ActionDetails({ action }: { action: ActionView }) {
  const parameters = Object.entries(action.parameters);
  return (
    <Container header={<Header variant="h2">Details</Header>}>
      <SpaceBetween size="l">
        <div>{action.what}</div>
        <KeyValuePairs columns={4} minColumnWidth={130} items={factsOf(action)} />
        <KeyValuePairs
          columns={1}
          items={[
            { label: 'ARN', value: <CopyableText label="ARN" text={action.assetArn} /> },
            ...(parameters.length > 0
              ? [
                  {
                    label: 'Parameters',
                    value: (
                      <ul className="plain-list">
                        {parameters.map(([name, value]) => (
                          <li key={name}>
                            <AwsText>{`${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`}</AwsText>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
            ...(action.permissions.length > 0
              ? [
                  {
                    label: 'Permissions that it needs',
                    value: (
                      <ul className="plain-list">
                        {action.permissions.map((permission) => (
                          <li key={permission}>
                            <code className="aws-text">{permission}</code>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function factsOf(action: ActionView): KeyValuePairsProps.Item[] {
  const { assetId, assetName, assetType, cloudAccountId, accountNickname, region, findingId, ruleId, severity } =
    action;
  return [
    {
      label: 'Asset',
      value: (
        <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
          <AwsText>{assetName}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Type', value: <AwsText>{assetType.replace(/^AWS::/, '')}</AwsText> },
    {
      label: 'Account',
      value: (
        <RouteLink to={`/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}`}>
          <AwsText>{accountNickname}</AwsText>
        </RouteLink>
      ),
    },
    { label: 'Region', value: region },
    ...(findingId === null
      ? []
      : [
          {
            label: 'Finding that it mends',
            value: (
              <>
                {severity && (
                  <>
                    <Severity severity={severity} />{' '}
                  </>
                )}
                <RouteLink to={`/findings/${encodeURIComponent(findingId)}`}>
                  <AwsText>{ruleId ?? findingId}</AwsText>
                </RouteLink>
              </>
            ),
          },
        ]),
    {
      label: action.policyId === null ? 'Asked for by' : 'Asked for by a policy',
      value: (
        <>
          <bdi className="aws-text">{action.requestedBy.name}</bdi>, <Moment at={action.requestedAt} />
        </>
      ),
    },
    ...(action.batchId === null
      ? []
      : [
          {
            label: 'Asked for together',
            value: <RouteLink to={`/actions?batchId=${encodeURIComponent(action.batchId)}`}>See all of them</RouteLink>,
          },
        ]),
  ];
}
