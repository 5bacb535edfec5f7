import { useQuery } from '@tanstack/react-query';
import { scanQuery, scansQuery, servicesQuery } from '../../../api/scans.ts';
import { regionsOf } from './schedule.model.ts';

/**
 * What a scan can be limited to. The account's regions are those of its newest scan that was not itself limited;
 * before there is one, none are known.
 */
export function useScanChoices(accountId: string) {
  const services = useQuery(servicesQuery);
  const scans = useQuery(scansQuery(accountId));
  const full = scans.data?.items.find(
    ({ regions, services, parts }) => regions === null && services === null && parts.total > 1,
  );
  const scan = useQuery({ ...scanQuery(accountId, full?.id ?? ''), enabled: full !== undefined });
  return {
    services: services.data ?? [],
    regions: scan.data ? regionsOf(scan.data) : [],
    isLoading: services.isPending || scans.isPending || (full !== undefined && scan.isPending),
    error: services.error ?? scans.error ?? scan.error,
    retry: () => {
      for (const query of [services, scans, scan]) if (query.isError) void query.refetch();
    },
  };
}
