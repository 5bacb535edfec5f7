import { z } from '@hono/zod-openapi';
import { severitySchema } from '../findings/rule-api.ts';
import { instant } from '../http/schemas.ts';

/**
 * How a control stands. `passed`: all of its rules looked at all they should and nothing fails. `failed`: something is
 * open. `accepted`: what fails is suppressed. `unknown`: nothing fails, and not everything could be looked at, or nothing
 * was looked at yet. `not_applicable`: there is nothing that its rules are for. `manual`: people answer for it, and nobody
 * has, or not lately.
 */
export const controlStates = ['passed', 'failed', 'accepted', 'unknown', 'not_applicable', 'manual'] as const;

const countsSchema = z.object({
  passed: z.number().int(),
  failed: z.number().int(),
  accepted: z.number().int(),
  unknown: z.number().int(),
  not_applicable: z.number().int(),
  manual: z.number().int(),
});

const score = z.number().nullable().openapi({
  description: 'Of the controls that pass, fail or are unknown, those that pass, in percent; null: there are none.',
});

const frameworkSummarySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    version: z.string(),
    reference: z.string(),
    controls: z.number().int(),
    counts: countsSchema,
    score,
  })
  .openapi('FrameworkSummary');

const answerSchema = z.object({
  cloudAccountId: z.string().openapi({ description: 'Empty: for all cloud accounts.' }),
  answer: z.enum(['met', 'not_met', 'not_applicable']),
  evidence: z.string(),
  authorName: z.string(),
  answeredAt: instant,
  expiresAt: instant.nullable(),
  isOver: z.boolean().openapi({ description: 'It has expired and counts no more.' }),
});

const controlSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(controlStates),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: severitySchema,
      isEnabled: z.boolean(),
      passed: z.number().int(),
      failed: z.number().int().openapi({ description: 'Assets that fail it and are not suppressed.' }),
      suppressed: z.number().int(),
      unknown: z.number().int().openapi({
        description:
          'Assets of which it cannot tell, and accounts in which there may be some that could not be listed.',
      }),
    }),
  ),
  answers: z.array(answerSchema),
});

export const frameworksSchema = z.object({ items: z.array(frameworkSummarySchema) }).openapi('Frameworks');
export const frameworkSchema = frameworkSummarySchema
  .extend({
    controls: z.array(controlSchema),
    days: z
      .array(z.object({ day: z.iso.date(), score }))
      .openapi({ description: 'The score over time, oldest first.' }),
  })
  .openapi('Framework');

export const complianceQuery = z.object({
  cloudAccountId: z.string().max(100).optional().openapi({ description: 'Of one cloud account; left out: of all.' }),
});

export const answerInputSchema = z
  .object({
    cloudAccountId: z.string().max(100).default(''),
    answer: answerSchema.shape.answer,
    evidence: z.string().trim().min(3, 'Say what was looked at, and where that can be seen.').max(4000),
    expiresAt: instant.nullable().default(null),
  })
  .openapi('ControlAnswer');

export type FrameworkSummaryView = z.infer<typeof frameworkSummarySchema>;
export type FrameworkView = z.infer<typeof frameworkSchema>;
export type ControlView = FrameworkView['controls'][number];
export type ControlState = (typeof controlStates)[number];
export type AnswerInput = z.infer<typeof answerInputSchema>;
