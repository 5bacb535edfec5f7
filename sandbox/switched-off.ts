import type { Answer, AwsError } from './answers.ts';
import type { AwsRequest } from './request.ts';

/** A service that answers nothing until it is switched on, account by account and region by region. */
export type Switch = {
  /** What moto answers with success only where the service is on. */
  question: { method: string; target: string };
  /** What AWS says where it is off. */
  refusal(accountId: string): AwsError;
};

const switches: Record<string, Switch> = {
  macie2: {
    question: { method: 'GET', target: '/macie' },
    refusal: () => ({ status: 403, code: 'AccessDeniedException', message: 'Macie is not enabled.' }),
  },
  securityhub: {
    question: { method: 'GET', target: '/accounts' },
    refusal: (accountId) => ({
      status: 401,
      code: 'InvalidAccessException',
      message: `Account ${accountId} is not subscribed to AWS Security Hub`,
    }),
  },
};

/** The switch of the request's service, where it has one. */
export function switchOf(request: AwsRequest): Switch | undefined {
  return switches[request.api];
}

/** Mends what moto says of Inspector where it was never on. */
export function mendSwitches(request: AwsRequest, accountId: string, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  if (request.permission === 'inspector2:BatchGetAccountStatus') {
    const status = JSON.parse(answer.body.toString()) as { accounts?: unknown[] };
    if (status.accounts?.length !== 0) return answer;
    // moto leaves out the account.
    const off = { status: 'DISABLED' };
    const resourceState = { ec2: off, ecr: off, lambda: off, lambdaCode: off, codeRepository: off };
    return { ...answer, body: JSON.stringify({ ...status, accounts: [{ accountId, state: off, resourceState }] }) };
  }
  return answer;
}
