import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedHost, readAllowedHosts, refusedBecause } from './addresses.ts';

const nothing = readAllowedHosts('');
const isRefused = (address: string, allowed = nothing, host = 'hooks.example.com') =>
  refusedBecause(address, host, allowed) !== undefined;

/** A second account of what is not public, from IANA's registries, by another implementation than the guard's. */
const special = new BlockList();
for (const [network, bits] of [
  ...[['0.0.0.0', 8] as const, ['10.0.0.0', 8] as const, ['100.64.0.0', 10] as const, ['127.0.0.0', 8] as const],
  ...[['169.254.0.0', 16] as const, ['172.16.0.0', 12] as const, ['192.0.0.0', 24] as const],
  ...[['192.0.2.0', 24] as const, ['192.88.99.0', 24] as const, ['192.168.0.0', 16] as const],
  ...[['198.18.0.0', 15] as const, ['198.51.100.0', 24] as const, ['203.0.113.0', 24] as const],
  ...[['224.0.0.0', 4] as const, ['240.0.0.0', 4] as const, ['168.63.129.16', 32] as const],
]) {
  special.addSubnet(network, bits, 'ipv4');
}

/** Given out to nobody that a message could be for, and refused besides. */
const unused = new BlockList();
for (const network of ['192.31.196.0', '192.52.193.0', '192.175.48.0']) unused.addSubnet(network, 24, 'ipv4');

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const group = fc.integer({ min: 0, max: 0xffff });
const ipv6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((parts) => parts.map((part) => part.toString(16)).join(':'));

/** Addresses within the special networks, which chance alone would hardly ever find. */
const specialIpv4 = fc
  .tuple(
    fc.constantFrom(...['0', '10', '127', '100.64', '169.254', '172.16', '192.168', '224', '240', '255.255']),
    ipv4,
  )
  .map(([start, rest]) => [...start.split('.'), ...rest.split('.')].slice(0, 4).join('.'));

describe('the addresses that notifications go to', () => {
  it.each([
    ['this machine', '127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '::1', '::'],
    ['private networks', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
    ['link-local addresses', '169.254.1.1', 'fe80::1', 'fe80::1%eth0'],
    ['the network of a provider', '100.64.0.1', '100.127.255.255'],
    ['many at once', '224.0.0.1', '239.255.255.250', 'ff02::1', '255.255.255.255'],
    ['metadata services', '169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200'],
    ['IPv4 within IPv6', '::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::a00:1'],
    ['tunnels to IPv4', '2002:7f00:1::', '2001:0:7f00:1::', '::ffff:0:127.0.0.1'],
    ['what is set apart', '192.0.2.1', '198.18.0.1', '203.0.113.1', '240.0.0.1', '2001:db8::1', 'fec0::1', '100::1'],
  ])('are never those of %s', (_, ...addresses) => {
    expect(addresses.filter((address) => !isRefused(address))).toEqual([]);
  });

  it('may be any on the public internet', () => {
    const addresses = ['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '64:ff9b::101:101'];
    expect(addresses.filter((address) => isRefused(address))).toEqual([]);
  });

  it('are judged as IANA’s registries have them', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, specialIpv4), (address) => {
        fc.pre(!unused.check(address) && address !== '100.100.100.200');
        expect(isRefused(address)).toBe(special.check(address));
      }),
      { numRuns: 2000 },
    );
  });

  it('are judged the same in each way in which IPv6 carries them', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, specialIpv4), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const written of [
          `::ffff:${address}`,
          `::ffff:${groups}`,
          `0:0:0:0:0:FFFF:${groups}`,
          `64:ff9b::${groups}`,
        ]) {
          expect([written, isRefused(written)]).toEqual([written, isRefused(address)]);
        }
        expect(isRefused(`2002:${groups}::1`)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('are of IPv6 only those that are given out for the public internet', () => {
    fc.assert(
      fc.property(ipv6, (address) => {
        const isGlobal = Number.parseInt(address, 16) >> 13 === 1;
        fc.pre(!isGlobal && !address.startsWith('64:ff9b:') && !address.startsWith('0:0:0:0:0:ffff:'));
        expect(isRefused(address)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are refused when they are no addresses', () => {
    for (const nonsense of ['', 'localhost', '1.2.3', '0x7f.1', '127.1', '1.2.3.4.5', ':::1']) {
      expect([nonsense, isRefused(nonsense)]).toEqual([nonsense, true]);
    }
  });
});

describe('hosts that the configuration allows', () => {
  it('may be within networks that it names, and nowhere else', () => {
    const allowed = readAllowedHosts('10.1.0.0/16, fd12::/16,192.168.7.9');
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd12::9', '192.168.7.9']) {
      expect([address, isRefused(address, allowed)]).toEqual([address, false]);
    }
    for (const address of ['10.2.0.1', 'fd13::9', '192.168.7.10', '127.0.0.1']) {
      expect([address, isRefused(address, allowed)]).toEqual([address, true]);
    }
  });

  it('may be in house when it names them, whatever the case and the dot at the end', () => {
    const allowed = readAllowedHosts('Mail.Internal');
    for (const host of ['mail.internal', 'MAIL.INTERNAL', 'mail.internal.']) {
      expect(['10.0.0.1', '127.0.0.1', 'fd00::1', '100.64.0.1'].filter((one) => isRefused(one, allowed, host))).toEqual(
        [],
      );
    }
    expect(isRefused('10.0.0.1', allowed, 'other.internal')).toBe(true);
    expect(isRefused('10.0.0.1', allowed, 'x.mail.internal')).toBe(true);
  });

  it('never are metadata services, and by their name alone neither link-local nor many at once', () => {
    const allowed = readAllowedHosts('hook.internal,0.0.0.0/0,::/0');
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', '169.254.170.2', 'fd00:ec2::254']) {
      expect([address, isRefused(address, allowed, 'hook.internal')]).toEqual([address, true]);
    }
    const named = readAllowedHosts('hook.internal');
    for (const address of ['169.254.1.1', 'fe80::1', '224.0.0.1', '0.0.0.0', '::', '255.255.255.255']) {
      expect([address, isRefused(address, named, 'hook.internal')]).toEqual([address, true]);
    }
  });

  it('are known by their name or by their address', () => {
    const allowed = readAllowedHosts('hook.internal,10.1.0.0/16');
    expect(['hook.internal', 'HOOK.internal.', '10.1.2.3'].every((host) => isAllowedHost(host, allowed))).toBe(true);
    expect(['10.2.0.1', 'example.com', '[::1]'].some((host) => isAllowedHost(host, allowed))).toBe(false);
  });

  it.each(['https://hook.internal', 'hook.internal:8080', '10.0.0.0/33', '10.0.0', 'a b', '*.internal', '-x'])(
    'are not written %s',
    (text) => {
      expect(() => readAllowedHosts(`fine.internal, ${text}`)).toThrow(
        /neither a host name nor an address nor a network/,
      );
    },
  );
});
