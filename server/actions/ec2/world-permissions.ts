import type { IpPermission } from '@aws-sdk/client-ec2';
import { isWorld, opensPortToWorld } from '../../rules/network.ts';

/** That a security group lets the world in by one protocol, at one range of ports, from one block of addresses. */
export type WorldPermission = {
  IpProtocol: string;
  FromPort?: number;
  ToPort?: number;
  CidrIp?: string;
  CidrIpv6?: string;
  Description?: string;
};

/** Which of the permissions are meant. With neither `ports` nor `udpPorts`: all of them. */
export interface Ports {
  ports: readonly number[];
  udpPorts: readonly number[];
  exceptPorts: readonly number[];
}

/** The permissions for the world, one by one and in order, that let it reach the ports. Other sources are left out. */
export function worldPermissions(permissions: readonly IpPermission[], wanted: Ports): WorldPermission[] {
  return permissions
    .flatMap(permissionsByRange)
    .filter(({ CidrIp, CidrIpv6 }) => isWorld(CidrIp ?? CidrIpv6))
    .filter((permission) => isMeant(permission, wanted))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

function permissionsByRange({ IpProtocol = '-1', FromPort, ToPort, ...sources }: IpPermission): WorldPermission[] {
  const rule = {
    IpProtocol,
    ...(FromPort === undefined ? {} : { FromPort }),
    ...(ToPort === undefined ? {} : { ToPort }),
  };
  const told = (Description: string | undefined) => (Description === undefined ? {} : { Description });
  return [
    ...(sources.IpRanges ?? []).map(({ CidrIp = '', Description }) => ({ ...rule, CidrIp, ...told(Description) })),
    ...(sources.Ipv6Ranges ?? []).map(({ CidrIpv6 = '', Description }) => ({
      ...{ ...rule, CidrIpv6, ...told(Description) },
    })),
  ];
}

/** Judged as the rules judge it, so that a rule whose ports are closed finds nothing more. */
function isMeant(permission: WorldPermission, { ports, udpPorts, exceptPorts }: Ports): boolean {
  if (ports.length === 0 && udpPorts.length === 0) return !isExcepted(permission, exceptPorts);
  const { IpProtocol, FromPort, ToPort } = permission;
  const range = new Map<string, unknown>([
    ['IpProtocol', IpProtocol],
    ['FromPort', FromPort],
    ['ToPort', ToPort],
    ['IpRanges', [new Map([['CidrIp', '0.0.0.0/0']])]],
  ]);
  return (
    ports.some((port) => opensPortToWorld(range, port, 'tcp')) ||
    udpPorts.some((port) => opensPortToWorld(range, port, 'udp'))
  );
}

function isExcepted({ IpProtocol, FromPort, ToPort }: WorldPermission, exceptPorts: readonly number[]): boolean {
  if (exceptPorts.length === 0) return false;
  if (['icmp', 'icmpv6', '1', '58'].includes(IpProtocol)) return true;
  const isOnePort = FromPort !== undefined && FromPort === ToPort;
  return ['tcp', '6'].includes(IpProtocol) && isOnePort && exceptPorts.includes(FromPort);
}

/** Those of the first that the second do not have. */
export function without(some: readonly WorldPermission[], others: readonly WorldPermission[]): WorldPermission[] {
  const names = new Set(others.map(nameOf));
  return some.filter((permission) => !names.has(nameOf(permission)));
}

/** As AWS takes them. */
export function toIpPermissions(permissions: readonly WorldPermission[], isDescribed: boolean): IpPermission[] {
  return permissions.map(({ IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, Description }) => {
    const told = isDescribed && Description !== undefined ? { Description } : {};
    return {
      IpProtocol,
      ...(FromPort === undefined ? {} : { FromPort }),
      ...(ToPort === undefined ? {} : { ToPort }),
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp, ...told }] }),
      ...(CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6, ...told }] }),
    };
  });
}

/** `tcp 22 from 0.0.0.0/0`. A group has no two of one name. */
export function nameOf({ IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6 }: WorldPermission): string {
  const protocol = IpProtocol === '-1' ? 'everything' : IpProtocol;
  const ports = FromPort === undefined ? '' : FromPort === ToPort ? ` ${FromPort}` : ` ${FromPort}-${ToPort}`;
  return `${protocol}${ports} from ${CidrIp ?? CidrIpv6}`;
}
