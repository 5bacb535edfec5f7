import type { Circumstances } from '../rules/compile.ts';
import type { JudgedAsset } from '../rules/values.ts';
import { evidenceAt } from './evidence.ts';
import type { PreparedRule } from './rules-of-team.ts';
import type { Judgement } from './store.ts';

/** An asset with what findings keep of it. */
export interface AssetToJudge {
  id: string;
  service: string;
  asset: JudgedAsset;
}

/** Lets rules judge an asset. A rule that is broken costs itself alone. */
export function judgeAsset(
  { id, service, asset }: AssetToJudge,
  rules: readonly Pick<PreparedRule, 'id' | 'severity' | 'parameters' | 'compiled'>[],
  circumstances: Omit<Circumstances, 'parameters'>,
): Judgement {
  const judgement = emptyJudgement(id, service, asset);
  for (const { id: ruleId, severity, parameters, compiled } of rules) {
    const verdict = compiled.judge(asset, { ...circumstances, parameters });
    if (verdict.kind === 'pass') judgement.passed.push(ruleId);
    else if (verdict.kind === 'not_applicable') judgement.notApplicable.push(ruleId);
    else if (verdict.kind === 'unknown') judgement.unsettled.push({ ruleId, missing: verdict.missing });
    else if (verdict.kind === 'broken') judgement.unsettled.push({ ruleId, missing: [], broken: verdict.message });
    else judgement.failed.push({ ruleId, severity, evidence: evidenceAt(asset.document, verdict.paths) });
  }
  return judgement;
}

/** What is said of an asset that no rule judges. */
export function emptyJudgement(
  assetId: string,
  service: string,
  { type, name, region }: Pick<JudgedAsset, 'type' | 'name' | 'region'>,
): Judgement {
  return {
    ...{ assetId, assetType: type, assetName: name, service, region },
    ...{ passed: [], failed: [], unsettled: [], notApplicable: [] },
  };
}
