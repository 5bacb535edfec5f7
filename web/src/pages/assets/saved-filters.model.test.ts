import { describe, expect, test } from 'vitest';
import type { SavedFilterView } from '../../../../server/assets/api.ts';
import { queryToSave, savedAt, savedOptions, withSaved } from './saved-filters.model.ts';

const parameters = (query: string) => new URLSearchParams(query);
const saved = (query: string, rest: Partial<SavedFilterView> = {}): SavedFilterView => ({
  id: 'sf_1',
  name: 'Buckets',
  query,
  isShared: false,
  isOwn: true,
  ...rest,
});

test('saves the filter and how it is sorted, and nothing else of the address', () => {
  expect(queryToSave(parameters('page=3&sort=-changedAt&type=AWS::S3::Bucket'))).toBe(
    'type=AWS%3A%3AS3%3A%3ABucket&sort=-changedAt',
  );
  expect(queryToSave(parameters('sort=name&region=eu-west-1'))).toBe('region=eu-west-1');
});

describe('a saved filter that is chosen', () => {
  test('takes the place of the present filter and sort order', () => {
    const next = withSaved(parameters('text=old&sort=-type&other=kept'), saved('region=eu-west-1'));
    expect(Object.fromEntries(next)).toEqual({ other: 'kept', region: 'eu-west-1' });
  });

  test('brings nothing into the address but a filter, whatever was saved', () => {
    const next = withSaved(parameters(''), saved('region=eu-west-1&sort=password&evil=1&state=nonsense'));
    expect(Object.fromEntries(next)).toEqual({ region: 'eu-west-1' });
  });
});

describe('the saved filter that the address shows', () => {
  const filters = [saved('region=eu-west-1'), saved('type=x', { id: 'sf_2' })];

  test('is found however the address is sorted', () => {
    expect(savedAt(parameters('sort=-name&region=eu-west-1'), filters)?.id).toBe('sf_1');
  });

  test('is none when the filter is another one, or there is none', () => {
    expect(savedAt(parameters('region=eu-west-1&type=x'), filters)).toBeUndefined();
    expect(savedAt(parameters('sort=name'), [...filters, saved('', { id: 'sf_3' })])).toBeUndefined();
  });
});

test('offers one’s own filters before those of others, and no empty group', () => {
  const others = saved('type=x', { id: 'sf_2', name: 'Queues', isOwn: false, isShared: true });
  expect(savedOptions([others, saved('type=y', { isShared: true })])).toEqual([
    { label: 'Yours', options: [{ value: 'sf_1', label: 'Buckets', tags: ['shared'] }] },
    { label: 'Shared with the team', options: [{ value: 'sf_2', label: 'Queues' }] },
  ]);
  expect(savedOptions([])).toEqual([]);
});
