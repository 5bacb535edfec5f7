/** When somebody looked at the dashboard, as the browser keeps it. */
export interface Visit {
  /** When the visit before this one ended; null: there was none. */
  before: string | null;
  /** When the dashboard was seen last. */
  seen: string;
}

/** Who comes back sooner has not been away. */
const away = 30 * 60 * 1000;

/** The visit that somebody is at who looks now. */
export function visitAt(kept: Visit | null, now: Date): Visit {
  const seen = now.toISOString();
  if (kept === null) return { before: null, seen };
  const isBack = now.getTime() - new Date(kept.seen).getTime() > away;
  return { before: isBack ? kept.seen : kept.before, seen };
}

/** Reads what the browser kept, which may be anything. */
export function readVisit(stored: unknown): Visit | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { before, seen } = stored as Partial<Visit>;
  const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return isTime(seen) && (before === null || isTime(before)) ? (stored as Visit) : undefined;
}
