import { z } from '@hono/zod-openapi';
import type { Failure } from '../failure.ts';

/** An error answer, as RFC 9457 problem details. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().openapi({ description: 'Stable, for programs.', example: 'setup_key_secret_wrong' }),
    detail: z.string().openapi({ description: 'What happened and why.' }),
    mend: z.string().openapi({ description: 'What to do next.' }),
    commands: z.string().optional().openapi({ description: 'Commands that mend it, to copy.' }),
    /** For input that is not valid: what is wrong with which field. */
    fields: z
      .array(
        z.object({
          field: z.string(),
          message: z.string(),
          line: z.number().int().optional().openapi({ description: 'Of a text such as a rule, from 1.' }),
        }),
      )
      .optional(),
    aws: z
      .object({
        operation: z.string(),
        code: z.string(),
        message: z.string(),
        status: z.number().optional(),
        requestId: z.string().optional(),
      })
      .optional(),
  })
  .openapi('Problem');

export type Problem = z.infer<typeof problemSchema>;

/** A stored or streamed failure, as the API shows it. */
export const failureSchema = problemSchema
  .pick({ code: true, detail: true, mend: true, commands: true, aws: true })
  .openapi('Failure') satisfies z.ZodType<Failure>;

/** A moment, ISO 8601 in UTC. */
export const instant = z.iso.datetime();

/** A page of a list; `nextCursor` asks for the next one and is absent on the last. */
export function pageOf<Item extends z.ZodType>(item: Item, name: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() }).openapi(name);
}

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(1000).optional(),
});

/** What came of a change of several things at once. @param things what they are, in the plural */
export function changesOf(things: string, name: string) {
  return z
    .object({
      changed: z.array(z.string()).openapi({ description: `The ${things} that are as asked for now.` }),
      unchanged: z
        .array(z.object({ id: z.string(), why: z.string() }))
        .openapi({ description: 'Those that are not, each with why.' }),
    })
    .openapi(name);
}
