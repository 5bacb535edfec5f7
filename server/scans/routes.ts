import { z } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import { pageQuery } from '../http/schemas.ts';
import { scanPageSchema, scanSchema, scanSummarySchema } from './api.ts';
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
      request: { params: accountParameter },
      responses: { 202: json(scanSummarySchema, 'The scan, queued or under way.') },
    }),
    async (c) => {
      const { teamId, userId } = c.get('caller');
      const account = await findOwnAccount(teamId, c.req.valid('param').id);
      if (account.state !== 'connected') throw refuse(notConnected(account.nickname));
      const { id } = await database.transaction((tx) =>
        startScan(tx, { cloudAccountId: account.id, trigger: 'manual', requestedBy: userId }),
      );
      const { details, ledger, gapList, ...summary } = await findOwnScan(account.id, id);
      return c.json(summary, 202);
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

  return app;

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

function notConnected(nickname: string) {
  return {
    code: 'account_not_connected',
    detail: `The cloud account “${nickname}” is not connected.`,
    mend: 'Finish connecting it first: verify it, or connect it again with a key.',
  };
}
