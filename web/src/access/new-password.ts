/** What is wrong with a new password, or `undefined`. The same bounds as the server's. */
export function newPasswordError(password: string): string | undefined {
  if (password.length < 12) return 'A password has at least 12 characters.';
  if (password.length > 128) return 'A password has at most 128 characters.';
  return undefined;
}
