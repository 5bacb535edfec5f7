import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { clientAddress, networkOf } from './client-address.ts';

async function addressSeen(
  trustedProxies: number,
  forwarded: string | undefined,
  remoteAddress: string,
): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(clientAddress(c, trustedProxies)));
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return await (await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })).text();
}

describe('the address of a caller', () => {
  test('is the socket’s without trusted proxies, whatever is claimed', async () => {
    expect(await addressSeen(0, '1.2.3.4', '192.0.2.1')).toBe('192.0.2.1');
    expect(await addressSeen(0, undefined, '::ffff:192.0.2.1')).toBe('192.0.2.1');
  });

  test('is what the outermost trusted proxy saw', async () => {
    expect(await addressSeen(1, '6.6.6.6, 198.51.100.1', '10.0.0.1')).toBe('198.51.100.1');
    expect(await addressSeen(2, '6.6.6.6, 198.51.100.1, 10.0.0.2', '10.0.0.1')).toBe('198.51.100.1');
    expect(await addressSeen(1, '2001:db8::1', '10.0.0.1')).toBe('2001:db8::1');
  });

  test('is the socket’s when a proxy named none', async () => {
    for (const forwarded of [undefined, '', 'unknown', '198.51.100.1:443', 'x'.repeat(5000)]) {
      expect(await addressSeen(1, forwarded, '10.0.0.1')).toBe('10.0.0.1');
    }
    expect(await addressSeen(3, '198.51.100.1', '10.0.0.1')).toBe('10.0.0.1');
  });
});

describe('what tries are counted by', () => {
  test('is an IPv4 address itself and the /64 network of an IPv6 address', () => {
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('unknown')).toBe('unknown');
    expect(networkOf('2001:db8:0:7::1')).toBe('2001:db8:0:7::/64');
    expect(networkOf('2001:0DB8:0:7:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:7::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  test('is the same for all addresses of a /64 and differs between two of them', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const half = fc.array(group, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(half, half, half, half, (network, other, one, two) => {
        expect(networkOf([...network, ...one].join(':'))).toBe(networkOf([...network, ...two].join(':')));
        const isSame = network.join() === other.join();
        expect(networkOf([...network, ...one].join(':')) === networkOf([...other, ...one].join(':'))).toBe(isSame);
      }),
    );
  });
});
