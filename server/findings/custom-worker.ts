import { parentPort, workerData } from 'node:worker_threads';
import { compileRule } from '../rules/compile.ts';
import { readCustomRule } from '../rules/custom-rule.ts';
import { type JoinedData, joinedFinder } from '../rules/joined-assets.ts';
import type { Severity } from '../rules/rule-file.ts';
import { type AssetToJudge, emptyJudgement, judgeAsset } from './judge-asset.ts';
import type { Judgement } from './store.ts';

// A thread of its own for the rules that teams write: whatever one of them costs, it can be ended.

/** What the thread is started with. */
export interface CustomWorkerData {
  rules: { id: string; source: string; severity: Severity; parameters: Readonly<Record<string, unknown>> }[];
  joined: JoinedData;
  now: Date;
  /** The evaluations that were begun, and which rule's the last one is. */
  progress: SharedArrayBuffer;
}

/** A rule may take this long for all assets that are judged together. */
const mostMilliseconds = 5000;

if (parentPort !== null) run(parentPort, workerData as CustomWorkerData);

function run(port: NonNullable<typeof parentPort>, { rules, joined, now, progress }: CustomWorkerData): void {
  const begun = new Int32Array(progress);
  const finder = joinedFinder(joined);
  const prepared = rules.flatMap(({ id, source, severity, parameters }, index) => {
    const read = readCustomRule(source);
    return 'rule' in read ? [{ index, id, severity, parameters, compiled: compileRule(read.rule) }] : [];
  });
  port.on('message', (assets: AssetToJudge[]) => {
    const spent = new Map<string, number>();
    port.postMessage(assets.map(judge));

    function judge(given: AssetToJudge): Judgement {
      const ofType = prepared.filter(({ compiled }) => compiled.type === given.asset.type);
      const said = ofType.map((rule) => {
        const before = spent.get(rule.id) ?? 0;
        if (before > mostMilliseconds) return judgeAsset(given, [tooCostly(rule)], { now, joined: finder });
        Atomics.store(begun, 1, rule.index);
        Atomics.add(begun, 0, 1);
        const start = performance.now();
        const judgement = judgeAsset(given, [rule], { now, joined: finder });
        spent.set(rule.id, before + performance.now() - start);
        return judgement;
      });
      return {
        ...emptyJudgement(given.id, given.service, given.asset),
        passed: said.flatMap(({ passed }) => passed),
        failed: said.flatMap(({ failed }) => failed),
        unsettled: said.flatMap(({ unsettled }) => unsettled),
        notApplicable: said.flatMap(({ notApplicable }) => notApplicable),
      };
    }
  });
}

type Prepared = Parameters<typeof judgeAsset>[1][number];

function tooCostly(rule: Prepared): Prepared {
  const message = 'It takes too long. Go through fewer lists within lists.';
  return { ...rule, compiled: { ...rule.compiled, judge: () => ({ kind: 'broken', message }) } };
}
