import type { AwsCredentialIdentity, Provider } from '@aws-sdk/types';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Partition } from './partition.ts';
import { Sha256 } from './sha256.ts';

/** What every client of the AWS SDK is made with. */
export interface ClientOptions {
  region: string;
  credentials?: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
  endpoint?: string;
  maxAttempts: number;
  requestHandler: NodeHttpHandler | { connectionTimeout: number; requestTimeout: number };
  sha256?: typeof Sha256;
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

/** What the clients of all scans of a process share, since a scan makes a client for each service and region. */
export interface SharedConnections {
  /** Options for a client. Such a client is not destroyed: that would close the connections of all. */
  options(): Partial<ClientOptions>;
  /** Takes from a client what the next ones need not find out again. */
  learn(client: { config: object }): void;
}

/** Time-outs of every call, in milliseconds. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000 };

/**
 * Settings that the SDK takes from the environment and AWS's files, the same for all services and regions. Each client
 * would search for each of them anew, which takes longer than a call.
 */
const settingsOfEnvironment = [
  'useDualstackEndpoint',
  'useFipsEndpoint',
  'retryMode',
  'userAgentAppId',
  'authSchemePreference',
];

/** Connections that are open need not be opened again by the next client, nor settings be searched for. */
export function createSharedConnections(): SharedConnections {
  const agent = { keepAlive: true, maxSockets: 128, timeout: 60_000 };
  const requestHandler = new NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent });
  const settings = new Map<string, unknown>();
  return {
    options: () => ({ ...Object.fromEntries(settings), requestHandler, sha256: Sha256 }),
    learn({ config }) {
      for (const name of settingsOfEnvironment) {
        const found: unknown = Reflect.get(config, name);
        // A function that the SDK made, which remembers its answer.
        if (typeof found === 'function' && !settings.has(name)) settings.set(name, found);
      }
    },
  };
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
