import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { managedPolicyCharacters } from '../aws/policy.ts';
import { actionKinds } from './catalog.ts';
import { inspectManagePolicies } from './manage-inspection.ts';
import { managePolicies } from './manage-policy.ts';
import { sessionPolicyOf } from './permissions.ts';

const all = [...actionKinds.values()];
const place = { partition: 'aws', accountId: '111122223333' } as const;
const someKinds = fc.subarray(all, { minLength: 1 });

/** As IAM gives a document back: texts and lists of one are the same, the order is its own. */
function asIamGives(document: object): unknown {
  const copy = structuredClone(document) as { Statement: { Action: string[]; Resource: string | string[] }[] };
  copy.Statement.reverse();
  for (const statement of copy.Statement) {
    statement.Action.reverse();
    if (Array.isArray(statement.Resource)) statement.Resource.reverse();
  }
  return copy;
}

describe('the policy of an account that is managed', () => {
  it('is none when nothing is ticked, and fits into AWS’s limits when everything is', () => {
    expect(managePolicies([], place)).toEqual([]);
    const policies = managePolicies(all, place);
    for (const { document } of policies) {
      expect(JSON.stringify(document).length).toBeLessThanOrEqual(managedPolicyCharacters);
    }
    expect(policies.length).toBeLessThanOrEqual(3);
  });

  it('allows exactly what is ticked, for this account, and never more', () => {
    fc.assert(
      fc.property(someKinds, someKinds, (ticked, others) => {
        const documents = managePolicies(ticked, place).map(({ document }) => asIamGives(document));
        const inspected = inspectManagePolicies(documents, ticked, place);
        expect(inspected).toEqual({ permitted: ticked.map(({ id }) => id), wider: [] });
        const lowered = inspectManagePolicies(documents, others, place);
        const needed = managePolicies(others, place);
        const isLess = ticked.every((kind) => others.includes(kind));
        if (isLess) expect(lowered.wider).toEqual([]);
        expect(lowered.permitted).toEqual(
          expect.arrayContaining(others.filter((kind) => ticked.includes(kind)).map(({ id }) => id)),
        );
        expect(needed.length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('is seen as wider when a statement allows more, is not understood, or the role may change itself', () => {
    const [policy] = managePolicies(all.slice(0, 1), place);
    const document = policy?.document ?? { Statement: [] };
    const inspect = (...more: object[]) =>
      inspectManagePolicies([{ ...document, Statement: [...document.Statement, ...more] }], all.slice(0, 1), place)
        .wider;
    expect(inspect()).toEqual([]);
    expect(inspect({ Effect: 'Allow', Action: 's3:*', Resource: '*' })).toEqual(['s3:* on *']);
    expect(inspect({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })).toEqual([
      'a statement that is not understood',
    ]);
    expect(inspect({ Effect: 'Deny', Action: 's3:*', Resource: '*' })).toEqual([]);
    const unguarded = { ...document, Statement: document.Statement.slice(1) };
    expect(inspectManagePolicies([unguarded], all.slice(0, 1), place).wider).toHaveLength(1);
    for (const odd of [undefined, null, 'x', { Statement: 'x' }, { Statement: [null] }]) {
      expect(inspectManagePolicies([odd], all.slice(0, 1), place).permitted).toEqual([]);
    }
  });

  it('never names an IAM action on everything where the action knows a resource', () => {
    const wide = all.flatMap(({ id, calls }) =>
      Object.values(calls)
        .flatMap((call) => [call, ...(call.also ?? [])])
        .filter(({ on, permission }) => on === '*' && !/:(Describe|List|Get)/.test(permission))
        .map(({ permission }) => `${id} ${permission}`),
    );
    // Each of these has no resource type in AWS's Service Authorization Reference.
    expect(wide).toMatchInlineSnapshot(`
      [
        "ec2-account-encrypt-volumes-by-default ec2:EnableEbsEncryptionByDefault",
        "ec2-account-encrypt-volumes-by-default ec2:DisableEbsEncryptionByDefault",
        "ec2-account-block-public-snapshots ec2:EnableSnapshotBlockPublicAccess",
        "ec2-account-block-public-snapshots ec2:DisableSnapshotBlockPublicAccess",
        "iam-account-set-password-policy iam:UpdateAccountPasswordPolicy",
        "iam-account-set-password-policy iam:DeleteAccountPasswordPolicy",
        "s3-account-block-public-access s3:PutAccountPublicAccessBlock",
        "s3-account-block-public-access s3:PutAccountPublicAccessBlock",
        "config-region-record config:PutDeliveryChannel",
        "config-region-record config:DeleteDeliveryChannel",
        "guardduty-region-enable guardduty:CreateDetector",
        "asset-set-tags tag:TagResources",
        "asset-set-tags tag:UntagResources",
        "asset-remove-tags tag:TagResources",
        "asset-remove-tags tag:UntagResources",
      ]
    `);
  });

  it.each(all.map((kind) => [kind.id, kind] as const))('%s: a session is for one asset', (_, kind) => {
    const target = {
      ...({ partition: 'aws', accountId: '111122223333', region: 'eu-west-1', type: kind.types[0] ?? '' } as const),
      ...{
        arn: 'arn:aws:x:eu-west-1:111122223333:thing/one',
        name: 'one',
        id: 'one',
        tags: {},
        document: { UserName: 'somebody' },
      },
    };
    const names = JSON.stringify(kind.calls).matchAll(/\{parameters\.([A-Za-z]+)\}/g);
    const given = Object.fromEntries([...names].map(([, name]) => [name, 'given']));
    const policy = sessionPolicyOf(kind, target, given);
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    expect(policy.length).toBeLessThanOrEqual(2048);
    const reading = JSON.parse(sessionPolicyOf(kind, target, given, { readsAlone: true }));
    for (const { Action } of reading.Statement) {
      for (const permission of Action) expect(permission).toMatch(/:(Get|List|Describe|Lookup|BatchGet)/);
    }
  });
});
