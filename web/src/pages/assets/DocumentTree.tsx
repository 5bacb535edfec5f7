import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TreeView from '@cloudscape-design/components/tree-view';
import { useDeferredValue, useMemo, useState } from 'react';
import type { AssetView } from '../../../../server/assets/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import {
  type DocumentNode,
  documentTree,
  filterTree,
  groupsToOpen,
  markNodes,
  type TreeFilter,
} from './document.model.ts';

const kinds: { value: TreeFilter['kind']; label: string }[] = [
  { value: 'all', label: 'All fields' },
  { value: 'absent', label: 'Not configured' },
  { value: 'unknown', label: 'Unknown' },
];

// So many nodes are drawn without being asked for, and at most: a policy may have thousands.
const openedAtFirst = 40;
const openedAtMost = 1000;

interface DocumentTreeProps {
  asset: AssetView;
  /** The page of the asset that a value of the document names. */
  hrefOf: (value: string) => string | undefined;
  /** Paths such as `Rules[1].Source.Cidr`, of what is shown opened and stands out. */
  marked?: readonly string[];
}

const nothing: readonly string[] = [];

export function DocumentTree({ asset, hrefOf, marked: paths = nothing }: DocumentTreeProps) {
  const all = useMemo(() => documentTree(asset.document, asset.unknownParts), [asset]);
  const mark = useMemo(() => markNodes(all, paths), [all, paths]);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<TreeFilter['kind']>('all');
  const wanted = useDeferredValue(text);
  const isFiltered = wanted.trim() !== '' || kind !== 'all';
  const { nodes, opened, matches } = useMemo(() => filterTree(all, { text: wanted, kind }), [all, wanted, kind]);
  const atFirst = useMemo(() => {
    if (isFiltered) return opened;
    return mark.marked.size > 0 ? mark.opened : groupsToOpen(all, openedAtFirst);
  }, [isFiltered, opened, all, mark]);
  // What a person opened and closed counts for the filter that they did it in.
  const [chosen, setChosen] = useState<{ for: Set<string>; opened: Set<string> }>();
  const expanded = chosen?.for === atFirst ? chosen.opened : atFirst;
  const setExpanded = (ids: Set<string>) => setChosen({ for: atFirst, opened: ids });

  return (
    <SpaceBetween size="s">
      <div className="document-filter">
        <Input
          type="search"
          value={text}
          onChange={({ detail }) => setText(detail.value)}
          placeholder="Find a field or a value"
          ariaLabel="Find in the document"
          clearAriaLabel="Clear"
        />
        <Select
          selectedOption={kinds.find(({ value }) => value === kind) ?? null}
          options={kinds}
          onChange={({ detail }) =>
            setKind(kinds.find(({ value }) => value === detail.selectedOption.value)?.value ?? 'all')
          }
          ariaLabel="Which fields"
        />
        <SpaceBetween size="xs" direction="horizontal">
          <Button onClick={() => setExpanded(groupsToOpen(nodes, openedAtMost))}>Expand all</Button>
          <Button onClick={() => setExpanded(new Set())}>Collapse all</Button>
        </SpaceBetween>
      </div>
      <div role="status">
        {isFiltered && matches > 0 && <Box color="text-body-secondary">{plural(matches, 'match', 'matches')}</Box>}
      </div>
      {nodes.length === 0 ? (
        isFiltered ? (
          <EmptyList
            title="Nothing in the document matches"
            action={
              <Button
                onClick={() => {
                  setText('');
                  setKind('all');
                }}
              >
                Show all
              </Button>
            }
          />
        ) : (
          <EmptyList title="The document is empty">AWS told nothing of this asset but that it is there.</EmptyList>
        )
      ) : (
        <TreeView
          ariaLabel="Document of the asset"
          items={nodes}
          getItemId={({ id }) => id}
          getItemChildren={({ children }) => (children.length > 0 ? children : undefined)}
          expandedItems={[...expanded]}
          onItemToggle={({ detail }) => {
            const next = new Set(expanded);
            if (detail.expanded) next.add(detail.id);
            else next.delete(detail.id);
            setExpanded(next);
          }}
          renderItem={(node) => ({
            content: <Node node={node} hrefOf={hrefOf} isMarked={mark.marked.has(node.id)} />,
            announcementLabel: node.name,
          })}
          i18nStrings={{
            expandButtonLabel: ({ name }) => `Expand ${name}`,
            collapseButtonLabel: ({ name }) => `Collapse ${name}`,
          }}
          connectorLines="vertical"
        />
      )}
    </SpaceBetween>
  );
}

interface NodeProps {
  node: DocumentNode;
  hrefOf: DocumentTreeProps['hrefOf'];
  isMarked: boolean;
}

function Node({ node, hrefOf, isMarked }: NodeProps) {
  return (
    <div className={isMarked ? 'document-node is-marked' : 'document-node'}>
      {isMarked && <span className="for-screen-readers">What the rule looked at:</span>}
      <span className="document-name">
        <AwsText>{node.name}</AwsText>
      </span>
      <NodeText node={node} hrefOf={hrefOf} />
    </div>
  );
}

function NodeText({ node, hrefOf }: Omit<NodeProps, 'isMarked'>) {
  if (node.text === '') return null;
  if (node.kind === 'unknown') return <StatusIndicator type="warning">{node.text}</StatusIndicator>;
  if (node.kind !== 'value') return <Box color="text-body-secondary">{node.text}</Box>;
  const href = hrefOf(node.text);
  const shown = <AwsText>{node.text}</AwsText>;
  return href === undefined ? shown : <RouteLink to={href}>{shown}</RouteLink>;
}
