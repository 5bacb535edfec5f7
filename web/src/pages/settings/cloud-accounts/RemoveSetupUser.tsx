import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { exampleUserName, removeSetupUserCommands } from './setup-user.model.ts';

/** How to remove the temporary user, in the console and by command. */
export function RemoveSetupUser({
  userName,
  isOnColor = false,
}: {
  userName?: string | undefined;
  isOnColor?: boolean;
}) {
  const name = userName ?? exampleUserName;
  return (
    <div className={isOnColor ? 'remove-setup-user is-on-color' : 'remove-setup-user'}>
      <p>
        The temporary user <strong>{userName ?? 'you made'}</strong> can go now. Remove it in the IAM console:
      </p>
      <ol>
        <li>
          Under <em>Users</em>, open <strong>{name}</strong>.
        </li>
        <li>
          Tab <em>Permissions</em>: detach its policy.
        </li>
        <li>
          Tab <em>Security credentials</em>: deactivate and delete its access key.
        </li>
        <li>Delete the user.</li>
      </ol>
      <p>Or do the same in a shell, with credentials of your own:</p>
      <CopyableCode label="commands that remove the temporary user" code={removeSetupUserCommands(name)} />
    </div>
  );
}
