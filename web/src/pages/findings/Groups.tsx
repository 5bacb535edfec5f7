import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FindingCounts } from '../../../../server/findings/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { type Grouping, groupHref, groupingOf, groupings, groupsOf } from './groups.model.ts';

const options = Object.entries(groupings).map(([id, text]) => ({ id, text }));
const shownAtFirst = 6;
// The API names no more of them.
const mostAssets = 100;

interface GroupsProps {
  counts: FindingCounts;
  /** The counts are of what was asked for before; assets are counted only when they are grouped by. */
  isLoading: boolean;
  parameters: URLSearchParams;
  onGroupBy: (grouping: Grouping) => void;
}

/** The findings in groups, by what the address says; a group is one click away. */
export function Groups({ counts, isLoading, parameters, onGroupBy }: GroupsProps) {
  const grouping = groupingOf(parameters);
  const groups = groupsOf(counts, grouping);
  const [wholeOf, setWholeOf] = useState<Grouping>();
  const isWhole = wholeOf === grouping;
  const shown = isWhole ? groups : groups.slice(0, shownAtFirst);
  const largest = Math.max(1, ...groups.map(({ count }) => count));
  const others = groups.length - shownAtFirst;
  const isCapped = grouping === 'asset' && groups.length === mostAssets;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SegmentedControl
              label="Group by"
              selectedId={grouping}
              options={options}
              onChange={({ detail }) => onGroupBy(detail.selectedId as Grouping)}
            />
          }
        >
          By {groupings[grouping].toLowerCase()}
        </Header>
      }
    >
      {groups.length === 0 && isLoading ? (
        <PageLoading />
      ) : groups.length === 0 ? (
        <EmptyList title={grouping === 'framework' ? 'No finding belongs to a framework' : 'No groups'} />
      ) : (
        <SpaceBetween size="s">
          <ul className="finding-groups" aria-label={`Findings by ${groupings[grouping].toLowerCase()}`}>
            {shown.map(({ key, name, severity, note, count }) => (
              <li key={key}>
                <span className="finding-group-name">
                  {severity && (
                    <>
                      <Severity severity={severity} />{' '}
                    </>
                  )}
                  <RouteLink to={groupHref(parameters, grouping, key)}>
                    <AwsText>{name}</AwsText>
                  </RouteLink>
                  {note && <span className="bar-note"> {note}</span>}
                </span>
                <span className="bar-track" aria-hidden="true">
                  <span className="bar-fill" style={{ inlineSize: `${(count / largest) * 100}%` }} />
                </span>
                <span className="bar-value">{count.toLocaleString('en')}</span>
              </li>
            ))}
          </ul>
          {others > 0 && (
            <Button
              variant="inline-link"
              ariaExpanded={isWhole}
              onClick={() => setWholeOf(isWhole ? undefined : grouping)}
            >
              {isWhole ? 'Show fewer' : isCapped ? 'Show the hundred with most' : `Show ${plural(others, 'other')}`}
            </Button>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}
