import { and, eq, inArray, isNull } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import { failed, type Result, success } from '../failure.ts';
import { findings } from '../findings/schema.ts';
import { newId } from '../identifier.ts';
import type { ActionDeclaration, State } from './action.ts';
import type { ActionRequest, ActionsRequested } from './api.ts';
import type { ActionActor, ActionsContext } from './context.ts';
import { actions } from './schema.ts';

type RequestContext = Pick<ActionsContext, 'database' | 'kinds' | 'requestWork'>;

/** Asks for an action on up to 500 assets or findings: each is planned, and nothing is changed yet. */
export async function requestActions(
  context: RequestContext,
  caller: ActionActor & { teamId: string },
  request: ActionRequest,
): Promise<Result<ActionsRequested>> {
  const kind = context.kinds.get(request.kind);
  if (kind === undefined) return failed(kindUnknown(request.kind));
  const parameters = kind.parameters.safeParse(request.parameters);
  if (!parameters.success) {
    const fields = parameters.error.issues.map(({ path, message }) => ({
      field: ['parameters', ...path].join('.'),
      message,
    }));
    return failed({
      code: 'input_invalid',
      detail: fields.map(({ field, message }) => `${field}: ${message}`).join(' '),
      mend: `GET /api/v1/action-kinds says what ${kind.id} takes.`,
      fields,
    });
  }
  return await context.database.transaction(async (tx) => {
    const subjects = await findSubjects(tx, caller.teamId, request);
    return success(await addActions(context, tx, caller, kind, parameters.data, subjects));
  });
}

export interface RequestedSubject {
  given: string;
  asset: Pick<typeof assets.$inferSelect, 'cloudAccountId' | 'id' | 'arn' | 'name' | 'type' | 'region'> | undefined;
  finding?: Pick<typeof findings.$inferSelect, 'id' | 'ruleId' | 'severity'>;
}

/** Adds actions that are to be planned, those that were asked for together under one ID. */
export async function addActions(
  { requestWork }: Pick<RequestContext, 'requestWork'>,
  tx: Database,
  actor: ActionActor & { teamId: string },
  kind: ActionDeclaration,
  parameters: State,
  subjects: readonly RequestedSubject[],
  policy?: { id: string; appliesByItself: boolean },
): Promise<ActionsRequested> {
  const refused: ActionsRequested['refused'] = [];
  const rows: (typeof actions.$inferInsert)[] = [];
  const batchId = subjects.length > 1 ? newId('bat') : null;
  const now = new Date();
  for (const { given, asset, finding } of subjects) {
    if (asset === undefined) {
      refused.push({ id: given, why: 'There is no such asset in your team now.' });
    } else if (!kind.types.includes(asset.type)) {
      refused.push({ id: given, why: `“${kind.title}” is for ${kind.types.join(', ')}, and this is ${asset.type}.` });
    } else {
      rows.push({
        ...{ cloudAccountId: asset.cloudAccountId, id: newId('act'), teamId: actor.teamId, kind: kind.id, parameters },
        ...{ assetId: asset.id, assetArn: asset.arn, assetName: asset.name, assetType: asset.type },
        region: asset.region,
        ...{ findingId: finding?.id ?? null, ruleId: finding?.ruleId ?? null, severity: finding?.severity ?? null },
        ...{ batchId, policyId: policy?.id ?? null, appliesByItself: policy?.appliesByItself ?? false },
        status: 'planning',
        ...{ requestedById: actor.userId, requestedByName: actor.name, requestedAt: now },
        events: [{ at: now.toISOString(), what: 'Asked for.', who: actor.name }],
      });
    }
  }
  await insertAll(tx, actions, rows);
  for (const { cloudAccountId, id } of rows) await requestWork(tx, { cloudAccountId, id });
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) {
    await writeAudit(tx, {
      ...{ teamId: actor.teamId, actor, action: 'action.request', target: batchId ?? ids[0] ?? '' },
      details: { kind: kind.id, parameters, actions: ids, policyId: policy?.id ?? null },
    });
  }
  return { ids, batchId, refused };
}

const assetColumns = {
  cloudAccountId: assets.cloudAccountId,
  id: assets.id,
  arn: assets.arn,
  name: assets.name,
  type: assets.type,
  region: assets.region,
};

async function findSubjects(
  tx: Database,
  teamId: string,
  { findingIds = [], assetIds = [] }: ActionRequest,
): Promise<RequestedSubject[]> {
  const ofFindings = await tx
    .select({ asset: assetColumns, finding: findings })
    .from(findings)
    .innerJoin(assets, and(eq(assets.cloudAccountId, findings.cloudAccountId), eq(assets.id, findings.assetId)))
    .where(and(eq(findings.teamId, teamId), inArray(findings.id, [...findingIds]), isNull(assets.deletedAt)));
  const ofAssets = await tx
    .select(assetColumns)
    .from(assets)
    .where(and(eq(assets.teamId, teamId), inArray(assets.id, [...assetIds]), isNull(assets.deletedAt)));
  const findingById = new Map(ofFindings.map((row) => [row.finding.id, row]));
  const assetById = new Map(ofAssets.map((row) => [row.id, row]));
  return [
    ...[...new Set(findingIds)].map((given) => ({ given, asset: undefined, ...findingById.get(given) })),
    ...[...new Set(assetIds)].map((given) => ({ given, asset: assetById.get(given) })),
  ];
}

export function kindUnknown(kind: string) {
  return {
    code: 'action_unknown',
    detail: `There is no action ${kind}.`,
    mend: 'GET /api/v1/action-kinds lists those that there are.',
  };
}
