import { describe, expect, it } from 'vitest';
import { nameOf, without, worldPermissions } from './world-permissions.ts';

const all = { ports: [], udpPorts: [], exceptPorts: [] };
const world = [{ CidrIp: '0.0.0.0/0' }];
const permissions = [
  { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '0.0.0.0/0' }] },
  { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'all' }] },
  { IpProtocol: 'udp', FromPort: 53, ToPort: 53, IpRanges: world },
  { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/1' }] },
  { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: world },
  { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: 'sg-1' }] },
];
const namesOf = (wanted: Parameters<typeof worldPermissions>[1]) => worldPermissions(permissions, wanted).map(nameOf);

describe('the permissions of a security group that are open to the world', () => {
  it('are those of all protocols when no ports are named, and of no other source', () => {
    expect(namesOf(all)).toEqual([
      'icmp -1 from 0.0.0.0/0',
      'tcp 0-65535 from ::/0',
      'tcp 22 from 0.0.0.0/0',
      'tcp 443 from 0.0.0.0/1',
      'udp 53 from 0.0.0.0/0',
    ]);
  });

  it('are those whose range takes a named port in, by its protocol', () => {
    expect(namesOf({ ...all, ports: [22] })).toEqual(['tcp 0-65535 from ::/0', 'tcp 22 from 0.0.0.0/0']);
    expect(namesOf({ ...all, ports: [53] })).toEqual(['tcp 0-65535 from ::/0']);
    expect(namesOf({ ...all, udpPorts: [53] })).toEqual(['udp 53 from 0.0.0.0/0']);
  });

  it('are not those that open an excepted port alone, nor ICMP then', () => {
    expect(namesOf({ ...all, exceptPorts: [443] })).toEqual([
      'tcp 0-65535 from ::/0',
      'tcp 22 from 0.0.0.0/0',
      'udp 53 from 0.0.0.0/0',
    ]);
  });

  it('count every protocol as every port', () => {
    const everything = [{ IpProtocol: '-1', IpRanges: world }];
    expect(worldPermissions(everything, { ...all, udpPorts: [9] }).map(nameOf)).toEqual(['everything from 0.0.0.0/0']);
  });

  it('are the same ones whatever their descriptions say', () => {
    const [one] = worldPermissions(permissions, all);
    expect(without(one ? [{ ...one, Description: 'another' }] : [], one ? [one] : [])).toEqual([]);
  });
});
