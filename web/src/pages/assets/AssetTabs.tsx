import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { AssetView } from '../../../../server/assets/api.ts';
import { assetHistoryQuery, assetRelationsQuery } from '../../api/assets.ts';
import { assetJudgementQuery } from '../../api/findings.ts';
import { Answer } from '../../show/Answer.tsx';
import { CopyableCode } from '../../show/CopyableCode.tsx';
import { AssetActions } from '../actions/AssetActions.tsx';
import { AssetFindings } from './AssetFindings.tsx';
import { AssetHistory } from './AssetHistory.tsx';
import { DocumentTree } from './DocumentTree.tsx';
import { Relations } from './Relations.tsx';
import { hrefsOf } from './relations.model.ts';

const tabIds = ['document', 'findings', 'actions', 'json', 'relations', 'history'];

/** The document of an asset, what it hangs together with, and what happened to it. The address says which is shown. */
export function AssetTabs({ asset }: { asset: AssetView }) {
  const [parameters, setParameters] = useSearchParams();
  const history = useQuery(assetHistoryQuery(asset.id));
  const relations = useQuery(assetRelationsQuery(asset.id));
  const judgement = useQuery(assetJudgementQuery(asset.id));
  const hrefs = useMemo(() => hrefsOf(relations.data), [relations.data]);
  const tab = parameters.get('tab') ?? '';
  const counted = (label: string, count: number | undefined, isWhole: boolean | undefined) =>
    count === undefined ? label : `${label} (${count}${isWhole ? '' : '+'})`;
  const related = relations.data && relations.data.names.length + relations.data.namedBy.length;

  return (
    <Tabs
      variant="container"
      ariaLabel="About the asset"
      activeTabId={tabIds.includes(tab) ? tab : 'document'}
      onChange={({ detail }) => {
        const next = new URLSearchParams(parameters);
        if (detail.activeTabId === 'document') next.delete('tab');
        else next.set('tab', detail.activeTabId);
        setParameters(next, { replace: true });
      }}
      tabs={[
        {
          id: 'document',
          label: 'Document',
          content: <DocumentTree asset={asset} hrefOf={(value) => hrefs.get(value)} />,
        },
        {
          id: 'findings',
          label: counted('Findings', judgement.data?.failed.length, true),
          content: (
            <Answer of={judgement} trouble="What the rules say could not be read">
              {(data) => <AssetFindings assetId={asset.id} judgement={data} />}
            </Answer>
          ),
        },
        { id: 'actions', label: 'Actions', content: <AssetActions asset={asset} /> },
        { id: 'json', label: 'JSON', content: <DocumentJson asset={asset} /> },
        {
          id: 'relations',
          label: counted('Relations', related, relations.data?.isWhole),
          content: (
            <Answer of={relations} trouble="The relations could not be read">
              {(data) => <Relations asset={asset} relations={data} />}
            </Answer>
          ),
        },
        {
          id: 'history',
          label: counted('History', history.data?.events.length, history.data?.isWhole),
          content: (
            <Answer of={history} trouble="The history could not be read">
              {(data) => <AssetHistory asset={asset} history={data} />}
            </Answer>
          ),
        },
      ]}
    />
  );
}

function DocumentJson({ asset }: { asset: AssetView }) {
  const unknown = Object.keys(asset.unknownParts);
  return (
    <SpaceBetween size="s">
      {unknown.length > 0 && (
        <Box color="text-body-secondary">Not in it, because it could not be read: {unknown.join(', ')}.</Box>
      )}
      <CopyableCode label="document as JSON" code={JSON.stringify(asset.document, null, 2)} isTall hasCopyText />
    </SpaceBetween>
  );
}
