import { setTimeout as sleepFor } from 'node:timers/promises';
import type { AccountSession } from '../aws/clients.ts';
import { explainAwsError, isDenied } from '../aws/errors.ts';
import type { AbsentAnswer } from '../aws/service.ts';
import type { Failure } from '../failure.ts';
import { type ActionCaller, type ActionDeclaration, isRead, type SdkPackage, type Target } from './action.ts';

/** A call that was made to AWS, for the audit log. */
export interface AwsRequest {
  operation: string;
  /** AWS's ID of the request, by which CloudTrail and AWS's support find it. */
  requestId: string | null;
  /** `ok`, or AWS's error code. */
  outcome: string;
  at: string;
}

/** AWS refused a call of an action. */
export class CallError extends Error {
  override name = 'CallError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/** What is done before each call that changes something; it throws when the call must not be made. */
export type BeforeWrite = () => Promise<void>;

export interface CallerOptions {
  action: ActionDeclaration;
  target: Target;
  session: AccountSession;
  signal: AbortSignal;
  token: string;
  /** Absent: nothing may be changed. */
  beforeWrite?: BeforeWrite;
  /** Calls that change something are only tried: AWS says whether it would let them. */
  isDryRun?: boolean;
  onRequest?: (request: AwsRequest) => void;
  /** Milliseconds to wait before a call that AWS throttled is made again. */
  pauses?: readonly number[];
}

const defaultPauses = [1_000, 3_000, 8_000, 20_000];

/** Opens a client for the calls of one action on one asset. */
export async function openActionCaller(options: CallerOptions): Promise<ActionCaller & { close(): void }> {
  const { action, target, session, signal, isDryRun = false, pauses = defaultPauses } = options;
  const sdk = (await action.load()) as SdkPackage;
  const Client = sdk[action.client as `${string}Client`];
  if (Client === undefined) throw new Error(`The SDK has no ${action.client}.`);
  const settings = session.clientOptions(target.region);
  const { endpoint } = settings;
  const client = new Client({
    ...settings,
    ...(action.hasAccountInHost && endpoint !== undefined
      ? { endpointProvider: () => ({ url: new URL(endpoint) }) }
      : {}),
  });

  const sendOnce = async (operation: string, input: object) => {
    const Command = sdk[`${operation}Command`];
    if (Command === undefined) throw new Error(`The SDK's package of ${action.id} has no ${operation}Command.`);
    const note = (outcome: string, requestId: string | undefined) =>
      options.onRequest?.({ operation, outcome, requestId: requestId ?? null, at: new Date().toISOString() });
    try {
      const answer = await client.send(new Command(input), { abortSignal: signal });
      const { $metadata: metadata, ...output } = answer as { $metadata?: { requestId?: string } };
      note('ok', metadata?.requestId);
      return { ok: true as const, output };
    } catch (error) {
      signal.throwIfAborted();
      const explained = explainAwsError(error, `${action.service}:${operation}`);
      note(explained.answer.code, explained.answer.requestId);
      return { ok: false as const, ...explained };
    }
  };
  const send = async (operation: string, input: object) => {
    const declared = action.calls[operation];
    if (declared === undefined) throw new Error(`${action.id} does not declare ${operation}.`);
    const isChange = !isRead(operation);
    if (isChange && options.beforeWrite === undefined && !isDryRun) {
      throw new Error(`${action.id} would change something while it only looks.`);
    }
    const tried = isChange && isDryRun ? { ...input, DryRun: true } : input;
    for (let count = 0; ; count += 1) {
      if (isChange && !isDryRun) await options.beforeWrite?.();
      const answer = await sendOnce(operation, tried);
      if (answer.ok) return { output: answer.output, declared };
      const { code } = answer.answer;
      if (isChange && isDryRun && code === 'DryRunOperation') return { output: {}, declared };
      const pause = pauses[count];
      if ((answer.kind !== 'throttled' && answer.kind !== 'unreachable') || pause === undefined) {
        return { error: answer, declared };
      }
      await sleepFor(pause, undefined, { signal });
    }
  };
  return {
    token: options.token,
    async call(operation, input) {
      const sent = await send(operation, input);
      if (sent.error === undefined) return sent.output;
      throw new CallError(explainFailure(action, target, operation, sent.error));
    },
    async find(operation, input) {
      const sent = await send(operation, input);
      if (sent.error === undefined) return sent.output;
      if (isOneOf(sent.error.answer, sent.declared.absent ?? [])) return undefined;
      throw new CallError(explainFailure(action, target, operation, sent.error));
    },
    close: () => client.destroy(),
  };
}

/** Whether AWS's answer is one of these. The SDK's names of some errors end in `Exception` where AWS's do not. */
export function isOneOf(answer: { code: string; message: string }, answers: readonly AbsentAnswer[]): boolean {
  const names = [answer.code, answer.code.replace(/Exception$/, '')];
  return answers.some((one) =>
    typeof one === 'string' ? names.includes(one) : names.includes(one.code) && one.message.test(answer.message),
  );
}

function explainFailure(
  action: ActionDeclaration,
  target: Target,
  operation: string,
  { kind, answer }: ReturnType<typeof explainAwsError>,
): Failure {
  const permission = action.calls[operation]?.permission ?? operation;
  if (isDenied(kind)) {
    const who = { denied: 'the role', denied_by_scp: 'a control policy', denied_by_boundary: 'a permissions boundary' };
    return {
      code: 'action_denied',
      detail: `AWS refused ${permission} on ${target.arn}: ${who[kind as keyof typeof who]} does not allow it. ${answer.message}`,
      mend:
        kind === 'denied'
          ? 'Look at what the account’s role may change under Settings → Cloud Accounts; the asset may carry the tag cloudcoreo:protected, or a policy of its own may deny it.'
          : 'Whoever manages the organization’s policies or the role’s boundary must allow it.',
      aws: answer,
    };
  }
  if (kind === 'throttled') {
    return {
      code: 'action_throttled',
      detail: `AWS had no time for ${answer.operation}, several times in a row (${answer.code}).`,
      mend: 'Plan it again in a few minutes. Something else in the account uses up AWS’s request limits.',
      aws: answer,
    };
  }
  if (kind === 'unreachable') {
    return {
      code: 'aws_unreachable',
      detail: `AWS could not be reached for ${answer.operation} (${answer.code}).`,
      mend: 'Check the network of the machine that CloudCoreo runs on, then plan it again.',
      aws: answer,
    };
  }
  return {
    code: 'action_refused_by_aws',
    detail: `AWS did not do ${answer.operation}: ${answer.message} (${answer.code}).`,
    mend: 'What AWS says tells what is in the way. Change that, then plan it again.',
    aws: answer,
  };
}
