import type { AwsCredentialIdentity, Provider } from '@aws-sdk/types';
import type { Partition } from './partition.ts';

/** What every client of the AWS SDK is made with. */
export interface ClientOptions {
  region: string;
  credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  endpoint?: string;
  maxAttempts: number;
  requestHandler: { connectionTimeout: number; requestTimeout: number };
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
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
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
