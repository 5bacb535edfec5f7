/**
 * Whether a policy has a statement that denies something.
 * @param document as IAM gives it: JSON, with `%22` for `"` and so on; what cannot be read counts as denying
 */
export function denies(document: string | undefined): boolean {
  try {
    const policy: { Statement?: unknown } = JSON.parse(decodeURIComponent(document ?? ''));
    return [policy.Statement].flat().some((statement) => (statement as { Effect?: unknown }).Effect !== 'Allow');
  } catch {
    return true;
  }
}
