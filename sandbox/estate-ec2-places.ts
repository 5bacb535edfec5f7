import type { _InstanceType as InstanceType } from '@aws-sdk/client-ec2';

/** What one region of the sample estate holds. */
export type Place = {
  environment: string;
  cidr: string;
  /** The third octet is the subnet's number. */
  subnets: { name: string; zone: 'a' | 'b' | 'c' }[];
  securityGroups: { name: string; ingress: Ingress[] }[];
  /** Each a set of equal machines; `in` names subnets in turn, `behind` a security group. */
  fleets: {
    name: string;
    team: string;
    count: number;
    type: InstanceType;
    in: string;
    behind: string;
    publicAddress?: true;
  }[];
  /** Volumes that nothing is attached to. */
  volumes: { name: string; gibibytes: number; encrypted: boolean; snapshots?: number; sharedWithAll?: true }[];
  unusedAddresses: number;
};

export type Ingress = { ports: [number, number] | 'all'; from: string };

const world = '0.0.0.0/0';

export const places: Record<'large' | 'medium' | 'small' | 'development', Place> = {
  large: {
    environment: 'production',
    cidr: '10.20',
    subnets: [
      { name: 'prod-public-a', zone: 'a' },
      { name: 'prod-public-b', zone: 'b' },
      { name: 'prod-app-a', zone: 'a' },
      { name: 'prod-app-b', zone: 'b' },
      { name: 'prod-data-a', zone: 'a' },
      { name: 'prod-data-b', zone: 'b' },
    ],
    securityGroups: [
      {
        name: 'prod-load-balancer',
        ingress: [
          { ports: [443, 443], from: world },
          { ports: [80, 80], from: world },
        ],
      },
      { name: 'prod-web', ingress: [{ ports: [8080, 8080], from: '10.20.0.0/16' }] },
      { name: 'prod-orders-api', ingress: [{ ports: [8080, 8080], from: '10.20.0.0/16' }] },
      { name: 'prod-payments-api', ingress: [{ ports: [8443, 8443], from: '10.20.0.0/16' }] },
      { name: 'prod-postgres', ingress: [{ ports: [5432, 5432], from: '10.20.0.0/16' }] },
      { name: 'prod-redis', ingress: [{ ports: [6379, 6379], from: world }] },
      { name: 'bastion', ingress: [{ ports: [22, 22], from: world }] },
      { name: 'windows-rdp-temporary', ingress: [{ ports: [3389, 3389], from: world }] },
      { name: 'ci-agents', ingress: [{ ports: [22, 22], from: '203.0.113.0/24' }] },
      { name: 'launch-wizard-1', ingress: [{ ports: 'all', from: world }] },
    ],
    fleets: [
      { name: 'prod-web', team: 'web', count: 4, type: 'm5.large', in: 'prod-app-a', behind: 'prod-web' },
      {
        name: 'prod-orders-api',
        team: 'orders',
        count: 4,
        type: 'm5.xlarge',
        in: 'prod-app-b',
        behind: 'prod-orders-api',
      },
      {
        name: 'prod-payments-api',
        team: 'payments',
        count: 2,
        type: 'm5.large',
        in: 'prod-app-a',
        behind: 'prod-payments-api',
      },
      {
        name: 'prod-postgres-replica',
        team: 'platform',
        count: 2,
        type: 'r5.2xlarge',
        in: 'prod-data-a',
        behind: 'prod-postgres',
      },
      { name: 'prod-redis', team: 'platform', count: 1, type: 'r5.large', in: 'prod-data-b', behind: 'prod-redis' },
      {
        name: 'bastion',
        team: 'platform',
        count: 1,
        type: 't3.micro',
        in: 'prod-public-a',
        behind: 'bastion',
        publicAddress: true,
      },
      { name: 'ci-agent', team: 'platform', count: 2, type: 'c5.2xlarge', in: 'prod-app-b', behind: 'ci-agents' },
      {
        name: 'finance-windows',
        team: 'finance',
        count: 1,
        type: 't3.large',
        in: 'prod-public-b',
        behind: 'windows-rdp-temporary',
        publicAddress: true,
      },
      // Whoever reads this name must show it, not run it.
      {
        name: '<img src=x onerror=alert(1)>',
        team: 'unknown',
        count: 1,
        type: 't2.micro',
        in: 'prod-public-b',
        behind: 'launch-wizard-1',
        publicAddress: true,
      },
    ],
    volumes: [
      { name: 'postgres-data-2023', gibibytes: 500, encrypted: true, snapshots: 3 },
      { name: 'postgres-data-restore-test', gibibytes: 500, encrypted: false },
      { name: 'orders-export-scratch', gibibytes: 200, encrypted: false, snapshots: 1 },
      { name: 'ci-cache-a', gibibytes: 100, encrypted: true },
      { name: 'ci-cache-b', gibibytes: 100, encrypted: true },
      { name: 'old-jenkins', gibibytes: 80, encrypted: false, snapshots: 2, sharedWithAll: true },
      { name: 'finance-share', gibibytes: 300, encrypted: true, snapshots: 3 },
      { name: 'do-not-delete', gibibytes: 50, encrypted: false, snapshots: 1 },
    ],
    unusedAddresses: 2,
  },
  medium: {
    environment: 'production',
    cidr: '10.30',
    subnets: [
      { name: 'prod-eu-public-a', zone: 'a' },
      { name: 'prod-eu-app-a', zone: 'a' },
      { name: 'prod-eu-app-b', zone: 'b' },
      { name: 'prod-eu-data-a', zone: 'a' },
    ],
    securityGroups: [
      { name: 'prod-eu-load-balancer', ingress: [{ ports: [443, 443], from: world }] },
      { name: 'prod-eu-catalog', ingress: [{ ports: [8080, 8080], from: '10.30.0.0/16' }] },
      { name: 'prod-eu-search', ingress: [{ ports: [9200, 9300], from: '10.30.0.0/16' }] },
      { name: 'prod-eu-mysql', ingress: [{ ports: [3306, 3306], from: world }] },
      { name: 'eu-bastion', ingress: [{ ports: [22, 22], from: '198.51.100.17/32' }] },
      {
        name: 'agency-access',
        ingress: [
          { ports: [22, 22], from: world },
          { ports: [21, 21], from: world },
        ],
      },
    ],
    fleets: [
      {
        name: 'prod-eu-catalog',
        team: 'catalog',
        count: 4,
        type: 'm5.large',
        in: 'prod-eu-app-a',
        behind: 'prod-eu-catalog',
      },
      {
        name: 'prod-eu-search',
        team: 'catalog',
        count: 3,
        type: 'r5.large',
        in: 'prod-eu-app-b',
        behind: 'prod-eu-search',
      },
      {
        name: 'prod-eu-mysql',
        team: 'catalog',
        count: 1,
        type: 'r5.xlarge',
        in: 'prod-eu-data-a',
        behind: 'prod-eu-mysql',
      },
      {
        name: 'eu-bastion',
        team: 'platform',
        count: 1,
        type: 't3.micro',
        in: 'prod-eu-public-a',
        behind: 'eu-bastion',
        publicAddress: true,
      },
      {
        name: 'agency-cms',
        team: 'marketing',
        count: 1,
        type: 't3.medium',
        in: 'prod-eu-public-a',
        behind: 'agency-access',
      },
    ],
    volumes: [
      { name: 'search-index-rebuild', gibibytes: 400, encrypted: true, snapshots: 1 },
      { name: 'mysql-migration', gibibytes: 250, encrypted: false, snapshots: 2, sharedWithAll: true },
      { name: 'cms-uploads', gibibytes: 60, encrypted: false, snapshots: 1 },
      { name: 'eu-scratch', gibibytes: 20, encrypted: true },
    ],
    unusedAddresses: 1,
  },
  small: {
    environment: 'production',
    cidr: '10.40',
    subnets: [
      { name: 'prod-apac-public-a', zone: 'a' },
      { name: 'prod-apac-app-a', zone: 'a' },
    ],
    securityGroups: [
      { name: 'prod-apac-load-balancer', ingress: [{ ports: [443, 443], from: world }] },
      { name: 'prod-apac-web', ingress: [{ ports: [8080, 8080], from: '10.40.0.0/16' }] },
      { name: 'apac-debug', ingress: [{ ports: [22, 22], from: '::/0' }] },
    ],
    fleets: [
      {
        name: 'prod-apac-web',
        team: 'web',
        count: 3,
        type: 'm5.large',
        in: 'prod-apac-app-a',
        behind: 'prod-apac-web',
      },
      {
        name: 'apac-debug',
        team: 'web',
        count: 1,
        type: 't3.small',
        in: 'prod-apac-public-a',
        behind: 'apac-debug',
        publicAddress: true,
      },
    ],
    volumes: [
      { name: 'apac-logs', gibibytes: 100, encrypted: true, snapshots: 1 },
      { name: 'apac-migration', gibibytes: 40, encrypted: false, snapshots: 1 },
    ],
    unusedAddresses: 0,
  },
  development: {
    environment: 'development',
    cidr: '10.90',
    subnets: [
      { name: 'dev-public-a', zone: 'a' },
      { name: 'dev-app-a', zone: 'a' },
    ],
    securityGroups: [
      { name: 'dev-everything', ingress: [{ ports: 'all', from: world }] },
      { name: 'dev-web', ingress: [{ ports: [8080, 8080], from: '10.90.0.0/16' }] },
    ],
    fleets: [
      { name: 'dev-web', team: 'web', count: 2, type: 't3.medium', in: 'dev-app-a', behind: 'dev-web' },
      {
        name: 'dev-playground',
        team: 'unknown',
        count: 2,
        type: 't3.small',
        in: 'dev-public-a',
        behind: 'dev-everything',
      },
    ],
    volumes: [{ name: 'dev-prod-copy', gibibytes: 120, encrypted: false, snapshots: 1 }],
    unusedAddresses: 1,
  },
};
