import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Hosts that notifications may be sent to although they are not on the public internet, and without TLS. */
export interface AllowedHosts {
  names: ReadonlySet<string>;
  networks: readonly Network[];
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

const network = (text: string): Network => ipaddr.parseCIDR(text);

/**
 * Services that hand out credentials to whoever can reach them, on the machines of a cloud. Nothing that notifications
 * are for is there, so they are refused whatever is allowed.
 */
const metadataNetworks: readonly Network[] = [
  '169.254.169.254/32', // AWS, Azure, Google, Oracle
  '169.254.170.0/24', // AWS: tasks of ECS, pods of EKS
  'fd00:ec2::/32', // AWS, over IPv6
  'fd20:ce::/32', // Google, over IPv6
  '168.63.129.16/32', // Azure, a public address
  '100.100.100.200/32', // Alibaba
  '192.0.0.192/32', // Oracle
].map(network);

const globalUnicast = network('2000::/3');

/** NAT64: how a network without IPv4 reaches IPv4 addresses (RFC 6052). The last 32 bits are one. */
const nat64 = network('64:ff9b::/96');

/** What the name of an allowed host may stand for. Link-local and other special addresses are nobody's host. */
const inHouseRanges = new Set(['private', 'loopback', 'carrierGradeNat', 'uniqueLocal']);

/**
 * Reads a comma-separated list of host names, addresses and networks in CIDR notation.
 * @throws {Error} which names the entry that is none of them
 */
export function readAllowedHosts(text: string): AllowedHosts {
  const names = new Set<string>();
  const networks: Network[] = [];
  for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
    if (entry === '') continue;
    if (isIP(entry) !== 0) networks.push(network(`${entry}/${isIP(entry) === 4 ? 32 : 128}`));
    else if (ipaddr.isValidCIDR(entry)) networks.push(network(entry));
    else if (/^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(entry) && !/^[\d.]+$/.test(entry)) names.add(entry);
    else throw new Error(`“${entry}” is neither a host name nor an address nor a network such as 10.0.0.0/8`);
  }
  return { names, networks };
}

/** A host name as two of them are compared. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

/** Why an address may not be connected to; `undefined` when it may. */
export function refusedBecause(text: string, host: string, allowed: AllowedHosts): string | undefined {
  const address = readAddress(text);
  if (address === undefined) return 'no address';
  if (isWithin(address, metadataNetworks)) return neverAllowed;
  if (isWithin(address, allowed.networks)) return undefined;
  const range = address.range();
  if (isPublic(address)) return undefined;
  if (inHouseRanges.has(range) && allowed.names.has(plainHost(host))) return undefined;
  return rangeNames[range] ?? 'not on the public internet';
}

/** Whether a host is one that the configuration names, by its name or by the address that it is written as. */
export function isAllowedHost(host: string, allowed: AllowedHosts): boolean {
  const plain = plainHost(host);
  const address = isIP(plain) === 0 ? undefined : readAddress(plain);
  return address === undefined ? allowed.names.has(plain) : isWithin(address, allowed.networks);
}

/** Why an address is refused that no configuration allows. */
export const neverAllowed = 'a metadata service';

const rangeNames: Record<string, string> = {
  private: 'a private address',
  uniqueLocal: 'a private address',
  loopback: 'this machine itself',
  unspecified: 'this machine itself',
  linkLocal: 'a link-local address',
  carrierGradeNat: 'an address within a provider’s network',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};

/** An address that carries an IPv4 address within it is that address: what connects to the one reaches the other. */
function readAddress(text: string): Address | undefined {
  if (isIP(text) === 0) return undefined;
  const address = ipaddr.process(text);
  if (!isIPv6(address) || !address.match(nat64)) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(12));
}

/** Anything that is set apart for something is not public, and of IPv6 only what is given out for it is. */
function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (!isIPv6(address) || address.match(globalUnicast));
}

function isIPv6(address: Address): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}

function isWithin(address: Address, networks: readonly Network[]): boolean {
  return networks.some(([of, bits]) => of.kind() === address.kind() && address.match(of, bits));
}
