import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auditActions,
  auditPolicies,
  auditPolicyName,
  comparePolicies,
  type ManagedPolicy,
  managedPolicyCharacters,
  type PolicyDocument,
} from './policy.ts';
import { callsOf, type ServiceDeclaration } from './service.ts';
import { services } from './services.ts';

/** Actions whose names do not tell that they only read; AWS lists them all with the access level Read or List. */
const readingByOtherNames: Record<string, string> = {
  'apigateway:GET': "API Gateway's actions are named after HTTP's methods.",
  'iam:GenerateCredentialReport': 'Makes IAM prepare the report that GetCredentialReport reads.',
  'servicecatalog:SearchProductsAsAdmin': 'Lists the products of the account; there is no other list.',
};

const allowedBy = (policies: readonly ManagedPolicy[]) =>
  policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action));
const nameOfPolicy = (number: number) => (number === 1 ? auditPolicyName : `${auditPolicyName}${number}`);

describe('the generated policy', () => {
  it('allows every declared call and every declared other need, and nothing else', () => {
    const declared = services.flatMap((service) => [
      ...callsOf(service).map(({ permission }) => permission),
      ...service.otherNeeds.map(({ action }) => action),
    ]);
    expect(allowedBy(auditPolicies()).sort()).toEqual([...new Set(declared)].sort());
  });

  it('allows an action that would read more than is needed on the resources alone that are declared for it', () => {
    const limited = services.flatMap(({ scopedActions }) => Object.entries(scopedActions));
    expect(limited.length).toBeGreaterThan(0);
    const statements = auditPolicies().flatMap(({ document }) => document.Statement);
    for (const [action, resources] of limited) {
      const allowing = statements.filter(({ Action }) => Action.includes(action));
      expect(allowing.map(({ Resource }) => Resource)).toEqual([expect.arrayContaining([...resources])]);
    }
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere.filter((action) => limited.some(([one]) => one === action))).toEqual([]);
  });

  it('names exact actions that only read', () => {
    const others = auditActions().filter((action) => !/^[a-z0-9-]+:(Get|List|Describe|BatchGet)[A-Z]/.test(action));
    expect(others).toEqual(Object.keys(readingByOtherNames).sort());
    for (const action of auditActions()) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
  });

  it('fits into three managed policies today', () => {
    expect(auditPolicies().map(({ name }) => name)).toEqual([1, 2, 3].map(nameOfPolicy));
    for (const { document } of auditPolicies()) {
      expect(JSON.stringify(document).replace(/\s/g, '').length).toBeLessThanOrEqual(6144);
    }
  });

  it('has the actions by which the role looks at itself in the first policy, which is there from the start', () => {
    const needed = services.flatMap(({ otherNeeds }) => otherNeeds.map(({ action }) => action));
    const ofIam = needed.filter((action) => action.startsWith('iam:'));
    expect(ofIam).toContain('iam:GetRole');
    expect(allowedBy(auditPolicies().slice(0, 1))).toEqual(expect.arrayContaining([...ofIam, 'iam:GetPolicyVersion']));
  });

  it('is split into policies that each fit, losing and doubling nothing, however many actions there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[A-Z][A-Za-z]{5,60}$/), { minLength: 1, maxLength: 700 }),
        (operations) => {
          const service = declarationNeeding(operations.map((operation) => `example:${operation}`));
          const policies = auditPolicies([service]);
          for (const { document } of policies) {
            expect(JSON.stringify(document).length).toBeLessThanOrEqual(managedPolicyCharacters);
          }
          expect(allowedBy(policies)).toEqual(auditActions([service]));
          expect(policies.map(({ name }) => name)).toEqual(policies.map((_, index) => nameOfPolicy(index + 1)));
        },
      ),
      { numRuns: 30 },
    );
  });
});

function declarationNeeding(actions: string[]): ServiceDeclaration {
  const otherNeeds = actions.map((action) => ({ action, why: '' }));
  return { ...(services[0] as ServiceDeclaration), listings: [], settings: [], otherNeeds };
}

const expected: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:GetBucketAcl', 's3:ListAllMyBuckets'], Resource: '*' }],
};
const nothing = { missing: [], extra: [] };
const bothMissing = ['s3:GetBucketAcl', 's3:ListAllMyBuckets'];
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });

describe('comparing an attached policy with the expected one', () => {
  it('finds no difference in the generated policies themselves', () => {
    for (const { document } of auditPolicies()) expect(comparePolicies(document, document)).toEqual(nothing);
  });

  it('does not mind order, letter case, several statements, one statement instead of a list, or a Sid', () => {
    const other = policy(allow('S3:listallmybuckets', { Sid: 'One' }), allow(['s3:getbucketacl'], { Resource: ['*'] }));
    expect(comparePolicies(other, expected)).toEqual(nothing);
    expect(comparePolicies({ Version: '2012-10-17', Statement: allow(bothMissing) }, expected)).toEqual(nothing);
    expect(comparePolicies({ Id: 'x', ...policy(allow(bothMissing, { Condition: {} })) }, expected)).toEqual(nothing);
  });

  it('says which actions are missing', () => {
    expect(comparePolicies(policy(allow('s3:GetBucketAcl')), expected)).toEqual({
      missing: ['s3:ListAllMyBuckets'],
      extra: [],
    });
  });

  it('says which actions are extra', () => {
    expect(comparePolicies(policy(allow([...bothMissing, 's3:GetObject'])), expected)).toEqual({
      missing: [],
      extra: ['s3:GetObject'],
    });
  });

  it.each(['s3:*', '*', 's3:Get*', 's3:GetBucketAc?', 's3:GetBucketAcl*'])('takes the wildcard %s as wider', (wide) => {
    const difference = comparePolicies(policy(allow([...bothMissing, wide])), expected);
    expect(difference).toEqual({ missing: [], extra: [wide] });
  });

  it('sees that a wildcard covers what is expected', () => {
    expect(comparePolicies(policy(allow('s3:*')), expected)).toEqual({ missing: [], extra: ['s3:*'] });
    expect(comparePolicies(policy(allow('s3:?etBucketAcl')), expected).missing).toEqual(['s3:ListAllMyBuckets']);
  });

  it('counts an action that is denied, on whatever, as missing', () => {
    const deny = { Effect: 'Deny', Action: 's3:GetBucket*', Resource: 'arn:aws:s3:::one' };
    expect(comparePolicies(policy(allow(bothMissing), deny), expected).missing).toEqual(['s3:GetBucketAcl']);
  });

  it('counts what is not among the exceptions of a denial as missing', () => {
    const deny = { Effect: 'Deny', NotAction: ['s3:GetBucketAcl'], Resource: '*' };
    expect(comparePolicies(policy(allow(bothMissing), deny), expected).missing).toEqual(['s3:ListAllMyBuckets']);
  });

  it('takes everything except some actions as wider', () => {
    const wide = { Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' };
    expect(comparePolicies(policy(allow(bothMissing), wide), expected).extra).toEqual(['everything except iam:*']);
  });

  it.each([
    ['a narrower resource', { Resource: 'arn:aws:s3:::one' }],
    ['no resource', { Resource: undefined }],
    ['a resource that is no text', { Resource: [{}] }],
    ['excepted resources', { Resource: undefined, NotResource: 'arn:aws:s3:::one' }],
    ['a condition', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['a condition of an unknown form', { Condition: 'x' }],
    ['an element that is not known', { Principal: '*' }],
  ])('counts an action that is allowed with %s as missing', (_, more) => {
    expect(comparePolicies(policy(allow(bothMissing, more)), expected).missing).toEqual(bothMissing);
  });

  it.each([
    undefined,
    null,
    'text',
    [],
    {},
    { Version: '2099-01-01', Statement: [allow(bothMissing)] },
    { Version: '2012-10-17', Statement: ['x'] },
    { Version: '2012-10-17', Statement: [allow(bothMissing)], More: 1 },
    policy({ Effect: 'Maybe', Action: bothMissing, Resource: '*' }),
    policy(allow(bothMissing), allow(7)),
    policy(allow(bothMissing), { Effect: 'Deny', Action: 7, Resource: '*' }),
    policy(allow(bothMissing), { Effect: 'Deny', Action: 's3:x', NotAction: 's3:y', Resource: '*' }),
  ])('never takes a document that it does not understand as equal: %j', (document) => {
    const { missing, extra } = comparePolicies(document, expected);
    expect(missing.length + extra.length).toBeGreaterThan(0);
  });

  it('takes time in proportion to its input, also for hostile patterns', () => {
    const pattern = `s3:${'*a'.repeat(3000)}`;
    const startedAt = performance.now();
    comparePolicies(policy(allow([pattern])), expected);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

// A policy is equal to the expected one exactly when it decides the same about every action, resource and circumstance.
// The model below decides as AWS does, on a small world that has everything a statement can tell apart.
const world = ['s3:GetBucketAcl', 's3:ListAllMyBuckets', 's3:GetObject', 'iam:GetUser', 'ec2:X'];
const resources = ['arn:one', 'arn:two'];

type ModelStatement = {
  Effect: 'Allow' | 'Deny';
  Action?: string[];
  NotAction?: string[];
  Resource: string[];
  Condition?: object;
};

function decides(statements: readonly ModelStatement[], action: string, resource: string, holds: boolean): boolean {
  const matches = (patterns: string[], text: string) =>
    patterns.some((pattern) =>
      new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
        'i',
      ).test(text),
    );
  const applies = ({ Action, NotAction, Resource, Condition }: ModelStatement) =>
    (Action ? matches(Action, action) : !matches(NotAction ?? [], action)) &&
    matches(Resource, resource) &&
    (Condition === undefined || holds);
  const applying = statements.filter(applies);
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

const someActions = fc.array(
  fc.oneof(
    fc.constantFrom(...world),
    fc.constantFrom('s3:*', 's3:Get*', '*', 'S3:GETBUCKETACL', 's3:GetBucketAc?', 'iam:*'),
  ),
  { minLength: 1, maxLength: 4 },
);
const someStatement: fc.Arbitrary<ModelStatement> = fc
  .record({
    Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
    actions: fc.oneof(fc.constant(bothMissing), someActions),
    isException: fc.constantFrom(false, false, false, true),
    Resource: fc.constantFrom<string[]>(['*'], ['*'], ['*'], ['arn:one']),
    isConditional: fc.constantFrom(false, false, false, true),
  })
  .map(({ Effect, actions, isException, Resource, isConditional }) => ({
    Effect,
    ...(isException ? { NotAction: actions } : { Action: actions }),
    Resource,
    ...(isConditional ? { Condition: { Bool: { 'aws:SecureTransport': 'true' } } } : {}),
  }));

describe('against a model of what AWS decides', () => {
  it('finds no difference only where every decision is the same', () => {
    let equal = 0;
    fc.assert(
      fc.property(fc.array(someStatement, { minLength: 1, maxLength: 3 }), (statements) => {
        const { missing, extra } = comparePolicies(policy(...statements), expected);
        if (missing.length + extra.length > 0) return;
        equal += 1;
        for (const action of world) {
          for (const resource of resources) {
            for (const holds of [true, false]) {
              expect(decides(statements, action, resource, holds)).toBe(bothMissing.includes(action));
            }
          }
        }
      }),
      { numRuns: 3000 },
    );
    expect(equal).toBeGreaterThan(20);
  });

  it('names as missing exactly the expected actions that are refused somewhere', () => {
    fc.assert(
      fc.property(fc.array(someStatement, { minLength: 1, maxLength: 3 }), (statements) => {
        // Allowing everything but some actions is not counted as granting any: it shows as extra.
        fc.pre(statements.every(({ Effect, NotAction }) => Effect === 'Deny' || NotAction === undefined));
        const { missing } = comparePolicies(policy(...statements), expected);
        for (const action of bothMissing) {
          const everywhere = resources.every((resource) =>
            [true, false].every((holds) => decides(statements, action, resource, holds)),
          );
          if (!missing.includes(action)) expect(everywhere).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
