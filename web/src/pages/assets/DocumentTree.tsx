import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TreeView from '@cloudscape-design/components/tree-view';
import { useMemo, useState } from 'react';
import type { AssetView } from '../../../../server/assets/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { type DocumentNode, documentTree } from './document.model.ts';

export function DocumentTree({ asset }: { asset: AssetView }) {
  const nodes = useMemo(() => documentTree(asset.document, asset.unknownParts), [asset]);
  const [expanded, setExpanded] = useState<readonly string[]>([]);
  return (
    <TreeView
      ariaLabel="Document of the asset"
      items={nodes}
      getItemId={({ id }) => id}
      getItemChildren={({ children }) => (children.length > 0 ? children : undefined)}
      expandedItems={expanded}
      onItemToggle={({ detail }) =>
        setExpanded((present) => (detail.expanded ? [...present, detail.id] : present.filter((id) => id !== detail.id)))
      }
      renderItem={(node) => ({ content: <Node node={node} />, announcementLabel: node.name })}
      i18nStrings={{
        expandButtonLabel: ({ name }) => `Expand ${name}`,
        collapseButtonLabel: ({ name }) => `Collapse ${name}`,
      }}
      connectorLines="vertical"
    />
  );
}

function Node({ node }: { node: DocumentNode }) {
  return (
    <div className="document-node">
      <span className="document-name">
        <AwsText>{node.name}</AwsText>
      </span>
      <NodeText node={node} />
    </div>
  );
}

function NodeText({ node }: { node: DocumentNode }) {
  if (node.text === '') return null;
  if (node.kind === 'unknown') return <StatusIndicator type="warning">{node.text}</StatusIndicator>;
  if (node.kind === 'value') return <AwsText>{node.text}</AwsText>;
  return <Box color="text-body-secondary">{node.text}</Box>;
}
