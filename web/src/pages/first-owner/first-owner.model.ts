import { newPasswordError } from '../../access/new-password.ts';
import type { FirstOwner } from '../../api/access.ts';

/** What is missing or wrong, by field; empty when the form can be sent. */
export function firstOwnerErrors(owner: FirstOwner): Partial<Record<keyof FirstOwner, string>> {
  const errors: Partial<Record<keyof FirstOwner, string>> = {};
  if (owner.code.trim() === '') errors.code = 'Copy the one-time code from the server’s console.';
  if (owner.name.trim() === '') errors.name = 'Enter your name.';
  if (!/^\S+@\S+$/.test(owner.email.trim())) errors.email = 'Enter your e-mail address.';
  const password = newPasswordError(owner.password);
  if (password) errors.password = password;
  if (owner.teamName.trim() === '') errors.teamName = 'Name the team, for example after your department.';
  return errors;
}
