/** What somebody wrote and did not save, and the version that they began from; 0: a new rule. */
export interface RuleDraft {
  text: string;
  version: number;
}

/**
 * Drafts while this tab is open: a link that was followed by mistake must not cost what was written. Not in the browser's
 * storage, which outlives a sign-out.
 */
const drafts = new Map<string, RuleDraft>();

export function readDraft(key: string): RuleDraft | undefined {
  return drafts.get(key);
}

/** Without a draft it is forgotten. */
export function keepDraft(key: string, draft: RuleDraft | undefined): void {
  if (draft === undefined) drafts.delete(key);
  else drafts.set(key, draft);
}
