import { isIP, isIPv6 } from 'node:net';
import type { Context } from 'hono';

/**
 * Where a request comes from. `X-Forwarded-For` counts only as far as trusted proxies wrote it: each appends the
 * address that it saw, so behind n proxies the n-th from the right is the caller, and anything left of it is the
 * caller's own invention.
 */
export function clientAddress(c: Context, trustedProxies: number): string {
  const socketAddress: unknown = c.env?.incoming?.socket?.remoteAddress;
  const direct = typeof socketAddress === 'string' ? unmapped(socketAddress) : 'unknown';
  if (trustedProxies === 0) return direct;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => unmapped(hop.trim()));
  const hop = hops.at(-trustedProxies);
  return hop !== undefined && isIP(hop) !== 0 ? hop : direct;
}

/**
 * What to count tries by: an IPv4 address, or the /64 network of an IPv6 address, since one caller has a whole /64
 * to choose from.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = '', right] = address.split('%')[0]?.split('::') ?? [];
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const groups =
    right === undefined ? head : [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
