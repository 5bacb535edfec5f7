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

export interface TreeFilter {
  text: string;
  kind: 'all' | 'absent' | 'unknown';
}

/**
 * What of a tree matches, with what it stands in; of a group whose name matches, all. `opened` are the groups to open so
 * that every match is seen.
 */
export function filterTree(
  nodes: readonly DocumentNode[],
  filter: TreeFilter,
): { nodes: DocumentNode[]; opened: Set<string>; matches: number } {
  const wanted = filter.text.trim().toLowerCase();
  const opened = new Set<string>();
  let matches = 0;
  const isMatch = ({ name, text, kind }: DocumentNode) =>
    (filter.kind === 'all' || kind === filter.kind) &&
    (name.toLowerCase().includes(wanted) || (kind !== 'group' && text.toLowerCase().includes(wanted)));
  const prune = (node: DocumentNode): DocumentNode[] => {
    const children = node.children.flatMap(prune);
    const isOwnMatch = isMatch(node);
    if (isOwnMatch) matches += 1;
    if (children.length > 0) opened.add(node.id);
    if (isOwnMatch) return [node];
    return children.length > 0 ? [{ ...node, children }] : [];
  };
  return { nodes: nodes.flatMap(prune), opened, matches };
}

/** The groups that can be open without showing more than so many nodes, the outer ones first. */
export function groupsToOpen(nodes: readonly DocumentNode[], most: number): Set<string> {
  const opened = new Set<string>();
  let shown = nodes.length;
  for (let level = [...nodes]; level.length > 0; ) {
    const inner: DocumentNode[] = [];
    for (const { id, children } of level) {
      if (children.length === 0 || shown + children.length > most) continue;
      shown += children.length;
      opened.add(id);
      inner.push(...children);
    }
    level = inner;
  }
  return opened;
}

// So much of a marked group is open: a policy may have thousands of nodes.
const openedOfMarked = 40;

/**
 * The nodes that paths such as `Rules[1].Source.Cidr` lead to, and the groups to open so that each is seen. A path that
 * leads to nothing marks the last node on its way: what is missing is missing there.
 */
export function markNodes(
  nodes: readonly DocumentNode[],
  paths: readonly string[],
): { marked: Set<string>; opened: Set<string> } {
  const marked = new Set<string>();
  const opened = new Set<string>();
  for (const path of paths) {
    const way = wayTo(nodes, path);
    const last = way.at(-1);
    if (last === undefined) continue;
    marked.add(last.id);
    for (const { id } of way) opened.add(id);
    for (const id of groupsToOpen(last.children, openedOfMarked)) opened.add(id);
  }
  return { marked, opened };
}

/** Names of fields may have dots in them, so the longest that fits is taken. Lists count from 0 in paths, and from 1 here. */
function wayTo(nodes: readonly DocumentNode[], path: string): DocumentNode[] {
  if (path === '') return [];
  const index = /^\[(\d+)\]/.exec(path);
  const fits = ({ name }: DocumentNode) =>
    index === null
      ? path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)
      : name === String(Number(index[1]) + 1);
  const node = nodes.filter(fits).sort((a, b) => b.name.length - a.name.length)[0];
  if (node === undefined) return [];
  const rest = path.slice(index === null ? node.name.length : index[0].length).replace(/^\./, '');
  return [node, ...wayTo(node.children, rest)];
}

/** Where in a document each text stands first, "VpcConfig.SecurityGroupIds": what an asset names another as. */
export function placesOf(document: Record<string, unknown>): Map<string, string> {
  const places = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (!places.has(value)) places.set(value, path);
    } else if (Array.isArray(value)) {
      for (const entry of value) visit(entry, path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) visit(entry, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(document, '');
  return places;
}

/** A link that may be followed: https only, whatever the document or the server says. */
export function safeHttpsUrl(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  return new URL(url).protocol === 'https:' ? url : undefined;
}
