import type { AssetView } from '../../../../server/assets/api.ts';

/** A node of an asset's document. */
export interface DocumentNode {
  /** Unique within the document: its place. Not its name, which may hold any character; the tree view puts it into selectors. */
  id: string;
  name: string;
  /** `absent`: AWS said "not configured". `unknown`: it could not be read. */
  kind: 'group' | 'value' | 'absent' | 'unknown';
  text: string;
  children: DocumentNode[];
}

type UnknownParts = AssetView['unknownParts'];

/** The document as a tree, with the parts that could not be read in their places, so that none looks absent. */
export function documentTree(document: Record<string, unknown>, unknownParts: UnknownParts): DocumentNode[] {
  const known = Object.entries(document).map(([name, value], index) => nodeOf(name, value, `part-${index}`));
  const unknown = Object.entries(unknownParts).map(
    ([name, part], index): DocumentNode => ({
      id: `unknown-${index}`,
      name,
      kind: 'unknown',
      text: unknownReason(part),
      children: [],
    }),
  );
  return [...known, ...unknown].sort((one, other) => one.name.localeCompare(other.name));
}

/** "Unknown: AccessDenied; s3:GetBucketAcl is missing". */
export function unknownReason({ code, permission }: UnknownParts[string]): string {
  return permission === null ? `Unknown: ${code}` : `Unknown: ${code}; the permission ${permission} is missing`;
}

function nodeOf(name: string, value: unknown, id: string): DocumentNode {
  if (value === null || value === undefined) return { id, name, kind: 'absent', text: 'Not configured', children: [] };
  if (Array.isArray(value)) {
    const children = value.map((entry, index) => nodeOf(String(index + 1), entry, `${id}-${index}`));
    return {
      id,
      name,
      kind: 'group',
      text: children.length === 0 ? 'Empty list' : `${children.length} in the list`,
      children,
    };
  }
  if (typeof value === 'object') {
    const children = Object.entries(value).map(([key, entry], index) => nodeOf(key, entry, `${id}-${index}`));
    return { id, name, kind: 'group', text: children.length === 0 ? 'Empty' : '', children };
  }
  return { id, name, kind: 'value', text: String(value), children: [] };
}

/** A link that may be followed: https only, whatever the document or the server says. */
export function safeHttpsUrl(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  return new URL(url).protocol === 'https:' ? url : undefined;
}
