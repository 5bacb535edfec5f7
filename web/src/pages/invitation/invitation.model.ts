import { newPasswordError } from '../../access/new-password.ts';
import type { InvitationAcceptance } from '../../api/access.ts';

/** Who accepts: somebody new here, somebody with a user, or whoever is signed in. */
export type Guest = 'new' | 'known' | 'signed-in';

interface Answers {
  name: string;
  password: string;
}

/** The secret part of an invitation link. It is behind `#`, so that no server's or proxy's log ever sees it. */
export function invitationToken(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token === null || token === '' ? undefined : token;
}

export function invitationErrors(guest: Guest, { name, password }: Answers): Partial<Answers> {
  if (guest === 'signed-in') return {};
  if (guest === 'known') return password === '' ? { password: 'Enter your password.' } : {};
  const passwordError = newPasswordError(password);
  return {
    ...(name.trim() === '' && { name: 'Enter your name.' }),
    ...(passwordError !== undefined && { password: passwordError }),
  };
}

/** What is sent: only what the API expects of such a guest. */
export function acceptanceOf(guest: Guest, token: string, { name, password }: Answers): InvitationAcceptance {
  if (guest === 'signed-in') return { token };
  return guest === 'known' ? { token, password } : { token, name: name.trim(), password };
}
