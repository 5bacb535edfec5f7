import type { z } from '@hono/zod-openapi';
import { refuse } from './problem.ts';

/** Where a page ended, as text that only `readCursor` need understand. */
export function writeCursor(position: Record<string, string>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position that a cursor names; `undefined` without one.
 * @throws {ProblemError} when no earlier answer can have held this cursor.
 */
export function readCursor<Schema extends z.ZodType>(
  cursor: string | undefined,
  schema: Schema,
): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const position = schema.safeParse(parse(cursor));
  if (position.success) return position.data;
  throw refuse({
    code: 'input_invalid',
    detail: 'cursor: this is not a cursor that a page of this list answered.',
    mend: 'Use the nextCursor of the page before, or leave the cursor out to begin anew.',
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
