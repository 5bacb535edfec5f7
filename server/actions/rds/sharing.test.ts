import { expect, it } from 'vitest';
import { sharingChange, sharingEnds, sharingOf, sharingWanted } from './sharing.ts';

const shared = { SharedWith: ['444455556666', '777788889999', 'all'] };
const keepAccounts = { otherAccounts: false, trustedAccounts: [] };

it('reads who can restore a snapshot, and nothing else', () => {
  const attributes = [
    { AttributeName: 'other', AttributeValues: ['all'] },
    { AttributeName: 'restore', AttributeValues: ['all', '444455556666'] },
  ];
  expect(sharingOf(attributes)).toEqual({ SharedWith: ['444455556666', 'all'] });
  expect(sharingOf(undefined)).toEqual({ SharedWith: [] });
});

it('takes a snapshot from everybody, and from accounts only on request', () => {
  expect(sharingWanted(shared, keepAccounts)).toEqual({ to: { SharedWith: ['444455556666', '777788889999'] } });
  expect(sharingWanted(shared, { ...keepAccounts, otherAccounts: true })).toEqual({ to: { SharedWith: [] } });
  const trusted = { otherAccounts: true, trustedAccounts: ['777788889999', '123456789012'] };
  expect(sharingWanted(shared, trusted)).toEqual({ to: { SharedWith: ['777788889999'] } });
});

it('asks AWS for the difference alone, both ways', () => {
  const kept = { SharedWith: ['777788889999'] };
  const ends = { AttributeName: 'restore', ValuesToRemove: ['444455556666', 'all'] };
  const begins = { AttributeName: 'restore', ValuesToAdd: ['444455556666', 'all'] };
  expect(sharingChange({ from: shared, to: kept })).toEqual(ends);
  expect(sharingChange({ from: kept, to: shared })).toEqual(begins);
  expect(sharingChange({ from: kept, to: kept })).toBeUndefined();
});

it('names the accounts that lose it', () => {
  const told = sharingEnds({ from: shared, to: { SharedWith: ['777788889999'] } }, 'before-move').join(' ');
  expect(told).toContain('444455556666');
  expect(told).not.toContain('777788889999');
});
