import { z } from '@hono/zod-openapi';
import { severities } from '../rules/rule-file.ts';

export const severitySchema = z.enum(severities);

/** What a list shows of a rule, with what it says of the team's assets. */
export const ruleSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    assetType: z.string(),
    service: z.string().openapi({ description: 'The folder of the rule: a service’s ID.' }),
    severity: severitySchema,
    passed: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int().openapi({ description: 'Assets of which the rule cannot tell.' }),
    broken: z.number().int().openapi({ description: 'Assets on which the rule does not work.' }),
  })
  .openapi('RuleSummary');

export const ruleSchema = ruleSummarySchema
  .extend({
    condition: z.string().openapi({ description: 'CEL: true, the asset passes; false, it fails.' }),
    applies: z.string().nullable(),
    joins: z
      .record(z.string(), z.string())
      .openapi({ description: 'The other assets that it looks at: name and type.' }),
    parameters: z.record(z.string(), z.object({ description: z.string(), value: z.unknown() })),
    why: z.string(),
    mend: z.object({
      console: z.string(),
      cli: z.string().optional(),
      terraform: z.string().optional(),
      cloudformation: z.string().optional(),
    }),
    references: z.array(z.string()),
    controls: z.record(z.string(), z.array(z.string())),
    unknownBecause: z
      .array(
        z.object({
          part: z.string(),
          operation: z.string(),
          code: z.string(),
          permission: z.string().nullable(),
          assets: z.number().int(),
        }),
      )
      .openapi({ description: 'What is missing where it cannot tell, most assets first.' }),
    brokenBecause: z.array(z.object({ message: z.string(), assets: z.number().int() })),
  })
  .openapi('Rule');

export const rulesSchema = z
  .object({
    items: z.array(ruleSummarySchema),
    brokenFiles: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .openapi({ description: 'Files of the library that are no rules.' }),
  })
  .openapi('Rules');

export type RuleSummaryView = z.infer<typeof ruleSummarySchema>;
export type RuleView = z.infer<typeof ruleSchema>;
