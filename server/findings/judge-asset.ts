import type { Circumstances, CompiledRule } from '../rules/compile.ts';
import type { JudgedAsset } from '../rules/values.ts';
import { evidenceAt } from './evidence.ts';
import type { Judgement } from './store.ts';

/** Lets rules judge an asset. A rule that is broken costs itself alone. */
export function judgeAsset(
  { id, service }: { id: string; service: string },
  asset: JudgedAsset,
  rules: readonly CompiledRule[],
  circumstances: Circumstances,
): Judgement {
  const judgement: Judgement = {
    assetId: id,
    assetType: asset.type,
    assetName: asset.name,
    service,
    region: asset.region,
    passed: [],
    failed: [],
    unsettled: [],
    notApplicable: [],
  };
  for (const rule of rules) {
    const verdict = rule.judge(asset, circumstances);
    if (verdict.kind === 'pass') judgement.passed.push(rule.id);
    else if (verdict.kind === 'not_applicable') judgement.notApplicable.push(rule.id);
    else if (verdict.kind === 'unknown') judgement.unsettled.push({ ruleId: rule.id, missing: verdict.missing });
    else if (verdict.kind === 'broken') {
      judgement.unsettled.push({ ruleId: rule.id, missing: [], broken: verdict.message });
    } else {
      const evidence = evidenceAt(asset.document, verdict.paths);
      judgement.failed.push({ ruleId: rule.id, severity: rule.severity, evidence });
    }
  }
  return judgement;
}
