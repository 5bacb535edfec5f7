/** The names that the procedure uses; a person may choose others. */
export const exampleUserName = 'MyCloudCoreoUser';
export const examplePolicyName = 'MyCloudCoreoPolicy';

/** The commands that do the same as the console steps before connecting. */
export function createSetupUserCommands(setupPolicy: string): string {
  return [
    `aws iam create-user --user-name ${exampleUserName}`,
    `POLICY_ARN=$(aws iam create-policy --policy-name ${examplePolicyName} \\`,
    `  --policy-document ${shellQuoted(compactJson(setupPolicy))} \\`,
    `  --query Policy.Arn --output text)`,
    `aws iam attach-user-policy --user-name ${exampleUserName} --policy-arn "$POLICY_ARN"`,
    `aws iam create-access-key --user-name ${exampleUserName}`,
  ].join('\n');
}

/** The commands that do the same as the console steps afterwards. */
export function removeSetupUserCommands(userName: string): string {
  const user = '--user-name "$SETUP_USER"';
  return [
    `SETUP_USER=${shellQuoted(userName)}`,
    `for ARN in $(aws iam list-attached-user-policies ${user} --query 'AttachedPolicies[].PolicyArn' --output text); do`,
    `  aws iam detach-user-policy ${user} --policy-arn "$ARN"`,
    `done`,
    `for NAME in $(aws iam list-user-policies ${user} --query 'PolicyNames[]' --output text); do`,
    `  aws iam delete-user-policy ${user} --policy-name "$NAME"`,
    `done`,
    `for KEY in $(aws iam list-access-keys ${user} --query 'AccessKeyMetadata[].AccessKeyId' --output text); do`,
    `  aws iam delete-access-key ${user} --access-key-id "$KEY"`,
    `done`,
    `aws iam delete-user ${user}`,
  ].join('\n');
}

/** A word for a POSIX shell. The user's name comes from AWS and must not become a command in somebody's terminal. */
function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function compactJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
