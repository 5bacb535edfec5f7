import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { pageQuery } from '../http/schemas.ts';
import { auditPageSchema } from './api.ts';
import { listAuditEntries } from './store.ts';

/** `/audit-log`. */
export function auditRoutes(database: Database) {
  const app = newApi();
  app.openapi(
    route('admin', {
      method: 'get',
      path: '/audit-log',
      summary: 'What people and scripts changed, newest first',
      request: { query: pageQuery },
      responses: { 200: json(auditPageSchema, 'A page of the audit log.') },
    }),
    async (c) => c.json(await listAuditEntries(database, c.get('caller').teamId, c.req.valid('query')), 200),
  );
  return app;
}
