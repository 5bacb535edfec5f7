import { z } from 'zod';
import type { InputOf, OperationOf, OutputOf } from '../aws/declare-service.ts';
import type { AbsentAnswer } from '../aws/service.ts';
import type { ActionDeclaration, CallDeclaration, SdkOfAction, State, Target, Wanted } from './action.ts';

/** The caller of an action, with the SDK's own types. Only what the action declares can be called. */
export interface CallerOf<Package, Calls> {
  call<Operation extends keyof Calls & OperationOf<Package> & string>(
    operation: Operation,
    input: InputOf<Package, Operation>,
  ): Promise<OutputOf<Package, Operation>>;
  find<Operation extends keyof Calls & OperationOf<Package> & string>(
    operation: Operation,
    input: InputOf<Package, Operation>,
  ): Promise<OutputOf<Package, Operation> | undefined>;
  token: string;
}

interface ChangeOf<Of> {
  from: Of | null;
  to: Of | null;
}

interface ActionOptions<Package, Calls, Parameters extends z.ZodObject, Of extends State> {
  id: string;
  title: string;
  what: string;
  types: readonly string[];
  /** Default: none. */
  parameters?: Parameters;
  calls: Calls;
  hasDryRun?: boolean;
  gone?: readonly AbsentAnswer[];
  /** `null` when the asset is not there any more. */
  read: (aws: CallerOf<Package, Calls>, target: Target, parameters: z.infer<NoInfer<Parameters>>) => Promise<Of | null>;
  want: (
    state: NoInfer<Of>,
    parameters: z.infer<NoInfer<Parameters>>,
    target: Target,
  ) => { to: NoInfer<Of> | null } | { refused: string };
  mayBreak: (
    change: ChangeOf<NoInfer<Of>>,
    target: Target,
    parameters: z.infer<NoInfer<Parameters>>,
  ) => readonly string[];
  /**
   * Brings AWS from one state to the other, whichever the two are. It may run twice, or begin between the two: each call must
   * do no harm when it was made before.
   */
  write: (
    aws: CallerOf<Package, Calls>,
    target: Target,
    change: ChangeOf<NoInfer<Of>>,
    parameters: z.infer<NoInfer<Parameters>>,
  ) => Promise<void>;
  /** Left out: writing the former state undoes it. */
  whyNoUndo?: string;
  settlesWithinSeconds?: number;
}

/** Says what an action is. Operations, their inputs and outputs are the SDK's own types; what comes out is plain. */
export function declareAction<
  Package extends object,
  const Calls extends { [Operation in OperationOf<Package>]?: CallDeclaration },
  Of extends State,
  Parameters extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(sdk: SdkOfAction<Package>, options: ActionOptions<Package, Calls, Parameters, Of>): ActionDeclaration {
  const { hasAccountInHost = false, ...package_ } = sdk;
  return {
    ...package_,
    hasAccountInHost,
    id: options.id,
    title: options.title,
    what: options.what,
    types: options.types,
    parameters: options.parameters ?? z.object({}),
    calls: options.calls as ActionDeclaration['calls'],
    hasDryRun: options.hasDryRun ?? false,
    gone: options.gone ?? [],
    read: options.read as unknown as ActionDeclaration['read'],
    want: options.want as unknown as (state: State, parameters: State, target: Target) => Wanted,
    mayBreak: options.mayBreak as unknown as ActionDeclaration['mayBreak'],
    write: options.write as unknown as ActionDeclaration['write'],
    whyNoUndo: options.whyNoUndo,
    settlesWithinSeconds: options.settlesWithinSeconds ?? 30,
  };
}
