import HelpPanel from '@cloudscape-design/components/help-panel';
import Link from '@cloudscape-design/components/link';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import {
  createSetupUserCommands,
  examplePolicyName,
  exampleUserName,
  removeSetupUserCommands,
} from './setup-user.model.ts';

const iamGuide = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

function GuideLink({ page, children }: { page: string; children: string }) {
  return (
    <Link href={`${iamGuide}/${page}`} external fontSize="inherit">
      {children}
    </Link>
  );
}

/** The procedure around “Use access key”, in the console and by command. */
export function AccessKeyHelp({ setupPolicy }: { setupPolicy: string | undefined }) {
  return (
    <HelpPanel
      header={<h2>Use access key</h2>}
      footer={
        <>
          <h3>Learn more</h3>
          <ul>
            <li>
              <GuideLink page="id_users_create.html">Creating an IAM user</GuideLink>
            </li>
            <li>
              <GuideLink page="access_policies_create.html">Creating IAM policies</GuideLink>
            </li>
            <li>
              <GuideLink page="id_credentials_access-keys.html">Managing access keys</GuideLink>
            </li>
          </ul>
        </>
      }
    >
      <h3>Before you start, in the AWS console</h3>
      <ol>
        <li>
          Create an IAM user without console access. Any name will do; here it is <code>{exampleUserName}</code>.
        </li>
        <li>
          Create a policy from the JSON shown here, for example as <code>{examplePolicyName}</code>.
        </li>
        <li>Attach the policy to the user.</li>
        <li>Create an access key for the user and paste both parts here.</li>
      </ol>
      {setupPolicy && (
        <>
          <p>Or in a shell, with credentials of your own:</p>
          <CopyableCode label="commands that make the temporary user" code={createSetupUserCommands(setupPolicy)} />
        </>
      )}
      <h3>Afterwards</h3>
      <ol>
        <li>Detach the policy from the user.</li>
        <li>Delete the access key.</li>
        <li>Delete the user.</li>
      </ol>
      <p>CloudCoreo tells you when it has seen them gone. In a shell:</p>
      <CopyableCode label="commands that remove the temporary user" code={removeSetupUserCommands(exampleUserName)} />
    </HelpPanel>
  );
}

/** The procedure around “Use a role”. */
export function RoleHelp() {
  return (
    <HelpPanel header={<h2>Use a role</h2>}>
      <h3>In your AWS account</h3>
      <ol>
        <li>Choose a tab: each makes the same role and the same policy.</li>
        <li>Run the script, launch the stack, apply the module, or make the role by hand.</li>
        <li>Paste the role’s ARN here and choose Create.</li>
      </ol>
      <h3>The external ID</h3>
      <p>
        It belongs to this connection alone. The role must require it: without it, anybody who can use this CloudCoreo
        could claim the role. CloudCoreo proves that the role refuses a wrong and a missing one before it reads
        anything.
      </p>
      <p>The page’s address keeps the external ID. You may close it and come back.</p>
      <GuideLink page="confused-deputy.html">The confused deputy problem</GuideLink>
    </HelpPanel>
  );
}
