/** The secret part of an invitation link. It is behind `#`, so that no server's or proxy's log ever sees it. */
export function invitationToken(hash: string): string | undefined {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  return token === null || token === '' ? undefined : token;
}
