import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { AssetRelationsView, AssetSummaryView, AssetView } from '../../../../server/assets/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { placesOf } from './document.model.ts';
import { RelationGraph } from './RelationGraph.tsx';
import { hrefOfAsset, namesOf } from './relations.model.ts';

/** How an asset hangs together with others: drawn, and as lists. */
export function Relations({ asset, relations }: { asset: AssetView; relations: AssetRelationsView }) {
  const [parameters] = useSearchParams();
  const open = parameters.getAll('open');
  const places = useMemo(() => placesOf(asset.document), [asset.document]);
  const hrefOfGroup = (key: string) => {
    const next = new URLSearchParams(parameters);
    next.delete('open');
    for (const kept of open.filter((other) => other !== key)) next.append('open', kept);
    if (!open.includes(key)) next.append('open', key);
    return `${hrefOfAsset(asset.id)}?${next}`;
  };
  if (relations.names.length + relations.namedBy.length + relations.unknownNames.length === 0) {
    return (
      <EmptyList title="No relations">
        The document of this asset names no other, and none that CloudCoreo knows names it.
      </EmptyList>
    );
  }
  return (
    <SpaceBetween size="l">
      <RelationGraph asset={asset} relations={relations} open={open} hrefOfGroup={hrefOfGroup} />
      {!relations.isWhole && (
        <Alert type="info">There are more than 100 on a side: the others are left out here.</Alert>
      )}
      <Related
        title="Names"
        empty="It names no asset that CloudCoreo knows."
        assets={relations.names}
        placeOf={(other) =>
          namesOf(other)
            .map((name) => places.get(name))
            .find((place) => place !== undefined)
        }
      />
      <Related title="Named by" empty="No asset that CloudCoreo knows names it." assets={relations.namedBy} />
      {relations.unknownNames.length > 0 && (
        <ExpandableSection
          headerText={`Named, but not known here (${relations.unknownNames.length})`}
          headerDescription="Of accounts that are not connected, of types that are not collected, made by AWS, or gone."
        >
          <ul className="unknown-names">
            {relations.unknownNames.map((name) => (
              <li key={name}>
                <AwsText>{name}</AwsText>
                {places.has(name) && (
                  <Box variant="span" color="text-body-secondary">
                    {' '}
                    in <AwsText>{places.get(name) ?? ''}</AwsText>
                  </Box>
                )}
              </li>
            ))}
          </ul>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

interface RelatedProps {
  title: string;
  empty: string;
  assets: readonly AssetSummaryView[];
  /** The field of the document that names the other. */
  placeOf?: (other: AssetSummaryView) => string | undefined;
}

const pageSize = 10;

function Related({ title, empty, assets, placeOf }: RelatedProps) {
  const columns: TableProps.ColumnDefinition<AssetSummaryView>[] = [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      sortingField: 'name',
      minWidth: 150,
      cell: ({ id, name, arn }) => (
        <RouteLink to={hrefOfAsset(id)}>
          <AwsText>{name || arn}</AwsText>
        </RouteLink>
      ),
    },
    { id: 'type', header: 'Type', sortingField: 'type', minWidth: 150, cell: ({ type }) => <AwsText>{type}</AwsText> },
    ...(placeOf === undefined
      ? []
      : [
          {
            id: 'place',
            header: 'In the field',
            minWidth: 160,
            cell: (other: AssetSummaryView) => <AwsText>{placeOf(other) ?? '—'}</AwsText>,
          },
        ]),
    { id: 'region', header: 'Region', sortingField: 'region', minWidth: 110, cell: ({ region }) => region },
    {
      id: 'account',
      header: 'Account',
      sortingField: 'accountNickname',
      minWidth: 130,
      cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
    },
  ];
  const { items, collectionProps, paginationProps } = useCollection(assets, {
    sorting: { defaultState: { sortingColumn: { sortingField: 'type' } } },
    pagination: { pageSize },
  });
  if (assets.length === 0) {
    return (
      <div>
        <Header variant="h3" counter="(0)">
          {title}
        </Header>
        <Box color="text-body-secondary">{empty}</Box>
      </div>
    );
  }
  return (
    <Table
      {...collectionProps}
      variant="borderless"
      items={items}
      trackBy="id"
      columnDefinitions={columns}
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header variant="h3" counter={`(${assets.length})`}>
          {title}
        </Header>
      }
      pagination={
        assets.length > pageSize && (
          <Pagination
            {...paginationProps}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        )
      }
    />
  );
}
