import { expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { cloudtrailActions } from './actions.ts';

it.each(cloudtrailActions)('$id refuses an organization’s trail of another account', (action) => {
  const arn = 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/all';
  expect(action.want({}, {}, testTarget({ arn, name: 'all' }))).toEqual({
    refused: 'all is a trail of the organization: only the account 444455556666, which it belongs to, can change it.',
  });
});
