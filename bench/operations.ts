import type { Report } from './caching-proxy.ts';

type Line = { service: string; operation: string; cloudcoreo: number; prowler: number };

/** Calls by operation of both, on the services that both read, as a Markdown table; the services' sums come first. */
export function compareOperations(estate: string, cloudcoreo: Report[string], prowler: Report[string]): string {
  const lines = new Map<string, Line>();
  const count = (client: 'cloudcoreo' | 'prowler', { operations }: Report[string]) => {
    for (const { service, operation, calls } of operations) {
      const key = `${service}:${operation}`;
      const line = lines.get(key) ?? { service, operation, cloudcoreo: 0, prowler: 0 };
      line[client] += calls;
      lines.set(key, line);
    }
  };
  count('cloudcoreo', cloudcoreo);
  count('prowler', prowler);
  const services = Map.groupBy(lines.values(), ({ service }) => service);
  const sums = [...services]
    .map(([service, of]) => ({ service, operation: 'all', ...sumOf(of) }))
    .filter((sum) => sum.cloudcoreo > 0 && sum.prowler > 0)
    .sort((a, b) => b.prowler - a.prowler);
  const rows = sums.flatMap((sum) => [
    sum,
    ...(services.get(sum.service) ?? []).sort((a, b) => b.prowler + b.cloudcoreo - a.prowler - a.cloudcoreo),
  ]);
  const all = { service: 'all that both read', operation: '', ...sumOf(sums) };
  return [
    `${estate}: calls by operation`,
    '| service | operation | CloudCoreo | Prowler |',
    '|---|---|---|---|',
    ...[all, ...rows].map((row) => `| ${row.service} | ${row.operation} | ${row.cloudcoreo} | ${row.prowler} |`),
  ].join('\n');
}

function sumOf(lines: { cloudcoreo: number; prowler: number }[]): { cloudcoreo: number; prowler: number } {
  const sum = (client: 'cloudcoreo' | 'prowler') => lines.reduce((total, line) => total + line[client], 0);
  return { cloudcoreo: sum('cloudcoreo'), prowler: sum('prowler') };
}
