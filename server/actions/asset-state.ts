import { type Failure, failed, type Result, success } from '../failure.ts';
import type { ActionCaller, ActionDeclaration, Change, State, Target } from './action.ts';
import { CallError, isOneOf } from './call.ts';
import { plain } from './state.ts';

/** Reads the present state of an asset; `null` when it is not there. */
export async function readState(
  action: ActionDeclaration,
  aws: ActionCaller,
  target: Target,
  parameters: State,
): Promise<Result<State | null>> {
  try {
    return success(plain(await action.read(aws, target, parameters)));
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { aws: answer } = error.failure;
    if (answer !== undefined && isOneOf(answer, action.gone)) return success(null);
    return failed(error.failure);
  }
}

/** Brings an asset to a state, as far as AWS lets it. */
export async function writeState(
  action: ActionDeclaration,
  aws: ActionCaller,
  target: Target,
  change: Change,
  parameters: State,
): Promise<Result<void>> {
  try {
    await action.write(aws, target, change, parameters);
    return success(undefined);
  } catch (error) {
    if (error instanceof CallError) return failed(error.failure);
    throw error;
  }
}

export function assetGone(arn: string): Failure {
  return {
    code: 'asset_gone',
    detail: `${arn} is not there any more.`,
    mend: 'There is nothing left to do. The next scan notices it, too.',
  };
}
