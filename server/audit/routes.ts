import { z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { pageQuery } from '../http/schemas.ts';
import { auditPageSchema, auditVerificationSchema } from './api.ts';
import { exportAuditLog, verifyAuditLog } from './chain.ts';
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
  app.openapi(
    route('admin', {
      method: 'get',
      path: '/audit-log/verification',
      summary: 'Whether the audit log is as it was written',
      responses: { 200: json(auditVerificationSchema, 'What going through the chain of its hashes showed.') },
    }),
    async (c) => c.json(await verifyAuditLog(database, c.get('caller').teamId), 200),
  );
  app.openapi(
    route('admin', {
      method: 'get',
      path: '/audit-log/export',
      summary: 'The whole audit log as JSON lines, oldest first, with the hashes that chain it',
      responses: {
        200: {
          description: 'One entry a line; `number` and `hash` are null while it is not in the chain yet.',
          content: { 'application/x-ndjson': { schema: z.string() } },
        },
      },
    }),
    (c) => {
      c.header('content-type', 'application/x-ndjson; charset=utf-8');
      c.header('content-disposition', 'attachment; filename="cloudcoreo-audit-log.jsonl"');
      return stream(c, async (out) => {
        for await (const line of exportAuditLog(database, c.get('caller').teamId)) await out.write(line);
      }) as never;
    },
  );
  return app;
}
