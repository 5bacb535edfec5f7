import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { and, eq, or, sql } from 'drizzle-orm';
import { explainWorldFailure } from '../accounts/failures.ts';
import { decodePolicyDocument, policyArnOf, roleName } from '../accounts/role.ts';
import { type CloudAccount, cloudAccounts } from '../accounts/schema.ts';
import { explainAwsError } from '../aws/errors.ts';
import { homeRegionOf } from '../aws/partition.ts';
import { failed, type Result, success } from '../failure.ts';
import type { ActionsContext } from './context.ts';
import { inspectManagePolicies } from './manage-inspection.ts';
import { managePolicyName } from './manage-policy.ts';
import { kindsOf } from './management.ts';
import { accountManagement } from './schema.ts';

type NoticeContext = Pick<ActionsContext, 'database' | 'kinds' | 'openNarrowSession' | 'log'>;

/** How many accounts one run asks about. */
const batch = 50;

/** Looks, as the role, whether what was ticked is in force, of accounts where it was not when it was last seen. */
export async function noticePermissions(context: NoticeContext): Promise<void> {
  const due = await context.database
    .select({ account: cloudAccounts })
    .from(accountManagement)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, accountManagement.cloudAccountId))
    .where(
      and(
        eq(cloudAccounts.state, 'connected'),
        or(
          sql`${accountManagement.seenAt} is null`,
          sql`${accountManagement.ticked} <> ${accountManagement.permitted}`,
          sql`cardinality(${accountManagement.wider}) > 0`,
          sql`${accountManagement.seenAt} < now() - interval '1 hour' and cardinality(${accountManagement.ticked}) > 0`,
        ),
      ),
    )
    .orderBy(sql`coalesce(${accountManagement.seenAt}, 'epoch')`)
    .limit(batch);
  for (const { account } of due) {
    const seen = await noticePermissionsOf(context, account);
    if (seen.ok) continue;
    const { code, detail } = seen.failure;
    context.log.warn({ cloudAccountId: account.id, code, reason: detail }, 'what the role may change was not read');
  }
}

/**
 * Reads what the role of an account is allowed to change now, and writes it down.
 */
export async function noticePermissionsOf(context: NoticeContext, account: CloudAccount): Promise<Result<void>> {
  const { database, kinds } = context;
  const place = { partition: account.partition, accountId: account.awsAccountId };
  const documents = await readManageDocuments(context, account);
  if (!documents.ok) return documents;
  await database.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(accountManagement)
      .where(eq(accountManagement.cloudAccountId, account.id))
      .for('update');
    if (row === undefined) return;
    const { permitted, wider } = inspectManagePolicies(documents.value, kindsOf(kinds, row.ticked), place);
    await tx
      .update(accountManagement)
      .set({ permitted: permitted.sort(), wider, seenAt: new Date() })
      .where(eq(accountManagement.cloudAccountId, account.id));
  });
  return success(undefined);
}

async function readManageDocuments(context: NoticeContext, account: CloudAccount): Promise<Result<unknown[]>> {
  const { partition, awsAccountId } = account;
  const session = await context.openNarrowSession(account, sessionPolicyOfNotice(account), 'CloudCoreo-notice');
  if (!session.ok) return session;
  const iam = new IAMClient(session.value.clientOptions(homeRegionOf(partition)));
  try {
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName }));
    const prefix = policyArnOf(partition, awsAccountId, managePolicyName);
    const documents: unknown[] = [];
    for (const { PolicyArn = '' } of AttachedPolicies) {
      if (!PolicyArn.startsWith(prefix)) continue;
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId ?? 'v1';
      const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      documents.push(decodePolicyDocument(PolicyVersion?.Document));
    }
    return success(documents);
  } catch (error) {
    return failed(explainWorldFailure(explainAwsError(error, 'iam:ListAttachedRolePolicies'), 'iam:GetPolicy'));
  } finally {
    iam.destroy();
  }
}

function sessionPolicyOfNotice({ partition, awsAccountId }: CloudAccount): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['iam:ListAttachedRolePolicies', 'iam:GetPolicy', 'iam:GetPolicyVersion'],
        Resource: [
          `arn:${partition}:iam::${awsAccountId}:role/${roleName}`,
          `arn:${partition}:iam::${awsAccountId}:policy/${managePolicyName}*`,
        ],
      },
    ],
  });
}
