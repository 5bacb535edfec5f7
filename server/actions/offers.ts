import { and, eq } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { findings } from '../findings/schema.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import type { ActionDeclaration, State } from './action.ts';
import type { ActionOffers } from './api.ts';
import { whyNotPermitted, whyUntouchable } from './guards.ts';
import { parameterSchemaOf } from './kinds.ts';
import { whyStopped } from './settings.ts';
import { findSubject, readSettings } from './store.ts';

interface OfferContext {
  database: Database;
  kinds: ReadonlyMap<string, ActionDeclaration>;
  rules: readonly OfferingRule[];
}

/** A rule as a team has it: `parameters` are the values that the team changed. */
export interface OfferingRule extends Pick<RuleFile, 'id' | 'actions'> {
  parameters: Readonly<Record<string, unknown>>;
}

/** The actions that mend a finding, best first, and then those that suit its asset; undefined when there is no such finding. */
export async function offersOfFinding(
  context: OfferContext,
  teamId: string,
  findingId: string,
): Promise<ActionOffers | undefined> {
  const [finding] = await context.database
    .select({ cloudAccountId: findings.cloudAccountId, assetId: findings.assetId, ruleId: findings.ruleId })
    .from(findings)
    .where(and(eq(findings.id, findingId), eq(findings.teamId, teamId)));
  if (finding === undefined) return undefined;
  const rule = context.rules.find(({ id }) => id === finding.ruleId);
  return offersOf(context, teamId, finding, rule?.actions ?? [], rule?.parameters);
}

/** The actions that suit an asset; undefined when there is no such asset. */
export async function offersOfAsset(
  context: OfferContext,
  teamId: string,
  assetId: string,
): Promise<ActionOffers | undefined> {
  const [asset] = await context.database
    .select({ cloudAccountId: assets.cloudAccountId, assetId: assets.id })
    .from(assets)
    .where(and(eq(assets.id, assetId), eq(assets.teamId, teamId)));
  return asset && offersOf(context, teamId, asset, []);
}

async function offersOf(
  { database, kinds }: OfferContext,
  teamId: string,
  asset: { cloudAccountId: string; assetId: string },
  named: RuleFile['actions'],
  ofTeam: OfferingRule['parameters'] = {},
): Promise<ActionOffers> {
  const subject = await findSubject(database, asset);
  if (subject === undefined) return { items: [] };
  const settings = await readSettings(database, teamId);
  const offer = (kind: ActionDeclaration, parameters: State, mendsFinding: boolean) => ({
    ...{ kind: kind.id, title: kind.title, what: kind.what, parameters, parameterSchema: parameterSchemaOf(kind) },
    ...{ canBeUndone: kind.whyNoUndo === undefined, mendsFinding },
    obstacle:
      whyUntouchable(subject, subject.account.nickname) ??
      whyNotPermitted(kind, subject) ??
      whyStopped(settings) ??
      null,
  });
  const mending = named.flatMap(({ id, parameters = {} }) => {
    const kind = kinds.get(id);
    return kind?.types.includes(subject.target.type)
      ? [offer(kind, { ...parameters, ...sharedWith(kind, ofTeam) }, true)]
      : [];
  });
  const others = [...kinds.values()].filter(
    ({ id, types }) => types.includes(subject.target.type) && !mending.some(({ kind }) => kind === id),
  );
  return { items: [...mending, ...others.map((kind) => offer(kind, {}, false))] };
}

/** What a team set of a rule and the action takes under the same name, such as ports: the action does what the rule wants. */
function sharedWith({ parameters }: ActionDeclaration, ofTeam: OfferingRule['parameters']): State {
  return Object.fromEntries(Object.entries(ofTeam).filter(([name]) => Object.hasOwn(parameters.shape, name)));
}
