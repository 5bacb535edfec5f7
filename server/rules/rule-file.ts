import { z } from 'zod';
import { ExpressionError, mostCharacters, parseExpression } from './language.ts';

// What stands in a rule's file, `rules/aws/<service>/<id>.yaml`, and in a rule of a team's own.

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof severities)[number];

/** Longest file of a rule that a team wrote, in characters. */
export const longestRule = 60_000;

const line = z.string().trim().min(1).max(300);
const paragraph = z.string().trim().min(1).max(4000);
const expression = z.string().trim().min(1).max(mostCharacters);
const identifier = /^[a-z][A-Za-z0-9]*$/;
const assetType = z.string().regex(/^[A-Za-z0-9]+(::[A-Za-z0-9]+)+$/, 'An asset type looks like AWS::S3::Bucket.');

const joinSchema = z.union([
  assetType,
  z.strictObject({
    type: assetType,
    sameRegion: z.boolean().optional().describe('Only the assets of the region that the judged asset is in.'),
    field: z.string().max(200).optional().describe('Only the assets of which this field (with dots, within others) …'),
    equals: expression.optional().describe('… is this value, or one of this list.'),
  }),
]);

const parameterSchema = z.strictObject({
  description: line,
  default: z.union([
    z.number(),
    z.string().max(1000),
    z.boolean(),
    z.array(z.union([z.string().max(1000), z.number()])).max(300),
    z.record(z.string().max(200), z.string().max(1000)),
  ]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

const exampleSchema = z.strictObject({
  title: line.optional(),
  document: z.record(z.string(), z.unknown()).default({}),
  unknown: z.array(z.string().max(200)).optional().describe('Parts of the document that could not be read.'),
  meta: z
    .strictObject({
      arn: z.string(),
      name: z.string(),
      region: z.string(),
      account: z.string(),
      tags: z.record(z.string(), z.string()),
    })
    .partial()
    .optional(),
  with: z
    .record(z.string(), z.array(z.record(z.string(), z.unknown())))
    .optional()
    .describe('The joined assets: their documents, and `meta` where that matters.'),
  unlisted: z.array(z.string()).optional().describe('Joined lists of which not all assets are known.'),
  parameters: z.record(z.string(), z.unknown()).optional(),
  now: z.string().optional().describe('The time of the judgement, ISO 8601. Left out: 2026-06-01T00:00:00Z.'),
});

const fields = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)+$/, 'Words in lower case with dashes between.')
    .max(80)
    .describe('The file’s name: the service first, then the asset, then what is wanted, `rds-instance-not-public`.'),
  title: line.describe('What is so when the rule passes: “S3 buckets block public access”.'),
  type: assetType.describe('The asset type that it judges.'),
  severity: z
    .enum(severities)
    .describe(
      'critical: anybody can take data or control now. high: one mistake away from that. medium: a layer of defence or of detection is missing. low: good practice.',
    ),
  applies: expression.optional().describe('CEL. Where it is false the rule says nothing.'),
  condition: expression.describe('CEL. True: the asset passes. False: it fails.'),
  with: z
    .record(z.string().regex(identifier), joinSchema)
    .default({})
    .describe('Other assets of the account that the rule looks at, by the name that its expressions give them.'),
  parameters: z
    .record(z.string().regex(identifier), parameterSchema)
    .default({})
    .describe('What a team may set, each with its default.'),
  why: paragraph.describe('Why it matters: what can happen.'),
  mend: z.strictObject({
    console: paragraph,
    cli: paragraph.optional(),
    terraform: paragraph.optional(),
    cloudformation: paragraph.optional(),
  }),
  actions: z
    .array(
      z.strictObject({
        id: z.string().max(80),
        parameters: z.record(z.string().max(100), z.unknown()).optional(),
      }),
    )
    .default([])
    .describe('The actions that mend it, best first, each with the parameters that suit.'),
  references: z
    .array(z.url({ protocol: /^https$/ }))
    .max(10)
    .default([]),
  controls: z
    .record(z.string().max(60), z.array(z.string().max(60)))
    .default({})
    .describe('Controls of compliance frameworks, by the framework’s ID.'),
  prowler: z.array(z.string()).default([]).describe('The checks of Prowler that look at the same.'),
  examples: z.strictObject({
    pass: z.array(exampleSchema).min(1),
    fail: z.array(exampleSchema).min(1),
    unknown: z.array(exampleSchema).default([]),
    notApplicable: z.array(exampleSchema).default([]),
  }),
});

const { examples } = fields.shape;

/** A rule of the library. */
export const ruleFileSchema = fields.superRefine(checkExpressions);

/** A rule that a team wrote itself: it may come without examples. */
export const customRuleSchema = fields
  .extend({
    examples: examples
      .extend({ pass: z.array(exampleSchema).default([]), fail: z.array(exampleSchema).default([]) })
      .default({ pass: [], fail: [], unknown: [], notApplicable: [] }),
  })
  .superRefine(checkExpressions);

function checkExpressions(rule: z.infer<typeof fields>, context: z.RefinementCtx): void {
  const joins = Object.keys(rule.with);
  const check = (source: string | undefined, path: string[], wanted: 'bool' | 'dyn', known: readonly string[]) => {
    if (source === undefined) return;
    try {
      parseExpression(source, known, wanted);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      context.addIssue({ code: 'custom', path, message: error.message });
    }
  };
  check(rule.applies, ['applies'], 'bool', joins);
  check(rule.condition, ['condition'], 'bool', joins);
  for (const [name, join] of Object.entries(rule.with)) {
    if (['asset', 'now', 'parameters'].includes(name)) {
      context.addIssue({ code: 'custom', path: ['with', name], message: 'This name is taken.' });
    }
    if (typeof join === 'string') continue;
    check(join.equals, ['with', name, 'equals'], 'dyn', []);
    if ((join.field === undefined) !== (join.equals === undefined)) {
      context.addIssue({ code: 'custom', path: ['with', name], message: '`field` and `equals` go together.' });
    }
  }
}

export type RuleFile = z.infer<typeof ruleFileSchema>;
export type RuleExample = RuleFile['examples']['pass'][number];
