import type { AwsCredentialIdentity, Provider } from '@aws-sdk/types';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Partition } from './partition.ts';

/** What every client of the AWS SDK is made with. */
export interface ClientOptions {
  region: string;
  credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  endpoint?: string;
  maxAttempts: number;
  requestHandler: SharedConnections | { connectionTimeout: number; requestTimeout: number };
  /** Instead of the SDK's rules, which would put the account into the host's name. */
  endpointProvider?: () => { url: URL };
  /** S3 only; others ignore it. A custom endpoint has no host name per bucket. */
  forcePathStyle?: boolean;
  /** S3 only: a bucket of another region is asked for where it is. */
  followRegionRedirects?: boolean;
}

/** Where AWS is: the real one, or another endpoint for every service. */
export interface AwsPlace {
  region: string;
  endpoint: string | undefined;
}

export type SharedConnections = NodeHttpHandler;

/** Time-outs of every call, in milliseconds. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000 };

/**
 * Connections that the clients of all scans share: a scan makes a client for each service and region, and connections
 * that are open need not be opened again by the next. Clients of it are not destroyed, since that would close them all.
 */
export function createSharedConnections(): SharedConnections {
  const agent = { keepAlive: true, maxSockets: 128, timeout: 60_000 };
  return new NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent });
}

/** Options for a client at a place, with the time-outs and retries that all of CloudCoreo's calls have. */
export function clientOptionsAt(
  place: AwsPlace,
  credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>,
): ClientOptions {
  return {
    region: place.region,
    ...(credentials === undefined ? {} : { credentials }),
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint, forcePathStyle: true }),
    maxAttempts: 4,
    requestHandler: { ...timeouts },
    followRegionRedirects: true,
  };
}

/** Access to one cloud account through its role. */
export interface AccountSession {
  accountId: string;
  partition: Partition;
  /** Options for a client in a region; credentials renew themselves before they end. */
  clientOptions(region: string): ClientOptions;
}
