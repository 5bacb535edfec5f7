import { describe, expect, it } from 'vitest';
import { aclLetsWorldIn, isForWorld, isWorld, opensAllToWorld, opensPortToWorld } from './network.ts';
import { toValue } from './values.ts';

describe('the world', () => {
  it.each(['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '2000::/3'])('is %s', (cidr) => {
    expect(isWorld(cidr)).toBe(true);
  });
  it.each(['10.0.0.0/8', '203.0.113.7/32', '2001:db8::/32', '', 'pl-123', undefined, 'x/0x', '10.0.0.1'])(
    'is not %s',
    (cidr) => {
      expect(isWorld(cidr)).toBe(false);
    },
  );
});

const permission = (more: object) =>
  toValue({ IpProtocol: 'tcp', FromPort: 20, ToPort: 25, IpRanges: [{ CidrIp: '0.0.0.0/0' }], ...more });

describe('a permission of a security group', () => {
  it('opens the ports of its range, of its protocol, to the world', () => {
    expect([19, 20, 22, 25, 26].map((port) => opensPortToWorld(permission({}), port, 'tcp'))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(opensPortToWorld(permission({}), 22, 'udp')).toBe(false);
    expect(opensPortToWorld(permission({ IpProtocol: '6' }), 22, 'tcp')).toBe(true);
    expect(opensPortToWorld(permission({ IpProtocol: '-1', FromPort: undefined, ToPort: undefined }), 22, 'udp')).toBe(
      true,
    );
    expect(opensPortToWorld(permission({ FromPort: -1, ToPort: -1 }), 22, 'tcp')).toBe(true);
  });

  it('is for the world by IPv6 alone, too, and by any of its ranges', () => {
    const v6 = permission({ IpRanges: [{ CidrIp: '10.0.0.0/8' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
    expect(opensPortToWorld(v6, 22, 'tcp')).toBe(true);
    expect(isForWorld(v6)).toBe(true);
    expect(isForWorld(permission({ IpRanges: [{ CidrIp: '10.0.0.0/8' }] }))).toBe(false);
    expect(isForWorld(permission({ IpRanges: [], UserIdGroupPairs: [{ GroupId: 'sg-1' }] }))).toBe(false);
  });

  it('opens everything when its protocol is any, or its range is all', () => {
    expect(opensAllToWorld(permission({}))).toBe(false);
    expect(opensAllToWorld(permission({ FromPort: 0, ToPort: 65535 }))).toBe(true);
    expect(opensAllToWorld(permission({ IpProtocol: '-1' }))).toBe(true);
    expect(opensAllToWorld(permission({ IpProtocol: 'icmp', FromPort: -1, ToPort: -1 }))).toBe(false);
  });
});

describe('a network ACL', () => {
  const entry = (more: object) => ({
    RuleNumber: 100,
    Protocol: '6',
    Egress: false,
    RuleAction: 'allow',
    CidrBlock: '0.0.0.0/0',
    PortRange: { From: 22, To: 22 },
    ...more,
  });
  const letsIn = (entries: object[], port = 22) => aclLetsWorldIn(toValue(entries), port);

  it('is read in the order of its numbers, not of its list', () => {
    expect(letsIn([entry({})])).toBe(true);
    expect(letsIn([entry({}), entry({ RuleNumber: 50, RuleAction: 'deny' })])).toBe(false);
    expect(letsIn([entry({}), entry({ RuleNumber: 150, RuleAction: 'deny' })])).toBe(true);
  });

  it('is not closed by a denial of less than the world, of another port, or of what goes out', () => {
    expect(letsIn([entry({ RuleNumber: 50, RuleAction: 'deny', CidrBlock: '10.0.0.0/8' }), entry({})])).toBe(true);
    expect(letsIn([entry({ RuleNumber: 50, RuleAction: 'deny', PortRange: { From: 80, To: 80 } }), entry({})])).toBe(
      true,
    );
    expect(letsIn([entry({ RuleNumber: 50, RuleAction: 'deny', Egress: true }), entry({})])).toBe(true);
  });

  it('is open by IPv6 alone, too', () => {
    const v6 = entry({ CidrBlock: undefined, Ipv6CidrBlock: '::/0' });
    expect(letsIn([entry({ RuleAction: 'deny' }), v6])).toBe(true);
    expect(letsIn([], 22)).toBe(false);
    expect(letsIn([entry({ Protocol: '-1', PortRange: undefined })], 3389)).toBe(true);
    // What is said of UDP says nothing of TCP.
    const udp = entry({ Protocol: '17' });
    expect(letsIn([udp], 22)).toBe(false);
  });
});
