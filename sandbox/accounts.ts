import { readElement } from './answers.ts';
import type { SigningKey } from './signature.ts';

export type SandboxAccount = { accountId: string; name: string };

export type SandboxAccounts = {
  /** The account that CloudCoreo itself runs in. */
  hub: SandboxAccount;
  /** The accounts to connect. */
  customers: [SandboxAccount, SandboxAccount, ...SandboxAccount[]];
  /** An account that nobody trusts, whose user may assume any role that lets him. */
  stranger: SandboxAccount;
};

/** Names the sandbox's accounts. The IDs are the ones that AWS's documentation uses as examples, and made-up ones. */
export function nameAccounts(customerCount: number): SandboxAccounts {
  const more = Array.from({ length: Math.max(0, customerCount - 2) }, (_, index) => ({
    accountId: String(500_000_000_001 + index),
    name: `Northwind team ${index + 1}`,
  }));
  return {
    hub: { accountId: '999999999999', name: 'CloudCoreo hub' },
    customers: [
      { accountId: '111122223333', name: 'Northwind Production' },
      { accountId: '444455556666', name: 'Northwind Development' },
      ...more,
    ],
    stranger: { accountId: '666677778888', name: 'Stranger' },
  };
}

export type PolicyDocument = { Version: '2012-10-17'; Statement: object | object[] };

export function allow(actions: string[], resource: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] };
}

/**
 * Makes an IAM user with one inline policy and an access key, by speaking to moto directly
 * while it does not yet check permissions: the first user of an account has nobody to make him.
 */
export async function createFirstUser(
  moto: { port: number },
  region: string,
  user: { accountId: string; userName: string; policy: PolicyDocument },
): Promise<SigningKey> {
  const ask = async (parameters: Record<string, string>): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${moto.port}/`, {
      method: 'POST',
      headers: {
        // moto reads service and region here, and does not look at the rest yet.
        authorization: `AWS4-HMAC-SHA256 Credential=none/20160101/${region}/iam/aws4_request, SignedHeaders=host, Signature=none`,
        'x-moto-account-id': user.accountId,
      },
      body: new URLSearchParams({ ...parameters, UserName: user.userName, Version: '2010-05-08' }),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`moto answered ${parameters.Action} with HTTP ${response.status}: ${body}`);
    return body;
  };
  await ask({ Action: 'CreateUser' });
  await ask({ Action: 'PutUserPolicy', PolicyName: 'inline', PolicyDocument: JSON.stringify(user.policy) });
  const answer = await ask({ Action: 'CreateAccessKey' });
  const accessKeyId = readElement(answer, 'AccessKeyId');
  const secretAccessKey = readElement(answer, 'SecretAccessKey');
  if (!accessKeyId || !secretAccessKey) throw new Error(`moto made no access key: ${answer}`);
  return { accessKeyId, secretAccessKey };
}
