import { z } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { writeAudit } from '../audit/store.ts';
import { typesOf } from '../aws/service.ts';
import { services } from '../aws/services.ts';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import { pageQuery } from '../http/schemas.ts';
import {
  overviewSchema,
  type ScanRequestBody,
  type ServiceView,
  scanChangePageSchema,
  scanChangesQuery,
  scanPageSchema,
  scanRequestSchema,
  scanSchema,
  scanSummarySchema,
  scheduleChangeSchema,
  scheduleSchema,
  serviceSchema,
} from './api.ts';
import { listScanChanges } from './changes.ts';
import { readOverview } from './overview.ts';
import { cancelScan } from './parts.ts';
import { collectedServices } from './plan.ts';
import { changeSchedule, findSchedule } from './schedule.ts';
import type { StartScan } from './start.ts';
import { findScan, listScans } from './store.ts';

export interface ScanRoutesContext {
  database: Database;
  startScan: StartScan;
}

const accountParameter = z.object({ id: z.string().max(100) });
const scanParameter = accountParameter.extend({ scanId: z.string().max(100) });

/** `/cloud-accounts/{id}/scans`. */
export function scanRoutes({ database, startScan }: ScanRoutesContext) {
  const app = newApi();

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/cloud-accounts/{id}/scans',
      summary: 'Scan a cloud account now',
      description: 'One scan of an account runs at a time: while one does, the answer is that one.',
      request: { params: accountParameter, body: { content: { 'application/json': { schema: scanRequestSchema } } } },
      responses: { 202: json(scanSummarySchema, 'The scan, queued or under way.') },
    }),
    async (c) => {
      const { teamId, userId } = c.get('caller');
      const account = await findOwnAccount(teamId, c.req.valid('param').id);
      if (account.state !== 'connected') throw refuse(notConnected(account.nickname));
      // Without a body the validator is not run.
      const { regions = null, services = null }: ScanRequestBody = c.req.valid('json') ?? {};
      checkServices(services);
      const { id } = await database.transaction((tx) =>
        startScan(tx, { cloudAccountId: account.id, trigger: 'manual', requestedBy: userId, regions, services }),
      );
      return c.json(await findOwnSummary(account.id, id), 202);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}/scans',
      summary: 'A cloud account’s scans, newest first',
      request: { params: accountParameter, query: pageQuery },
      responses: { 200: json(scanPageSchema, 'A page of scans.') },
    }),
    async (c) => {
      const account = await findOwnAccount(c.get('caller').teamId, c.req.valid('param').id);
      return c.json(await listScans(database, account.id, c.req.valid('query')), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}/scans/{scanId}',
      summary: 'A scan with its parts, calls and gaps',
      request: { params: scanParameter },
      responses: { 200: json(scanSchema, 'The scan.') },
    }),
    async (c) => {
      const { id, scanId } = c.req.valid('param');
      const account = await findOwnAccount(c.get('caller').teamId, id);
      return c.json(await findOwnScan(account.id, scanId), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/cloud-accounts/{id}/scans/{scanId}/cancel',
      summary: 'Cancel a scan',
      description: 'What waits is not begun, what runs stops within seconds, what was read stays.',
      request: { params: scanParameter },
      responses: { 202: json(scanSummarySchema, 'The scan.') },
    }),
    async (c) => {
      const { teamId, userId, name } = c.get('caller');
      const { id, scanId } = c.req.valid('param');
      const account = await findOwnAccount(teamId, id);
      await findOwnScan(account.id, scanId);
      const isCancelled = await cancelScan(database, { cloudAccountId: account.id, scanId });
      if (isCancelled) {
        await writeAudit(database, { teamId, actor: { userId, name }, action: 'scan.cancel', target: scanId });
      }
      return c.json(await findOwnSummary(account.id, scanId), 202);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}/scans/{scanId}/changes',
      summary: 'What a scan found new, changed, deleted or returned',
      request: { params: scanParameter, query: scanChangesQuery },
      responses: { 200: json(scanChangePageSchema, 'A page of changes.') },
    }),
    async (c) => {
      const { id, scanId } = c.req.valid('param');
      const account = await findOwnAccount(c.get('caller').teamId, id);
      const scan = { cloudAccountId: account.id, scanId };
      return c.json(await listScanChanges(database, scan, c.req.valid('query')), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}/schedule',
      summary: 'When a cloud account is scanned by itself',
      request: { params: accountParameter },
      responses: { 200: json(scheduleSchema, 'The schedule.') },
    }),
    async (c) => {
      const account = await findOwnAccount(c.get('caller').teamId, c.req.valid('param').id);
      return c.json(await findSchedule(database, account.id), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'put',
      path: '/cloud-accounts/{id}/schedule',
      summary: 'Choose when and what of a cloud account is scanned by itself',
      request: { params: accountParameter, ...jsonBody(scheduleChangeSchema) },
      responses: { 200: json(scheduleSchema, 'The schedule.') },
    }),
    async (c) => {
      const { teamId, userId, name } = c.get('caller');
      const account = await findOwnAccount(teamId, c.req.valid('param').id);
      const change = c.req.valid('json');
      checkServices(change.services);
      const result = await changeSchedule(database, account.id, change, userId);
      if (!result.ok) throw refuse(result.failure);
      const entry = { teamId, actor: { userId, name }, target: account.id, details: change };
      await writeAudit(database, { ...entry, action: 'cloud_account.schedule' });
      return c.json(result.value, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/services',
      summary: 'The AWS services that CloudCoreo collects from',
      responses: { 200: json(z.array(serviceSchema), 'The services.') },
    }),
    (c) => c.json(serviceViews, 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/overview',
      summary: 'How the team’s accounts are: assets, changes of the last days, what could not be read',
      responses: { 200: json(overviewSchema, 'The overview.') },
    }),
    async (c) => c.json(await readOverview(database, c.get('caller').teamId), 200),
  );

  return app;

  async function findOwnSummary(cloudAccountId: string, id: string) {
    const { details, ledger, gapList, ...summary } = await findOwnScan(cloudAccountId, id);
    return summary;
  }

  async function findOwnAccount(teamId: string, id: string) {
    const [account] = await database
      .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname, state: cloudAccounts.state })
      .from(cloudAccounts)
      .where(and(eq(cloudAccounts.id, id), eq(cloudAccounts.teamId, teamId)));
    if (account === undefined) throw refuse(notFound('cloud account'));
    return account;
  }

  async function findOwnScan(cloudAccountId: string, id: string) {
    const scan = await findScan(database, cloudAccountId, id);
    if (scan === undefined) throw refuse(notFound('scan'));
    return scan;
  }
}

const serviceViews: ServiceView[] = collectedServices(services).map((service) => ({
  id: service.id,
  name: service.name,
  scope: service.scope,
  types: typesOf(service),
}));

/** @throws a refusal for a service that CloudCoreo does not collect from: a scan of nothing would look like success. */
function checkServices(chosen: readonly string[] | null): void {
  const unknown = (chosen ?? []).filter((id) => serviceViews.every((service) => service.id !== id));
  if (unknown.length === 0) return;
  throw refuse({
    code: 'service_unknown',
    detail: `CloudCoreo does not collect from ${unknown.join(', ')}.`,
    mend: 'Choose services that GET /api/v1/services names.',
  });
}

function notConnected(nickname: string) {
  return {
    code: 'account_not_connected',
    detail: `The cloud account “${nickname}” is not connected.`,
    mend: 'Finish connecting it first: verify it, or connect it again with a key.',
  };
}
