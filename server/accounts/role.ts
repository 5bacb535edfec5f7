import { randomBytes } from 'node:crypto';
import type { Partition } from '../aws/partition.ts';

export const roleName = 'CloudCoreoAssumedRole';

/** The six actions of the temporary user, and so all that CloudCoreo may call with its key. */
export const setupActions = [
  'iam:GetUser',
  'iam:CreatePolicy',
  'iam:GetPolicy',
  'iam:CreateRole',
  'iam:GetRole',
  'iam:AttachRolePolicy',
] as const;

export type SetupAction = (typeof setupActions)[number];

export const setupPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: setupActions, Resource: '*' }],
};

/** Who may assume the role: the hub's account, and only when it names the connection's external ID. */
export interface Trust {
  partition: Partition;
  hubAccountId: string;
  externalId: string;
}

export function roleArnOf(partition: Partition, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role/${roleName}`;
}

export function policyArnOf(partition: Partition, accountId: string, policyName: string): string {
  return `arn:${partition}:iam::${accountId}:policy/${policyName}`;
}

export function trustPolicyOf({ partition, hubAccountId, externalId }: Trust) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${hubAccountId}:root` },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId } },
      },
    ],
  };
}

/** A new external ID: 160 random bits, in characters that every shell and template takes as they are. */
export function newExternalId(): string {
  return `cloudcoreo-${randomBytes(20).toString('hex')}`;
}

/**
 * Whether a role's trust policy is the one that CloudCoreo makes, whatever the order and form of its JSON. AWS gives
 * `Action` as text or list, and a principal given as account ID comes back as the root ARN.
 * @param document the decoded trust policy as AWS gave it
 */
export function isExpectedTrust(document: unknown, trust: Trust): boolean {
  const statements = listOf(fieldOf(document, 'Statement'));
  const [statement] = statements;
  if (statements.length !== 1 || !isRecord(statement)) return false;
  const known = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Condition']);
  if (Object.keys(statement).some((key) => !known.has(key))) return false;
  const principals = principalsOf(statement);
  const hub = [`arn:${trust.partition}:iam::${trust.hubAccountId}:root`, trust.hubAccountId];
  const actions = listOf(statement.Action);
  return (
    statement.Effect === 'Allow' &&
    principals?.length === 1 &&
    hub.includes(String(principals[0])) &&
    actions.length === 1 &&
    String(actions[0]).toLowerCase() === 'sts:assumerole' &&
    asksForExternalIdAlone(statement.Condition, trust.externalId)
  );
}

/** One line that tells a person what a trust policy says. */
export function describeTrust(document: unknown): string {
  const statements = listOf(fieldOf(document, 'Statement'));
  if (statements.length === 0) return 'it has no statements';
  return statements
    .map((statement) => {
      const condition = fieldOf(statement, 'Condition');
      return (
        `it trusts ${JSON.stringify(fieldOf(statement, 'Principal') ?? 'nobody')} ` +
        (condition === undefined ? 'without a condition' : `when ${JSON.stringify(condition)}`)
      );
    })
    .join('; ')
    .slice(0, 500);
}

/** The principals of a statement that names AWS principals and no other kind; else `undefined`. */
function principalsOf(statement: Record<string, unknown>): unknown[] | undefined {
  const principal = statement.Principal;
  if (!isRecord(principal) || Object.keys(principal).join() !== 'AWS') return undefined;
  return listOf(principal.AWS);
}

function asksForExternalIdAlone(condition: unknown, externalId: string): boolean {
  if (!isRecord(condition) || Object.keys(condition).join() !== 'StringEquals') return false;
  const equals = condition.StringEquals;
  if (!isRecord(equals)) return false;
  const [key, ...others] = Object.keys(equals);
  if (key === undefined || others.length > 0 || key.toLowerCase() !== 'sts:externalid') return false;
  const values = listOf(equals[key]);
  return values.length === 1 && values[0] === externalId;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, field: string): unknown {
  return isRecord(value) ? value[field] : undefined;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * IAM gives policy documents as percent-encoded JSON (RFC 3986).
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function decodePolicyDocument(encoded: string | undefined): unknown {
  if (encoded === undefined) return undefined;
  try {
    return JSON.parse(decodeURIComponent(encoded));
  } catch {
    return undefined;
  }
}
