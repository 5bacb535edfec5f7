import { declareAction } from '../declare-action.ts';
import { losesAccess, type PolicyStatement, publicStatementsOf, readPolicy } from '../public-statements.ts';
import { toPermission } from './add-permission.ts';
import { functionArn, lambda } from './sdk.ts';

/** Everybody, in the one form that Lambda makes of it now: policies that are older have the other. */
function withPlainPrincipal(statement: PolicyStatement): PolicyStatement {
  const { Principal } = statement;
  return JSON.stringify(Principal) === '{"AWS":"*"}' ? { ...statement, Principal: '*' } : statement;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
export const removePublicPermissions = declareAction(lambda, {
  id: 'lambda-function-remove-public-permissions',
  title: 'Remove public permissions of the function',
  what: 'Removes the statements of the function’s policy that let everybody in. Those of its versions and aliases stay.',
  types: ['AWS::Lambda::Function'],
  calls: {
    GetPolicy: { permission: 'lambda:GetPolicy', on: functionArn, absent: ['ResourceNotFoundException'] },
    RemovePermission: { permission: 'lambda:RemovePermission', on: functionArn },
    AddPermission: {
      permission: 'lambda:AddPermission',
      on: functionArn,
      // Undoing puts back what was for everybody; it lets in nobody else.
      condition: { StringEquals: { 'lambda:Principal': '*' } },
    },
  },
  // Each statement is a field of its own, by its ID: AWS takes them away one by one.
  async read(aws, { name }): Promise<Record<string, PolicyStatement>> {
    const found = await aws.find('GetPolicy', { FunctionName: name });
    const open = publicStatementsOf(readPolicy(found?.Policy)).map(withPlainPrincipal);
    return Object.fromEntries(open.map((statement, index) => [statement.Sid ?? `Statement[${index}]`, statement]));
  },
  want(state, _parameters, { arn, name }) {
    const lasting = Object.entries(state).find(([, statement]) => toPermission(statement, arn) === undefined);
    if (lasting === undefined) return { to: {} };
    return {
      refused: `The statement “${lasting[0]}” of ${name} could not be put back: AWS’s AddPermission does not build one like it.`,
    };
  },
  mayBreak: ({ from }, { name }) =>
    losesAccess({ Statement: Object.values(from ?? {}) }, name, 'invokes or manages the function'),
  async write(aws, { name, arn }, { from, to }) {
    for (const [StatementId] of Object.entries(from ?? {}).filter(([id]) => to?.[id] === undefined)) {
      await aws.call('RemovePermission', { FunctionName: name, StatementId });
    }
    for (const [, statement] of Object.entries(to ?? {}).filter(([id]) => from?.[id] === undefined)) {
      const permission = toPermission(statement, arn);
      if (permission === undefined) throw new Error(`${statement.Sid} was removed, and cannot be put back.`);
      await aws.call('AddPermission', { FunctionName: name, ...permission });
    }
  },
});
