import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOf, filterOptions, sortOf, tokensOf, withChoice, withoutFilter, withTokens } from './findings.model.ts';

describe('the filter of the findings', () => {
  it('is the same in the address, in the field and for the API', () => {
    const address = new URLSearchParams('severity=critical,high&service=!s3&name=prod&status=resolved&sort=-openedAt');
    const tokens = tokensOf(address);
    expect(tokens).toEqual([
      { propertyKey: 'severity', operator: '=', value: ['critical', 'high'] },
      { propertyKey: 'service', operator: '!=', value: ['s3'] },
      { propertyKey: 'name', operator: ':', value: 'prod' },
      { propertyKey: 'status', operator: '=', value: 'resolved' },
    ]);
    expect(Object.fromEntries(withTokens(address, tokens))).toEqual(Object.fromEntries(address));
    expect(filterOf(address)).toEqual({ severity: 'critical,high', service: '!s3', name: 'prod', status: 'resolved' });
    expect(sortOf(address)).toBe('-openedAt');
  });

  it('leaves out what means nothing', () => {
    const address = new URLSearchParams('status=nonsense&sort=nonsense&status2=x&status=open');
    expect(tokensOf(address)).toEqual([]);
    expect(filterOf(new URLSearchParams('status=open'))).toEqual({});
    expect(sortOf(address)).toBe('severity');
  });

  it('is narrowed to a value, and keeps the rest', () => {
    const next = withChoice(new URLSearchParams('severity=low&region=us-east-1&sort=openedAt'), 'severity', 'high');
    expect(Object.fromEntries(next)).toEqual({ severity: 'high', region: 'us-east-1', sort: 'openedAt' });
    expect(Object.fromEntries(withoutFilter(next))).toEqual({ sort: 'openedAt' });
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

  it('offers the severities and statuses that there always are', () => {
    expect(filterOptions(undefined).map(({ value }) => value)).toEqual(['open', 'resolved', 'all']);
  });
});
