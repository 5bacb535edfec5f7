import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { AwsText } from '../../show/AwsText.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';

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
          minColumnWidth={170}
          items={entries.map(([key, value]) => ({
            label: key,
            value: <TagValue tagKey={key} value={value} />,
          }))}
        />
      )}
    </Container>
  );
}

/** Leads to all assets with the same tag, where the API can ask for it: a comma separates values there. */
function TagValue({ tagKey, value }: { tagKey: string; value: string }) {
  const shown = <AwsText>{value === '' ? '(empty)' : value}</AwsText>;
  const tag = `${tagKey}=${value}`;
  return tag.includes(',') ? shown : <RouteLink to={`/assets?tag=${encodeURIComponent(tag)}`}>{shown}</RouteLink>;
}
