import { type Choice, covers, readStatements, type Statement, takesIn } from './policy-statements.ts';

// What the policies of users, groups and roles mean, as far as rules ask: what they allow. What a condition limits counts as
// allowed.

const everything: Choice = { not: false, patterns: ['*'] };

/** Whether an identity's policy allows every action on every resource. */
export function allowsEverything(policy: unknown): boolean {
  const statements = readStatements(policy);
  return statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      ['*', '*:*'].some((all) => !statement.actions.not && statement.actions.patterns.includes(all)) &&
      covers(statement.resources, everything) &&
      !isDenied(statements, '*'),
  );
}

/** Whether an unconditional denial takes an action, or `*` for all of them, on every resource. */
function isDenied(statements: readonly Statement[], action: string): boolean {
  return statements.some(
    ({ effect, conditions, resources, actions }) =>
      effect === 'Deny' &&
      conditions.length === 0 &&
      covers(resources, everything) &&
      (action === '*' ? covers(actions, everything) : takesIn(actions, action)),
  );
}

/** Whether a pattern takes in all resources of a kind: `*`, `arn:aws:iam::*:role/*`. */
function isBroad(pattern: string): boolean {
  if (pattern === '*') return true;
  const resource = pattern.split(':').slice(5).join(':');
  return /^(\*|[\w-]+[/:]\*)$/.test(resource);
}

/**
 * Whether an identity's policies, taken together, allow an action on all resources of a kind. What a condition limits
 * counts as allowed.
 * @param policies one policy or a list of them
 * @param action without wildcards, `iam:PassRole`, or all of a service: `kms:*`
 */
export function allowsAction(policies: unknown, action: string): boolean {
  return allowsIn(statementsOf(policies), action);
}

function statementsOf(policies: unknown): Statement[] {
  return (Array.isArray(policies) ? policies : [policies]).flatMap(readStatements);
}

function allowsIn(statements: readonly Statement[], action: string): boolean {
  const wanted = action.toLowerCase();
  return (
    statements.some(
      ({ effect, actions, resources }) =>
        effect === 'Allow' && takesIn(actions, wanted) && (resources.not || resources.patterns.some(isBroad)),
    ) && !isDenied(statements, wanted)
  );
}

/** The services of which an identity's policy allows every action on every resource: `s3:*`. */
export function wholeServicesOf(policy: unknown): string[] {
  const statements = readStatements(policy);
  const whole = statements
    .filter(({ effect, resources }) => effect === 'Allow' && covers(resources, everything))
    .flatMap(({ actions }) => (actions.not ? ['*'] : actions.patterns))
    .filter((pattern) => /^(\*|[\w-]+:\*)$/.test(pattern));
  return [...new Set(whole)];
}

/**
 * Ways in which an identity can give itself more than it has: the actions that together do it. Known from public research:
 * https://bishopfox.com/blog/privilege-escalation-in-aws
 */
const escalationPaths: readonly (readonly string[])[] = [
  ['iam:CreatePolicyVersion'],
  ['iam:SetDefaultPolicyVersion'],
  ['iam:AttachUserPolicy'],
  ['iam:AttachGroupPolicy'],
  ['iam:AttachRolePolicy'],
  ['iam:PutUserPolicy'],
  ['iam:PutGroupPolicy'],
  ['iam:PutRolePolicy'],
  ['iam:AddUserToGroup'],
  ['iam:CreateAccessKey'],
  ['iam:CreateLoginProfile'],
  ['iam:UpdateLoginProfile'],
  ['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'],
  ['iam:DeleteUserPermissionsBoundary'],
  ['iam:DeleteRolePermissionsBoundary'],
  ['iam:PutUserPermissionsBoundary'],
  ['iam:PutRolePermissionsBoundary'],
  ['iam:PassRole', 'ec2:RunInstances'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
  ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'],
  ['iam:PassRole', 'cloudformation:CreateStack'],
  ['iam:PassRole', 'glue:CreateDevEndpoint'],
  ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'],
  [
    'iam:PassRole',
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    'datapipeline:ActivatePipeline',
  ],
  ['iam:PassRole', 'sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  ['iam:PassRole', 'sagemaker:CreateTrainingJob'],
  ['iam:PassRole', 'sagemaker:CreateProcessingJob'],
  ['iam:PassRole', 'codestar:CreateProject'],
  ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuild'],
  ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
  ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
  ['iam:PassRole', 'autoscaling:CreateAutoScalingGroup', 'autoscaling:CreateLaunchConfiguration'],
  ['iam:PassRole', 'apprunner:CreateService'],
  ['iam:PassRole', 'bedrock-agentcore:CreateCodeInterpreter', 'bedrock-agentcore:InvokeCodeInterpreter'],
  ['lambda:UpdateFunctionCode'],
  ['lambda:UpdateFunctionConfiguration'],
  ['glue:UpdateDevEndpoint'],
  ['codebuild:UpdateProject', 'codebuild:StartBuild'],
  ['cloudformation:UpdateStack'],
  ['ssm:SendCommand'],
  ['ssm:StartSession'],
  ['ec2-instance-connect:SendSSHPublicKey'],
  ['sagemaker:CreatePresignedNotebookInstanceUrl'],
];

/**
 * The ways in which an identity's policies let it give itself more: `iam:PassRole + ec2:RunInstances`. An identity that
 * may do everything needs no way.
 */
export function escalationsOf(policies: unknown): string[] {
  const statements = statementsOf(policies);
  return escalationPaths
    .filter((actions) => actions.every((action) => allowsIn(statements, action)))
    .map((actions) => actions.join(' + '));
}
