import { readElement, readElements } from './answers.ts';
import type { Identity } from './identities.ts';
import type { SigningKey } from './signature.ts';
import type { Upstream } from './upstream.ts';

export type Role = { arn: string; trustPolicy: string; createdAt: number; maximumSessionSeconds: number };

/** Reads IAM as an account's administrator, so that the proxy can judge a request as AWS would. */
export type IamReader = {
  /** The role of this name, or undefined when the account has none. */
  readRole(accountId: string, roleName: string): Promise<Role | undefined>;
  /** The documents of all policies of a user (its groups' too) or a role. */
  readIdentityPolicies(identity: Identity): Promise<string[]>;
  readManagedPolicy(accountId: string, policyArn: string): Promise<string | undefined>;
  /** Says that IAM in this account has changed: what was read before is forgotten. */
  forget(accountId: string): void;
};

type Ask = (accountId: string, parameters: Record<string, string>) => Promise<string | undefined>;

/** `administrators` holds, by account ID, a key that may do everything there. */
export function createIamReader(
  upstream: Upstream,
  administrators: ReadonlyMap<string, SigningKey>,
  region: string,
): IamReader {
  /** By account, what was asked and the answer. A change replaces the account's map, so that an answer in flight is not kept. */
  const answers = new Map<string, Map<string, Promise<string | undefined>>>();

  const ask: Ask = (accountId, parameters) => {
    let known = answers.get(accountId);
    if (!known) {
      known = new Map();
      answers.set(accountId, known);
    }
    const question = new URLSearchParams(parameters).toString();
    let answer = known.get(question);
    if (!answer) {
      answer = fetchAnswer(accountId, parameters);
      known.set(question, answer);
      answer.catch(() => answers.delete(accountId));
    }
    return answer;
  };

  async function fetchAnswer(accountId: string, parameters: Record<string, string>): Promise<string | undefined> {
    const key = administrators.get(accountId);
    if (!key) return undefined;
    const { status, body } = await upstream.askIam(accountId, key, region, parameters);
    if (status === 200) return body;
    if (status === 404) return undefined;
    throw new Error(`moto answered ${parameters.Action} in account ${accountId} with HTTP ${status}: ${body}`);
  }

  return {
    async readRole(accountId, roleName) {
      const body = await ask(accountId, { Action: 'GetRole', RoleName: roleName });
      if (body === undefined) return undefined;
      return {
        arn: readElement(body, 'Arn') ?? '',
        trustPolicy: decodeDocument(readElement(body, 'AssumeRolePolicyDocument')),
        createdAt: Date.parse(readElement(body, 'CreateDate') ?? ''),
        maximumSessionSeconds: Number(readElement(body, 'MaxSessionDuration') ?? 3600),
      };
    },
    async readIdentityPolicies(identity) {
      const { accountId, name } = identity;
      if (identity.kind === 'session') return readPolicies(ask, accountId, 'Role', name);
      const groups = readElements(
        (await ask(accountId, { Action: 'ListGroupsForUser', UserName: name })) ?? '',
        'GroupName',
      );
      const documents = await Promise.all([
        readPolicies(ask, accountId, 'User', name),
        ...groups.map((group) => readPolicies(ask, accountId, 'Group', group)),
      ]);
      return documents.flat();
    },
    readManagedPolicy: (accountId, policyArn) => readManagedPolicy(ask, accountId, policyArn),
    forget: (accountId) => answers.delete(accountId),
  };
}

async function readPolicies(ask: Ask, accountId: string, kind: 'User' | 'Role' | 'Group', name: string) {
  const owner = { [`${kind}Name`]: name };
  const [inline, attached] = await Promise.all([
    ask(accountId, { Action: `List${kind}Policies`, ...owner }),
    ask(accountId, { Action: `ListAttached${kind}Policies`, ...owner }),
  ]);
  const documents = await Promise.all([
    ...readElements(inline ?? '', 'member').map(async (PolicyName) => {
      const body = await ask(accountId, { Action: `Get${kind}Policy`, ...owner, PolicyName });
      return body === undefined ? undefined : decodeDocument(readElement(body, 'PolicyDocument'));
    }),
    ...readElements(attached ?? '', 'PolicyArn').map((policyArn) => readManagedPolicy(ask, accountId, policyArn)),
  ]);
  return documents.filter((document) => document !== undefined);
}

async function readManagedPolicy(ask: Ask, accountId: string, PolicyArn: string): Promise<string | undefined> {
  const policy = await ask(accountId, { Action: 'GetPolicy', PolicyArn });
  const VersionId = policy && readElement(policy, 'DefaultVersionId');
  if (!VersionId) return undefined;
  const version = await ask(accountId, { Action: 'GetPolicyVersion', PolicyArn, VersionId });
  return version && decodeDocument(readElement(version, 'Document'));
}

/** IAM answers with URL-encoded policy documents. */
function decodeDocument(text: string | undefined): string {
  if (!text) return '{}';
  return text.trimStart().startsWith('{') ? text : decodeURIComponent(text);
}
