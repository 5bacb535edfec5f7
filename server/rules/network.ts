import { isIPv4 } from 'node:net';

/** Shorter prefixes than these take in so much of the Internet that they are meant as all of it. */
const worldPrefixV4 = 8;
const worldPrefixV6 = 16;

/** Whether a CIDR block is the whole Internet, or a part of it that can only be meant so, such as `0.0.0.0/1`. */
export function isWorld(cidr: unknown): boolean {
  if (typeof cidr !== 'string') return false;
  const [address = '', prefix] = cidr.trim().split('/');
  if (prefix === undefined || !/^\d{1,3}$/.test(prefix)) return false;
  return Number(prefix) < (isIPv4(address) ? worldPrefixV4 : worldPrefixV6);
}

/** The blocks of addresses that a permission of a security group is for. */
function cidrsOf(permission: ReadonlyMap<string, unknown>): unknown[] {
  const of = (list: string, field: string) => {
    const ranges = permission.get(list);
    return Array.isArray(ranges) ? ranges.map((range) => (range instanceof Map ? range.get(field) : undefined)) : [];
  };
  return [...of('IpRanges', 'CidrIp'), ...of('Ipv6Ranges', 'CidrIpv6')];
}

/** `-1` is every protocol; AWS gives some protocols by number. */
const protocolNumbers: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };

/**
 * Whether a permission of a security group (`IpPermission`) lets the world reach a port.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 * @param protocol `tcp` or `udp`
 */
export function opensPortToWorld(permission: unknown, port: number, protocol: string): boolean {
  if (!(permission instanceof Map) || !cidrsOf(permission).some(isWorld)) return false;
  const given = String(permission.get('IpProtocol') ?? '-1');
  if (given === '-1') return true;
  if ((protocolNumbers[given] ?? given) !== protocol) return false;
  const from = permission.get('FromPort');
  const to = permission.get('ToPort');
  // Without ports, or with -1, all of them are meant.
  if (typeof from !== 'number' || from === -1) return true;
  return from <= port && port <= (typeof to === 'number' && to !== -1 ? to : 65_535);
}

/** Whether a permission lets the world reach every port. */
export function opensAllToWorld(permission: unknown): boolean {
  if (!(permission instanceof Map) || !cidrsOf(permission).some(isWorld)) return false;
  const given = String(permission.get('IpProtocol') ?? '-1');
  if (given === '-1') return true;
  const from = permission.get('FromPort');
  const to = permission.get('ToPort');
  const isOfPorts = ['tcp', 'udp'].includes(protocolNumbers[given] ?? given);
  return isOfPorts && (from === undefined || (Number(from) <= 1 && Number(to) >= 65_535));
}

/** Whether a permission is for the world, whatever its ports. */
export function isForWorld(permission: unknown): boolean {
  return permission instanceof Map && cidrsOf(permission).some(isWorld);
}

/**
 * Whether an entry of a network ACL is for the world, allows, and takes in a port.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html
 */
export function aclEntryCovers(entry: unknown, port: number): boolean {
  if (!(entry instanceof Map)) return false;
  if (![entry.get('CidrBlock'), entry.get('Ipv6CidrBlock')].some(isWorld)) return false;
  const protocol = String(entry.get('Protocol') ?? '-1');
  if (protocol === '-1') return true;
  if (protocol !== '6') return false;
  const range = entry.get('PortRange');
  if (!(range instanceof Map)) return true;
  return Number(range.get('From')) <= port && port <= Number(range.get('To'));
}

/**
 * Whether a network ACL lets the world in at a TCP port. Its entries count in the order of their numbers, and the first that
 * takes in the port decides; a denial of less than the world decides nothing.
 */
export function aclLetsWorldIn(entries: unknown, port: number): boolean {
  if (!Array.isArray(entries)) return false;
  const ingress = entries
    .filter((entry): entry is Map<string, unknown> => entry instanceof Map && entry.get('Egress') !== true)
    .sort((a, b) => Number(a.get('RuleNumber')) - Number(b.get('RuleNumber')));
  const families = ['CidrBlock', 'Ipv6CidrBlock'];
  return families.some((family) => {
    const first = ingress.find((entry) => isWorld(entry.get(family)) && aclEntryCovers(entry, port));
    return first !== undefined && String(first.get('RuleAction')).toLowerCase() === 'allow';
  });
}
