import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FindingView } from '../../../../server/findings/api.ts';
import { assetQuery, assetRelationsQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { DocumentTree } from '../assets/DocumentTree.tsx';
import { hrefsOf } from '../assets/relations.model.ts';
import { textOfValue } from './finding.model.ts';

/** The values that the rule looked at, by themselves and where they stand in the asset’s document. */
export function Evidence({ finding }: { finding: FindingView }) {
  const { evidence, assetId } = finding;
  const relations = useQuery({ ...assetRelationsQuery(assetId), enabled: evidence.length > 0 });
  const hrefs = useMemo(() => hrefsOf(relations.data), [relations.data]);
  const hrefOf = (value: string) => hrefs.get(value);
  return (
    <Container
      header={
        <Header variant="h2" description="The values that the rule looked at when the asset failed it.">
          What is wrong
        </Header>
      }
    >
      <SpaceBetween size="l">
        {evidence.length === 0 ? (
          <Box color="text-body-secondary">
            The rule looked at no field of this asset: it is about what else there is, or is not.
          </Box>
        ) : (
          <dl className="evidence">
            {evidence.map(({ path, value }) => (
              <div key={path}>
                <dt>
                  <Box variant="code">
                    <AwsText>{path}</AwsText>
                  </Box>
                </dt>
                <dd>
                  <Value value={value} hrefOf={hrefOf} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {evidence.length > 0 && <InDocument finding={finding} hrefOf={hrefOf} />}
      </SpaceBetween>
    </Container>
  );
}

type HrefOf = (value: string) => string | undefined;

function Value({ value, hrefOf }: { value: string | null; hrefOf: HrefOf }) {
  if (value === null) return <Box color="text-status-inactive">not there</Box>;
  const href = hrefOf(textOfValue(value));
  const shown = <AwsText>{value}</AwsText>;
  return <Box variant="code">{href === undefined ? shown : <RouteLink to={href}>{shown}</RouteLink>}</Box>;
}

/** The asset’s document with the evidence opened and standing out. */
function InDocument({ finding, hrefOf }: { finding: FindingView; hrefOf: HrefOf }) {
  const asset = useQuery(assetQuery(finding.assetId));
  const { evidence } = finding;
  // Not of each answer but of what is in it: a tree whose marks are new forgets what was opened in it.
  const places = evidence.map(({ path }) => path).join('\n');
  const marked = useMemo(() => places.split('\n'), [places]);
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="h3">In the asset’s document</Box>
        <Box color="text-body-secondary">As the last scan found it. What the rule looked at stands out.</Box>
      </div>
      {asset.data ? (
        <DocumentTree asset={asset.data} hrefOf={hrefOf} marked={marked} />
      ) : asset.isError ? (
        <ProblemAlert
          title="The asset’s document could not be read"
          problem={troubleOf(asset.error)}
          onRetry={() => void asset.refetch()}
        />
      ) : (
        <PageLoading />
      )}
    </SpaceBetween>
  );
}
