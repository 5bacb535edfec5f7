import { describe, expect, it } from 'vitest';
import {
  losesAccess,
  type PolicyStatement,
  publicStatementsOf,
  readPolicy,
  withoutPublicStatements,
} from './public-statements.ts';

const open = { Sid: 'open', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sns:Publish', Resource: 'arn:topic' };
const ofOwner = { ...open, Sid: 'owner', Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } } };
const allButOne = { Sid: 'not', Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: '*', Resource: '*' };
const denial = { Sid: 'never', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: 'arn:topic' };

const policy = (...Statement: PolicyStatement[]) => ({ Version: '2012-10-17', Id: 'ours', Statement });

describe('public statements of a policy', () => {
  it('are those that let everybody in under no condition that says who', () => {
    expect(publicStatementsOf(policy(open, ofOwner, allButOne))).toEqual([open, allButOne]);
  });

  it('are none that a denial takes back, and a denial is none itself', () => {
    expect(publicStatementsOf(policy(open, denial))).toEqual([]);
  });

  it('go, and everything else of the policy stays as it is', () => {
    expect(withoutPublicStatements(policy(ofOwner, open))).toEqual(policy(ofOwner));
  });

  it('leave no policy when there was nothing else', () => {
    expect(withoutPublicStatements(policy(open))).toBeNull();
    expect(withoutPublicStatements(null)).toBeNull();
  });

  it('are read from a policy whose one statement stands without a list', () => {
    expect(readPolicy(JSON.stringify({ ...policy(), Statement: open }))).toEqual(policy(open));
    expect(readPolicy('')).toBeNull();
    expect(readPolicy(undefined)).toBeNull();
  });

  it('are named to whom the change may break something for', () => {
    const { Sid: _, ...nameless } = open;
    const [what = ''] = losesAccess(policy(open, nameless, ofOwner), 'orders', 'publishes to the topic');
    expect(what).toContain('from the policy of orders: “open”, one without a name.');
    expect(losesAccess(policy(ofOwner), 'orders', 'publishes to the topic')).toEqual([]);
  });
});
