import type { FindingChangesSince, FindingTrend } from '../../../../server/findings/api.ts';
import { capital } from '../findings/findings.model.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const;

interface TrendSeries {
  type: 'bar';
  title: string;
  color: string;
  data: { x: string; y: number }[];
}

// Fewer bars than these look like a mistake.
const fewestDays = 14;

/** The days as the series of a stacked bar chart, most severe at the bottom, without the days before there was anything. */
export function trendSeries(days: FindingTrend['days']): { series: TrendSeries[]; days: string[]; highest: number } {
  const sumOf = (day: FindingTrend['days'][number]) => severities.reduce((sum, severity) => sum + day[severity], 0);
  const first = days.findIndex((day) => sumOf(day) > 0);
  if (first === -1) return { series: [], days: [], highest: 0 };
  const shown = days.slice(Math.min(first, Math.max(0, days.length - fewestDays)));
  return {
    series: severities.map((severity) => ({
      type: 'bar',
      title: capital(severity),
      color: `var(--severity-${severity})`,
      data: shown.map((day) => ({ x: day.day, y: day[severity] })),
    })),
    days: shown.map(({ day }) => day),
    highest: Math.max(...shown.map(sumOf)),
  };
}

/** The most that the API counts. */
const mostCounted = 10_000;

/** What changed since a moment, each with the list that shows it; what did not is left out. */
export function changesSince(
  changes: FindingChangesSince,
  since: string,
): { id: keyof FindingChangesSince; text: string; href: string }[] {
  const opened = `/findings?${new URLSearchParams({ openedSince: since, sort: '-openedAt' })}`;
  const resolved = `/findings?${new URLSearchParams({ status: 'resolved', resolvedSince: since })}`;
  const hrefs = { opened, reopened: opened, resolved };
  return (['opened', 'reopened', 'resolved'] as const).flatMap((id) => {
    const count = changes[id];
    const text = `${count.toLocaleString('en')}${count >= mostCounted ? '+' : ''} ${id}`;
    return count === 0 ? [] : [{ id, text, href: hrefs[id] }];
  });
}
