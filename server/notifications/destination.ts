import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { type AllowedHosts, isAllowedHost, neverAllowed, plainHost, refusedBecause } from './addresses.ts';

/** All addresses of a host name, as the machine resolves it. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

/** What sending needs to know about where it may send to. */
export interface Destinations {
  resolve: Resolve;
  allowed: AllowedHosts;
}

/** A host that was looked up once and found to be one that may be connected to. */
export interface CheckedHost {
  host: string;
  /**
   * For whatever connects: gives the addresses that were checked, without asking again. A name that changes its address
   * between the check and the connection (DNS rebinding) gains nothing.
   */
  lookup: LookupFunction;
}

/** A URL that a team gave, as far as it can be judged without the network. */
export function checkUrl(url: URL, allowed: AllowedHosts): Failure | undefined {
  if (url.username !== '' || url.password !== '') {
    return refused(
      'The URL carries a user name or a password.',
      'Leave them out: the URL itself is kept secret, and messages are signed.',
    );
  }
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return refused('The URL does not begin with https.', 'Use an https URL.');
  if (isAllowedHost(url.hostname, allowed)) return undefined;
  return refused(
    `Messages to ${url.hostname} would travel without encryption.`,
    'Use an https URL. Plain http is only for hosts that CLOUDCOREO_NOTIFY_PRIVATE_HOSTS names.',
  );
}

/**
 * Looks a host up and refuses it when any of its addresses is not on the public internet, unless the configuration allows
 * it: whoever may add a channel must not reach through CloudCoreo what only its machine can reach.
 */
export async function checkHost(
  { resolve, allowed }: Destinations,
  name: string,
  signal: AbortSignal,
): Promise<Result<CheckedHost>> {
  const host = plainHost(name);
  const found = await addressesOf(resolve, host, signal);
  if (!found.ok) return found;
  for (const { address } of found.value) {
    const reason = refusedBecause(address, host, allowed);
    if (reason === undefined) continue;
    // The address is not named: a team need not learn what the names of the network around CloudCoreo stand for.
    return failed(
      refused(
        `${host} leads to ${reason}, which CloudCoreo does not connect to.`,
        reason === neverAllowed
          ? 'Use a host on the public internet.'
          : 'Use a host on the public internet, or let whoever runs CloudCoreo add this one to CLOUDCOREO_NOTIFY_PRIVATE_HOSTS.',
      ),
    );
  }
  return success({ host, lookup: lookupOf(found.value) });
}

async function addressesOf(resolve: Resolve, host: string, signal: AbortSignal): Promise<Result<LookupAddress[]>> {
  if (isIP(host) !== 0) return success([{ address: host, family: isIP(host) }]);
  try {
    const addresses = await withSignal(resolve(host), signal);
    if (addresses.length > 0) return success(addresses);
  } catch {
    // Not there, no answer, or none in time: for who sends it is the same.
  }
  return failed({
    code: 'host_unknown',
    detail: `${host} has no address, as far as CloudCoreo’s machine can tell.`,
    mend: 'Check the spelling of the host, and the name servers of the machine that CloudCoreo runs on.',
  });
}

/** A look-up cannot be given up by itself. */
function withSignal<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function lookupOf(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_, { all }, answer) => {
    if (all) answer(null, [...addresses]);
    else if (first !== undefined) answer(null, first.address, first.family);
  };
}

function refused(detail: string, mend: string): Failure {
  return { code: 'address_refused', detail, mend };
}
