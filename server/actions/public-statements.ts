import { isPublicPolicy } from '../rules/policy-meaning.ts';
import type { State } from './action.ts';

/** A statement of a resource's policy, as AWS has it. */
export type PolicyStatement = State & { Sid?: string; Effect?: string };

/** A resource's policy, as AWS has it. */
export type ResourcePolicy = State & { Statement: PolicyStatement[] };

/** Reads what AWS gives as text; `null` where there is no policy, or an empty text in its place. */
export function readPolicy(text: string | undefined): ResourcePolicy | null {
  if (!text) return null;
  const policy = JSON.parse(text) as State;
  // A single statement may stand without its list.
  return { ...policy, Statement: [policy.Statement ?? []].flat() as PolicyStatement[] };
}

/** The statements by which a policy lets in everybody, as the rules judge it: not those that its denials take back. */
export function publicStatementsOf(policy: ResourcePolicy | null): PolicyStatement[] {
  const statements = policy?.Statement ?? [];
  const denials = statements.filter(({ Effect }) => Effect === 'Deny');
  return statements.filter(
    (statement) => statement.Effect !== 'Deny' && isPublicPolicy({ Statement: [statement, ...denials] }),
  );
}

/** The policy with all its other statements as they are; `null` when none is left. */
export function withoutPublicStatements(policy: ResourcePolicy | null): ResourcePolicy | null {
  const open = publicStatementsOf(policy);
  const kept = policy?.Statement.filter((statement) => !open.includes(statement)) ?? [];
  return policy === null || kept.length === 0 ? null : { ...policy, Statement: kept };
}

/** What may break when a policy lets in everybody no more, with the names of the statements that go. */
export function losesAccess(policy: ResourcePolicy | null, name: string, uses: string): string[] {
  const open = publicStatementsOf(policy);
  if (open.length === 0) return [];
  const names = open.map(({ Sid }) => (Sid ? `“${Sid}”` : 'one without a name'));
  return [
    `These statements go from the policy of ${name}: ${names.join(', ')}. Whoever ${uses} by them alone is refused: other accounts, and services of AWS that nothing else lets in.`,
    'The account’s own users and roles go on as their own policies allow.',
  ];
}
