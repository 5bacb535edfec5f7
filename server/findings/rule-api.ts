import { z } from '@hono/zod-openapi';
import { changesOf, instant } from '../http/schemas.ts';
import { longestRule, severities } from '../rules/rule-file.ts';

export const severitySchema = z.enum(severities);

/** What a rule needed and nobody knows. */
export const missingSchema = z.object({
  part: z.string(),
  operation: z.string(),
  code: z.string(),
  permission: z.string().nullable(),
});

/** What a list shows of a rule, with what it says of the team's assets. */
export const ruleSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    assetType: z.string(),
    service: z.string().openapi({ description: 'The folder of the rule: a service’s ID.' }),
    severity: severitySchema.openapi({ description: 'The team’s, or else the rule’s own.' }),
    isEnabled: z.boolean(),
    isCustom: z.boolean().openapi({ description: 'The team wrote it itself.' }),
    isChanged: z.boolean().openapi({ description: 'The team changed its severity or its parameters.' }),
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
    ownSeverity: severitySchema.openapi({ description: 'The rule’s own.' }),
    parameters: z.record(
      z.string(),
      z.object({
        description: z.string(),
        value: z.unknown(),
        default: z.unknown(),
        minimum: z.number().optional(),
        maximum: z.number().optional(),
      }),
    ),
    custom: z
      .object({ version: z.number().int(), source: z.string(), authorName: z.string(), writtenAt: instant })
      .nullable(),
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
      .array(missingSchema.extend({ assets: z.number().int() }))
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

export const ruleSettingsSchema = z
  .object({
    isEnabled: z.boolean().default(true),
    severity: severitySchema.nullable().default(null).openapi({ description: 'Null: the rule’s own.' }),
    parameters: z
      .record(z.string().max(100), z.unknown())
      .default({})
      .refine((given) => JSON.stringify(given).length <= 100_000, 'That is too much.')
      .openapi({ description: 'Those that are to differ from the defaults.' }),
  })
  .openapi('RuleSettings');

export const ruleChangesSchema = z
  .object({
    ids: z.array(z.string().max(100)).min(1).max(500),
    isEnabled: z.boolean(),
  })
  .openapi('RuleChanges');

export const rulesChangedSchema = changesOf('rules', 'RulesChanged');

export const ruleLanguageSchema = z
  .object({
    variables: z
      .array(z.object({ name: z.string(), type: z.string(), description: z.string() }))
      .openapi({ description: 'What every expression can name.' }),
    functions: z.array(z.object({ signature: z.string(), description: z.string() })),
    assetTypes: z
      .array(
        z.object({
          type: z.string(),
          parts: z
            .array(z.object({ name: z.string(), operation: z.string(), permission: z.string() }))
            .openapi({ description: 'The parts of its document that are read by calls of their own.' }),
        }),
      )
      .openapi({ description: 'The types that a rule can judge or look at.' }),
  })
  .openapi('RuleLanguage');

const ruleSource = z.string().min(1).max(longestRule).openapi({ description: 'YAML; docs/rules.md says how.' });

export const ruleTrialSchema = z.object({ source: ruleSource }).openapi('RuleToTry');

export const customRuleSchema = z
  .object({
    source: ruleSource,
    version: z.number().int().min(0).default(0).openapi({
      description: 'The version that was changed; 0 for a new rule. A change made meanwhile is not written over.',
    }),
  })
  .openapi('CustomRule');

export const ruleVersionsSchema = z
  .object({
    items: z.array(
      z.object({
        version: z.number().int(),
        source: z.string().openapi({ description: 'Empty: it was removed.' }),
        authorName: z.string(),
        writtenAt: instant,
      }),
    ),
  })
  .openapi('RuleVersions');

const triedAssetSchema = z.object({
  assetId: z.string(),
  assetName: z.string(),
  accountNickname: z.string(),
  region: z.string(),
  verdict: z.enum(['pass', 'fail', 'unknown', 'broken', 'not_applicable']),
  evidence: z.array(z.object({ path: z.string(), value: z.string().nullable() })),
  missing: z.array(missingSchema),
  message: z.string().nullable().openapi({ description: 'Why the rule does not work on this asset.' }),
});

export const ruleTrialResultSchema = z
  .object({
    passed: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    broken: z.number().int(),
    notApplicable: z.number().int(),
    assets: z.array(triedAssetSchema).openapi({ description: 'Two hundred of them, what does not pass first.' }),
    isComplete: z.boolean().openapi({ description: 'Whether all assets of the type were looked at.' }),
  })
  .openapi('RuleTrial');

export type RuleSettingsRequest = z.infer<typeof ruleSettingsSchema>;
export type RulesChanged = z.infer<typeof rulesChangedSchema>;
export type RuleLanguage = z.infer<typeof ruleLanguageSchema>;
export type RuleVersions = z.infer<typeof ruleVersionsSchema>;
export type RuleTrial = z.infer<typeof ruleTrialResultSchema>;
export type TriedAsset = z.infer<typeof triedAssetSchema>;
export type RuleSummaryView = z.infer<typeof ruleSummarySchema>;
export type RuleView = z.infer<typeof ruleSchema>;
