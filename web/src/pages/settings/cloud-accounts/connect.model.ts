import type { ConnectEventView } from '../../../../../server/accounts/api.ts';
import type { ConnectStep, ConnectStepId } from '../../../../../server/accounts/steps.ts';
import type { Trouble } from '../../../api/problem.ts';

export type ConnectMethod = 'access-key' | 'role';

/** One try to connect an account, as far as the page knows. */
export interface Attempt {
  phase: 'running' | 'failed' | 'connected';
  nickname: string;
  steps: ConnectStep[];
  problem?: Trouble;
  cloudAccountId?: string;
}

/** What a step is called, and what it will do, until its own detail says what it did. In the steps' order. */
export const stepTexts: Record<ConnectStepId, { title: string; plan: string }> = {
  'get-user': { title: 'iam:GetUser', plan: 'Whose key is it, and of which account?' },
  'create-policy': { title: 'iam:CreatePolicy', plan: 'The audit policy, if it is not there yet' },
  'create-role': { title: 'iam:CreateRole', plan: 'A role that only this CloudCoreo can assume' },
  'attach-policy': { title: 'iam:AttachRolePolicy', plan: 'The policy to the role' },
  'forget-key': { title: 'Key forgotten', plan: 'From here on CloudCoreo uses the role' },
  'assume-role': { title: 'sts:AssumeRole', plan: 'With the external ID of this connection' },
  'prove-lock': { title: 'Prove the lock', plan: 'Wrong and missing external ID must be refused' },
  'read-policy': { title: 'Read the policy back', plan: 'The role can do what it should, and no more' },
};

const stepOrder = Object.keys(stepTexts) as ConnectStepId[];

export function beginAttempt(method: ConnectMethod, nickname: string): Attempt {
  const ids = method === 'role' ? stepOrder.slice(stepOrder.indexOf('assume-role')) : stepOrder;
  return { phase: 'running', nickname, steps: ids.map((id) => ({ id, state: 'waiting', detail: '' })) };
}

export function afterEvent(attempt: Attempt, event: ConnectEventView): Attempt {
  switch (event.type) {
    case 'step':
      return { ...attempt, steps: attempt.steps.map((step) => (step.id === event.step.id ? event.step : step)) };
    case 'connected':
      return { ...attempt, phase: 'connected', cloudAccountId: event.cloudAccountId };
    case 'failed':
      return afterFailure(attempt, event.failure, 'failed');
  }
}

/** The request was refused, or the stream broke off: what a running step came to is not known. */
export function afterBreak(attempt: Attempt, problem: Trouble): Attempt {
  return afterFailure(attempt, problem, 'waiting');
}

function afterFailure(attempt: Attempt, problem: Trouble, runningBecomes: 'failed' | 'waiting'): Attempt {
  const steps = attempt.steps.map((step) => (step.state === 'running' ? { ...step, state: runningBecomes } : step));
  return { ...attempt, phase: 'failed', problem, steps };
}

/** The stream ended although neither `connected` nor `failed` had come. */
export const brokenOff: Trouble = {
  code: 'connection_lost',
  detail: 'The connection to CloudCoreo’s server was lost while it was connecting the account.',
  mend: 'Look at the account in the list of cloud accounts: it may be connected by now. If it is not, try again here; what was made in AWS is kept and used.',
};

/** Whether there is any progress to show. */
export function hasBegun({ phase, steps }: Attempt): boolean {
  return phase !== 'failed' || steps.some(({ state }) => state !== 'waiting');
}

/** One sentence for screen readers about where an attempt stands. */
export function announcement({ phase, nickname, steps }: Attempt): string {
  if (phase === 'connected') return `${nickname} is connected.`;
  const failed = steps.find(({ state }) => state === 'failed');
  if (phase === 'failed') return failed ? `${stepTexts[failed.id].title} failed.` : 'Connecting failed.';
  const running = steps.find(({ state }) => state === 'running');
  return running ? `${stepTexts[running.id].title} is running.` : '';
}

export interface AccessKeyForm {
  nickname: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** What is missing, by field. What a key looks like is the server's to judge: it answers with the mend. */
export function accessKeyErrors(form: AccessKeyForm): Partial<Record<keyof AccessKeyForm, string>> {
  return {
    ...nicknameErrors(form.nickname),
    ...(form.accessKeyId.trim() === '' && { accessKeyId: 'Paste the Access Key ID of the temporary user.' }),
    ...(form.secretAccessKey.trim() === '' && {
      secretAccessKey: 'Paste the Secret Access Key of the temporary user.',
    }),
  };
}

export interface RoleForm {
  nickname: string;
  roleArn: string;
}

export function roleErrors(form: RoleForm): Partial<Record<keyof RoleForm, string>> {
  return {
    ...nicknameErrors(form.nickname),
    ...(form.roleArn.trim() === '' && { roleArn: 'Paste the ARN of the role you made.' }),
  };
}

export function nicknameErrors(nickname: string): { nickname?: string } {
  if (nickname.trim() === '') return { nickname: 'Give the account a nickname, for example “production”.' };
  if (nickname.trim().length > 100) return { nickname: 'A nickname has at most 100 characters.' };
  return {};
}
