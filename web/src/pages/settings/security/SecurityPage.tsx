import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { roleMeanings } from '../../../access/may.ts';
import { useMe } from '../../../access/session.tsx';
import { useFrame } from '../../../app/page-frame.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { Passkeys } from './Passkeys.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { Sessions } from './Sessions.tsx';

export default function SecurityPage() {
  useFrame('Sign-in security');
  const { user, team, role } = useMe();
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Profile</Header>}>
        <KeyValuePairs
          columns={3}
          minColumnWidth={170}
          items={[
            { label: 'Name', value: <bdi className="aws-text">{user.name}</bdi> },
            { label: 'E-mail', value: <span className="aws-text">{user.email}</span> },
            { label: `Role in ${team.name}`, value: `${role}: ${roleMeanings[role].toLowerCase()}` },
          ]}
        />
      </Container>
      <Passkeys />
      <SecondFactor />
      <ChangePassword />
      <Sessions />
    </SpaceBetween>
  );
}
