import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingCounts } from '../../../../server/findings/api.ts';
import {
  filterOf,
  filterOptions,
  filterProperties,
  onlyRuleOf,
  sortOf,
  statusOf,
  tokensOf,
  withChoice,
  withoutFilter,
  withTokens,
} from './findings.model.ts';

const my = 'usr_ada';

describe('the filter of the findings', () => {
  it('is the same in the address, in the field and for the API', () => {
    const address = new URLSearchParams(
      'severity=critical,high&service=!s3&framework=cis&control=1.4&name=prod&status=resolved&sort=-openedAt',
    );
    const tokens = tokensOf(address);
    expect(tokens).toEqual([
      { propertyKey: 'severity', operator: '=', value: ['critical', 'high'] },
      { propertyKey: 'service', operator: '!=', value: ['s3'] },
      { propertyKey: 'framework', operator: '=', value: 'cis' },
      { propertyKey: 'control', operator: '=', value: '1.4' },
      { propertyKey: 'name', operator: ':', value: 'prod' },
    ]);
    expect(Object.fromEntries(withTokens(address, tokens))).toEqual(Object.fromEntries(address));
    expect(filterOf(address, my)).toEqual({
      ...{ severity: 'critical,high', service: '!s3', framework: 'cis', control: '1.4', name: 'prod' },
      status: 'resolved',
    });
    expect(sortOf(address)).toBe('-openedAt');
  });

  it('leaves out what means nothing', () => {
    const address = new URLSearchParams('status=nonsense&sort=nonsense&control=1.4&openedSince=yesterday');
    expect(tokensOf(address)).toEqual([]);
    expect(filterOf(address, my)).toEqual({});
    expect([statusOf(address), sortOf(address)]).toEqual(['open', 'severity']);
  });

  it('forgets a control with its framework', () => {
    const address = new URLSearchParams('framework=cis&control=1.4');
    const tokens = tokensOf(address).filter(({ propertyKey }) => propertyKey !== 'framework');
    expect([...withTokens(address, tokens)]).toEqual([]);
  });

  it('takes a day for the moment that it begins', () => {
    const token = { propertyKey: 'openedSince', operator: '>=', value: '2030-01-31' } as const;
    expect(withTokens(new URLSearchParams(), [token]).get('openedSince')).toBe('2030-01-31T00:00:00.000Z');
  });

  it('means whoever looks by “me”, also in an address that somebody else sent', () => {
    const address = new URLSearchParams('assigneeId=me,none');
    expect(filterOf(address, my)).toEqual({ assigneeId: 'usr_ada,none' });
    expect(withTokens(address, tokensOf(address)).get('assigneeId')).toBe('me,none');
  });

  it('is narrowed to a value, and keeps the rest', () => {
    const address = new URLSearchParams('severity=low&region=us-east-1&sort=openedAt&status=all');
    const next = withChoice(address, 'severity', 'high');
    expect(Object.fromEntries(next)).toEqual({
      ...{ severity: 'high', region: 'us-east-1', sort: 'openedAt', status: 'all' },
    });
    expect(Object.fromEntries(withoutFilter(next))).toEqual({ sort: 'openedAt', status: 'all' });
    expect(withChoice(next, 'framework', 'cis').get('framework')).toBe('cis');
  });

  it('takes any value through the address and back', () => {
    const values = fc.array(
      fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== ''),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(values, (given) => {
        const token = { propertyKey: 'assetType', operator: '=', value: given };
        expect(tokensOf(withTokens(new URLSearchParams(), [token]))).toEqual([token]);
      }),
    );
  });
});

describe('what the filter offers', () => {
  const counts = {
    ...{ bySeverity: [], byRule: [], byService: [], byRegion: [], byAssetType: [], byFramework: [] },
    byCloudAccount: [{ cloudAccountId: 'ca_1', nickname: 'production', count: 1 }],
  } as unknown as FindingCounts;
  const members = [{ userId: my, name: 'Ada' }];
  const assets = [{ assetId: 'as_1', assetName: 'logs' }];

  it('is oneself, nobody and everybody in the team, before anything is known too', () => {
    expect(filterOptions({ counts: undefined, members: [], assets: [] }).map(({ label }) => label)).toEqual([
      'Me',
      'Nobody',
    ]);
    expect(filterOptions({ counts, members, assets: [] }).map(({ label }) => label)).toEqual([
      'production',
      'Me',
      'Nobody',
      'Ada',
    ]);
  });

  it('shows names for IDs, and days for moments', () => {
    const properties = filterProperties({ counts, members, assets });
    const shown = (key: string, value: unknown) => {
      const [operator] = properties.find((property) => property.key === key)?.operators ?? [];
      return typeof operator === 'object' ? operator.format?.(value) : undefined;
    };
    expect(shown('assigneeId', ['me', my, 'usr_gone'])).toBe('Me, Ada, usr_gone');
    expect(shown('cloudAccountId', ['ca_1'])).toBe('production');
    expect(shown('assetId', ['as_1', 'as_2'])).toBe('logs, as_2');
    expect(shown('severity', ['high'])).toBe('High');
    expect(shown('openedSince', '2030-01-31T12:00:00Z')).toBe('31 Jan 2030');
  });
});

it.each([
  ['a', 'a'],
  ['a,b', undefined],
  ['!a', undefined],
  [undefined, undefined],
])('the filter %s is of the one rule %s', (ruleId, only) => {
  expect(onlyRuleOf({ ruleId })).toBe(only);
});
