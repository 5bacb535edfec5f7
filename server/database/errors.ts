/**
 * The name of the unique constraint or index that a statement would have broken; `undefined` for any other error.
 * Drizzle wraps the driver's error, which carries PostgreSQL's code 23505.
 */
export function violatedConstraint(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && current.code === '23505' && 'constraint' in current) return String(current.constraint);
  }
  return undefined;
}

/** Safe to log: the message of a failed statement would carry its values, so its cause's is taken. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  return message.slice(0, 500);
}
