import type { MouseEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { AssetRelationsView, AssetView } from '../../../../server/assets/api.ts';
import { plural } from '../../show/plural.ts';
import { useWidth } from '../../show/use-width.ts';
import {
  type Entry,
  entriesOf,
  hrefOfAsset,
  layoutOf,
  nodeHeight,
  type PlacedEntry,
  type Side,
  shortened,
} from './relations.model.ts';

interface RelationGraphProps {
  asset: AssetView;
  relations: AssetRelationsView;
  /** The groups that are open, `names AWS::EC2::Subnet`. */
  open: readonly string[];
  /** The address with a group opened or closed. */
  hrefOfGroup: (key: string) => string;
}

const captionOf: Record<Side, string> = { namedBy: 'Named by', names: 'Names' };

/** An asset in the middle, who names it on its left, and what it names on its right. */
export function RelationGraph({ asset, relations, open, hrefOfGroup }: RelationGraphProps) {
  const [frame, width] = useWidth<HTMLElement>();
  const sides = {
    namedBy: entriesOf(relations.namedBy, (type) => open.includes(`namedBy ${type}`)),
    names: entriesOf(relations.names, (type) => open.includes(`names ${type}`)),
  };
  const layout = layoutOf(sides.namedBy, sides.names, width ?? 0);
  const { center } = layout;
  return (
    <nav ref={frame} className="relation-graph" aria-label="Relations of this asset">
      {width !== undefined && (
        <svg
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          role="presentation"
        >
          <defs>
            <marker
              id="relation-arrow"
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path d="M0 0 L8 4 L0 8 Z" className="relation-arrow" />
            </marker>
          </defs>
          {layout.captions.map(({ side, x, y }) => (
            <text key={side} x={x} y={y} className="relation-caption">
              {sides[side].length === 0 ? `${captionOf[side]}: nothing known` : captionOf[side]}
            </text>
          ))}
          {layout.entries.map(({ entry, side, path }) => (
            <path key={`${side} ${entry.key}`} d={path} className="relation-edge" markerEnd="url(#relation-arrow)" />
          ))}
          <g className="relation-node is-center">
            <NodeBox {...center} title={asset.name || asset.arn} note={asset.type} />
          </g>
          {layout.entries.map((placed) => (
            <Node
              key={`${placed.side} ${placed.entry.key}`}
              placed={placed}
              hrefOfGroup={(type) => hrefOfGroup(`${placed.side} ${type}`)}
            />
          ))}
        </svg>
      )}
    </nav>
  );
}

function Node({ placed, hrefOfGroup }: { placed: PlacedEntry; hrefOfGroup: (type: string) => string }) {
  const { entry, ...box } = placed;
  if (entry.kind === 'rest') {
    return (
      <text x={box.x + 14} y={box.y + nodeHeight / 2} className="relation-caption">
        and {entry.count} more, listed below
      </text>
    );
  }
  const isGroup = entry.kind === 'group';
  return (
    <NodeLink
      href={isGroup ? hrefOfGroup(entry.type) : hrefOfAsset(entry.asset.id)}
      label={spokenOf(entry, placed.side)}
      className={isGroup ? 'is-group' : entry.isOfGroup ? 'is-of-group' : ''}
      isReplacing={isGroup}
    >
      <NodeBox
        {...box}
        title={isGroup ? plural(entry.count, 'asset') : entry.asset.name || entry.asset.arn}
        note={isGroup ? entry.type : entry.asset.type}
        mark={isGroup ? (entry.isOpen ? '▾' : '▸') : undefined}
      />
    </NodeLink>
  );
}

function spokenOf(entry: Exclude<Entry, { kind: 'rest' }>, side: Side): string {
  if (entry.kind === 'group') {
    return `${captionOf[side]} ${plural(entry.count, 'asset')} of type ${entry.type}: ${entry.isOpen ? 'close' : 'open'}`;
  }
  return `${captionOf[side]} ${entry.asset.name || entry.asset.arn}, ${entry.asset.type}`;
}

interface NodeLinkProps {
  href: string;
  label: string;
  className: string;
  isReplacing: boolean;
  children: ReactNode;
}

/** A link within the drawing that stays within the app; with a modifier key the browser opens it as any link. */
function NodeLink({ href, label, className, isReplacing, children }: NodeLinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate(href, { replace: isReplacing });
  };
  return (
    <a href={href} aria-label={label} onClick={follow} className={`relation-node ${className}`}>
      {children}
    </a>
  );
}

interface NodeBoxProps {
  x: number;
  y: number;
  width: number;
  title: string;
  note: string;
  mark?: string | undefined;
}

/** Texts may be of any script: what is too wide despite the count of its signs is cut off at the box. */
function NodeBox({ x, y, width, title, note, mark }: NodeBoxProps) {
  const signs = Math.floor((width - 24) / 7.3);
  const start = mark === undefined ? 12 : 28;
  return (
    <svg x={x} y={y} width={width} height={nodeHeight} aria-hidden="true">
      <title>{title}</title>
      <rect x="1" y="1" width={width - 2} height={nodeHeight - 2} rx="8" />
      {mark && (
        <text x="10" y="28" className="relation-note">
          {mark}
        </text>
      )}
      <text x={start} y="20" className="relation-title">
        {shortened(title, signs - (mark ? 2 : 0))}
      </text>
      <text x={start} y="36" className="relation-note">
        {shortened(note.replace(/^AWS::/, ''), signs)}
      </text>
    </svg>
  );
}
