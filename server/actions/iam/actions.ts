import type { ActionDeclaration } from '../action.ts';
import { deactivateAccessKey } from './access-key-deactivate.ts';
import { deleteAccessKey } from './access-key-delete.ts';
import { setPasswordPolicyOfAccount } from './account-set-password-policy.ts';
import { detachPolicyOfIdentity } from './identity-detach-policy.ts';
import { deactivateAccessKeysOfUser } from './user-deactivate-access-keys.ts';
import { deleteInactiveAccessKeysOfUser } from './user-delete-inactive-access-keys.ts';
import { removeConsoleAccessOfUser } from './user-remove-console-access.ts';

export const iamActions: readonly ActionDeclaration[] = [
  deactivateAccessKey,
  deleteAccessKey,
  deactivateAccessKeysOfUser,
  deleteInactiveAccessKeysOfUser,
  removeConsoleAccessOfUser,
  setPasswordPolicyOfAccount,
  detachPolicyOfIdentity,
];
