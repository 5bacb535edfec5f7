import { z } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { teams } from '../../access/schema.ts';
import type { Database } from '../../database/database.ts';
import { newApi, route } from '../../http/api.ts';
import type { Framework } from '../../rules/frameworks.ts';
import { type RuleLibrary, readTeamRules } from '../../rules/team-rules.ts';
import { exportedFindingSchema, findingExportQuery } from './api.ts';
import { csvColumns } from './csv.ts';
import { formats } from './formats.ts';
import { openSource } from './source.ts';

export interface FindingExportContext {
  database: Database;
  library: RuleLibrary;
  frameworks: readonly Framework[];
  publicUrl: string;
  version: string;
}

const description = `Streamed, however many there are: open before suppressed before resolved, and of those most severe first.

- \`csv\`: the columns ${csvColumns.join(', ')}.
- \`json\`: an array of findings with evidence and mend.
- \`html\`: a report to read and print, in one file.
- \`sarif\`: a SARIF 2.1.0 log with one run.
- \`ocsf\`: an array of compliance findings (class 2003) of OCSF 1.5.0.
- \`asff\`: \`{"Findings": […]}\` for BatchImportFindings of AWS Security Hub, which takes a hundred at a time.`;

/** `/findings/export`. It goes before `/findings/{id}`, which would take it for an ID. */
export function findingExportRoutes({ database, library, frameworks, publicUrl, version }: FindingExportContext) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/export',
      summary: 'All findings that match, as CSV, JSON, HTML, SARIF, OCSF or ASFF',
      description,
      request: { query: findingExportQuery },
      responses: {
        200: {
          description: 'The findings.',
          content: {
            'text/csv': { schema: z.string() },
            'application/json': {
              schema: z.union([
                z.array(exportedFindingSchema),
                z.array(z.looseObject({ class_uid: z.literal(2003) })).openapi({ description: 'OCSF' }),
                z.object({ Findings: z.array(z.looseObject({ Id: z.string() })) }).openapi({ description: 'ASFF' }),
              ]),
            },
            'text/html': { schema: z.string() },
            'application/sarif+json': { schema: z.looseObject({ version: z.literal('2.1.0') }) },
          },
        },
      },
    }),
    async (c) => {
      const { format, ...filter } = c.req.valid('query');
      const { teamId } = c.get('caller');
      const { contentType, fileName, write } = formats[format];
      const [team] = await database.select({ name: teams.name }).from(teams).where(eq(teams.id, teamId));
      const { rules } = await readTeamRules(database, teamId, library);
      const source = openSource(database, teamId, filter, {
        ...{ rules, frameworks, publicUrl, version },
        teamName: team?.name ?? '',
        now: new Date(),
      });
      const lines = ReadableStream.from(write(source)).pipeThrough(new TextEncoderStream());
      return c.body(lines, 200, {
        'content-type': contentType,
        'content-disposition': `attachment; filename="${fileName}"`,
      }) as never;
    },
  );

  return app;
}
