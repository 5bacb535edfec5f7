import type { AddPermissionCommandInput, FunctionUrlAuthType } from '@aws-sdk/client-lambda';
import type { PolicyStatement } from '../public-statements.ts';

type Permission = Omit<AddPermissionCommandInput, 'FunctionName'>;

/** The conditions that Lambda makes of the fields of AddPermission, in lower case. */
const fields: Readonly<Record<string, (value: string) => Partial<Permission>>> = {
  'stringequals aws:sourceaccount': (value) => ({ SourceAccount: value }),
  'stringequals aws:principalorgid': (value) => ({ PrincipalOrgID: value }),
  'stringequals lambda:eventsourcetoken': (value) => ({ EventSourceToken: value }),
  'stringequals lambda:functionurlauthtype': (value) => ({ FunctionUrlAuthType: value as FunctionUrlAuthType }),
  'arnlike aws:sourcearn': (value) => ({ SourceArn: value }),
  'bool lambda:invokedviafunctionurl': (value) => ({ InvokedViaFunctionUrl: value.toLowerCase() === 'true' }),
};

/**
 * What AddPermission must be given to build this statement for everybody again; undefined when it cannot.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function toPermission(statement: PolicyStatement, functionArn: string): Permission | undefined {
  const { Sid, Effect, Principal, Action, Resource, Condition = {}, ...others } = statement;
  if (!Sid || Effect !== 'Allow' || Principal !== '*' || typeof Action !== 'string') return undefined;
  if (Resource !== functionArn || Object.keys(others).length > 0) return undefined;
  const permission: Permission = { StatementId: Sid, Action, Principal };
  for (const [operator, keys] of Object.entries(Condition as Record<string, Record<string, unknown>>)) {
    for (const [key, value] of Object.entries(keys)) {
      const field = fields[`${operator} ${key}`.toLowerCase()];
      if (field === undefined || typeof value !== 'string') return undefined;
      Object.assign(permission, field(value));
    }
  }
  return permission;
}
