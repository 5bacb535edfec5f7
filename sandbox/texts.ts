import type { SetupKey } from './aws.ts';
import type { Owner } from './product.ts';

export const usage = `npm run sandbox -- [options]

Runs CloudCoreo (WebUI, worker, embedded database) with an emulated AWS that holds a sample estate.

  --port PORT      where the WebUI listens on 127.0.0.1; default 8400, or any free port if that is taken
  --data-dir DIR   keep CloudCoreo's data here; default a temporary folder, removed at the end
                   (the emulated AWS keeps nothing: every run begins with a new one)
  --estate KIND    what the emulated accounts have: "small" (IAM, EC2, S3; the default), "sample" (180 types of asset
                   of most services; takes some 15 seconds more) or "empty"
  --json           print exactly one line of JSON on standard output when all is ready
  --help           print this text

Logs go to standard error. Ctrl+C or SIGTERM ends everything.`;

/** What a person needs to begin: where to go, how to sign in, which key to paste. */
export function describeSandbox(sandbox: {
  url: string;
  owner: Owner;
  awsEndpoint: string;
  hubAccountId: string;
  setupKey: SetupKey;
  secondSetupKey: SetupKey;
}): string {
  const { setupKey, secondSetupKey } = sandbox;
  return `
CloudCoreo is ready, with an emulated AWS to try it on.

  Open       ${sandbox.url}
  Sign in    ${sandbox.owner.email}
  Password   ${sandbox.owner.password}

Connect an AWS account: Settings → Cloud Accounts → ADD NEW, any nickname, and the key of a temporary IAM user:

  AWS account ${setupKey.accountId} (user ${setupKey.userName})
  Access Key ID      ${setupKey.accessKeyId}
  Secret Access Key  ${setupKey.secretAccessKey}

A second account to connect:

  AWS account ${secondSetupKey.accountId} (user ${secondSetupKey.userName})
  Access Key ID      ${secondSetupKey.accessKeyId}
  Secret Access Key  ${secondSetupKey.secretAccessKey}

The emulated AWS answers at ${sandbox.awsEndpoint}; CloudCoreo runs as an identity of account ${sandbox.hubAccountId} there.
Nothing reaches the real AWS. Ctrl+C ends everything.
`;
}
