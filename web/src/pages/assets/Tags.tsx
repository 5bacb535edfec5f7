import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { AwsText } from '../../show/AwsText.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { joinValues } from './filter-values.model.ts';

export function Tags({ tags }: { tags: Record<string, string> }) {
  const entries = Object.entries(tags).sort(([one], [other]) => one.localeCompare(other));
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${entries.length})`}>
          Tags
        </Header>
      }
    >
      {entries.length === 0 ? (
        <Box color="text-body-secondary">This asset has no tags.</Box>
      ) : (
        <KeyValuePairs
          columns={3}
          minColumnWidth={130}
          items={entries.map(([key, value]) => ({
            label: <AwsText>{key}</AwsText>,
            value: <TagValue tagKey={key} value={value} />,
          }))}
        />
      )}
    </Container>
  );
}

/** Leads to all assets with the same tag. */
function TagValue({ tagKey, value }: { tagKey: string; value: string }) {
  const tag = new URLSearchParams({ tag: joinValues({ wanted: [`${tagKey}=${value}`], unwanted: [] }) });
  return (
    <RouteLink to={`/assets?${tag}`}>
      <AwsText>{value === '' ? '(empty)' : value}</AwsText>
    </RouteLink>
  );
}
