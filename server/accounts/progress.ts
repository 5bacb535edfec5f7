import { failed, type Result, success } from '../failure.ts';
import type { AccountsContext } from './context.ts';
import type { CloudAccount } from './schema.ts';
import { type ConnectEvent, type ConnectStep, type ConnectStepId, plannedSteps } from './steps.ts';
import { leaseSeconds, underWay, updateClaimed } from './store.ts';

/** What a step found, in one line, and what the next steps need of it. */
export interface StepOutcome<Value> {
  detail: string;
  value: Value;
}

export type EmitConnectEvent = (event: ConnectEvent) => void;

/**
 * The steps of one attempt: told to whoever watches and, once the attempt has claimed its row, written there with the
 * lease, so that the page shows them after a reload and another attempt knows that this one lives.
 */
export function trackProgress(
  { database, log }: Pick<AccountsContext, 'database' | 'log'>,
  method: CloudAccount['method'],
  leaseHolder: string,
  emit: EmitConnectEvent,
) {
  let steps = plannedSteps(method);
  let account: CloudAccount | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const show = (id: ConnectStepId, change: Partial<ConnectStep>) => {
    const step = steps.find((candidate) => candidate.id === id);
    if (step === undefined) return;
    Object.assign(step, change);
    emit({ type: 'step', step: { ...step } });
  };

  return {
    /** Shows the steps of the attempt that this one carries on, those that are done as done. */
    carryOn(earlier: ConnectStep[]) {
      steps = steps.map((step) => earlier.find(({ id, state }) => id === step.id && state === 'done') ?? step);
      for (const step of steps) emit({ type: 'step', step: { ...step } });
    },

    /** From here on the attempt holds this row's lease. */
    attach(claimed: CloudAccount) {
      account = claimed;
      heartbeat = setInterval(
        () => {
          // Without heartbeats the lease ends and another attempt may take over, as it should.
          updateClaimed(database, claimed, leaseHolder, {}).catch((error: unknown) =>
            log.warn({ err: error, cloudAccountId: claimed.id }, 'the heartbeat of a connect attempt was not written'),
          );
        },
        (leaseSeconds * 1000) / 3,
      );
    },

    detach() {
      clearInterval(heartbeat);
    },

    /**
     * Runs one step. It fails when the work fails, or when the attempt has lost its lease meanwhile and another one
     * may be at work.
     */
    async step<Value>(
      id: ConnectStepId,
      work: (say: (detail: string) => void) => Promise<Result<StepOutcome<Value>>>,
    ): Promise<Result<Value>> {
      show(id, { state: 'running' });
      const outcome = await work((detail) => show(id, { detail }));
      if (outcome.ok) show(id, { state: 'done', detail: outcome.value.detail });
      else show(id, { state: 'failed', detail: outcome.failure.detail });
      if (account !== undefined && !(await updateClaimed(database, account, leaseHolder, { connectSteps: steps }))) {
        return failed(underWay(account.awsAccountId));
      }
      return outcome.ok ? success(outcome.value.value) : outcome;
    },
  };
}

export type Progress = ReturnType<typeof trackProgress>;
