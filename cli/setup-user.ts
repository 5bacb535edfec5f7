/** The commands that remove the temporary user after connecting, for a POSIX shell with the AWS CLI. */
export function removeSetupUserCommands(userName: string): string {
  const user = '--user-name "$SETUP_USER"';
  return [
    `SETUP_USER=${shellQuoted(userName)}`,
    `for ARN in $(aws iam list-attached-user-policies ${user} --query 'AttachedPolicies[].PolicyArn' --output text); do`,
    `  aws iam detach-user-policy ${user} --policy-arn "$ARN"`,
    'done',
    `for NAME in $(aws iam list-user-policies ${user} --query 'PolicyNames[]' --output text); do`,
    `  aws iam delete-user-policy ${user} --policy-name "$NAME"`,
    'done',
    `for KEY in $(aws iam list-access-keys ${user} --query 'AccessKeyMetadata[].AccessKeyId' --output text); do`,
    `  aws iam delete-access-key ${user} --access-key-id "$KEY"`,
    'done',
    `aws iam delete-user ${user}`,
  ].join('\n');
}

/** The user's name comes from AWS and must not become a command in somebody's terminal. */
function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
