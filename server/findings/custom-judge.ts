import { Worker } from 'node:worker_threads';
import type { JoinedData } from '../rules/joined-assets.ts';
import type { CustomWorkerData } from './custom-worker.ts';
import { type AssetToJudge, emptyJudgement } from './judge-asset.ts';
import type { PreparedRule } from './rules-of-team.ts';
import type { Judgement } from './store.ts';

/** Judges by the rules that a team wrote itself. */
export interface CustomJudge {
  judge(assets: readonly AssetToJudge[]): Promise<Judgement[]>;
  close(): Promise<void>;
}

/** Longest that one evaluation may take. */
const mostMilliseconds = 2000;
const memoryMiB = 512;

/**
 * Opens a thread that judges by rules that users wrote. A rule that hangs there or wants too much memory is ended with the
 * thread and is broken from then on; the others go on in a new one.
 */
export function openCustomJudge(
  given: readonly PreparedRule[],
  circumstances: { joined: JoinedData; now: Date },
): CustomJudge {
  const judgedTypes = new Set(given.map(({ compiled }) => compiled.type));
  const broken = new Map<string, string>();
  let running: { worker: Worker; begun: Int32Array; rules: CustomWorkerData['rules'] } | undefined;

  function start() {
    const rules = given.flatMap(({ id, source, severity, parameters }) =>
      source === null || broken.has(id) ? [] : [{ id, source, severity, parameters }],
    );
    const progress = new SharedArrayBuffer(8);
    const data: CustomWorkerData = { rules, ...circumstances, progress };
    const worker = new Worker(new URL('./custom-worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
      // Nothing of the configuration, such as the secret, is for what users write.
      env: {},
    });
    // A thread that is being ended may still fail: nobody waits for it any more.
    worker.on('error', () => {});
    return { worker, begun: new Int32Array(progress), rules };
  }

  async function judge(assets: readonly AssetToJudge[]): Promise<Judgement[]> {
    running ??= start();
    const { worker, begun, rules } = running;
    const outcome = await askOnce(worker, begun, assets);
    if (outcome.kind === 'said') return outcome.judgements.map((one, index) => withBroken(one, assets[index]));
    running = undefined;
    await worker.terminate();
    const culprit = rules[Atomics.load(begun, 1)];
    if (culprit === undefined || Atomics.load(begun, 0) === 0) throw outcome.cause;
    broken.set(culprit.id, outcome.message);
    return judge(assets);
  }

  function withBroken(judgement: Judgement, of: AssetToJudge | undefined): Judgement {
    const ended = given.filter(({ id, compiled }) => broken.has(id) && compiled.type === of?.asset.type);
    const unsettled = ended.map(({ id }) => ({ ruleId: id, missing: [], broken: broken.get(id) ?? '' }));
    return { ...judgement, unsettled: [...judgement.unsettled, ...unsettled] };
  }

  return {
    async judge(assets) {
      // Only what these rules are for goes to the thread: each asset is copied there.
      const meant = assets.filter(({ asset }) => judgedTypes.has(asset.type));
      const said = meant.length === 0 ? [] : await judge(meant);
      const saidOf = new Map(said.map((judgement) => [judgement.assetId, judgement]));
      return assets.map(({ id, service, asset }) => saidOf.get(id) ?? emptyJudgement(id, service, asset));
    },
    async close() {
      await running?.worker.terminate();
      running = undefined;
    },
  };
}

type Outcome = { kind: 'said'; judgements: Judgement[] } | { kind: 'ended'; message: string; cause: Error };

function askOnce(worker: Worker, begun: Int32Array, assets: readonly AssetToJudge[]): Promise<Outcome> {
  return new Promise((resolve) => {
    Atomics.store(begun, 0, 0);
    let seen = -1;
    const timer = setInterval(() => {
      const now = Atomics.load(begun, 0);
      if (now === seen && now > 0) {
        const message = `It took longer than ${mostMilliseconds / 1000} seconds on one asset and was ended.`;
        settle({ kind: 'ended', message, cause: new Error(message) });
      }
      seen = now;
    }, mostMilliseconds);
    const onMessage = (judgements: Judgement[]) => settle({ kind: 'said', judgements });
    const onError = (cause: Error) => settle({ kind: 'ended', message: whyEnded(cause), cause });
    const onExit = () => onError(new Error('Its thread ended.'));
    const settle = (outcome: Outcome) => {
      clearInterval(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(assets);
  });
}

function whyEnded(error: Error & { code?: string }): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? `It wanted more than ${memoryMiB} MiB of memory and was ended.`
    : error.message;
}
