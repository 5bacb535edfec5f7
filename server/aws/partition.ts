/** AWS's separate worlds. Roles of one cannot be assumed from another. */
export const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;
export type Partition = (typeof partitions)[number];

/** The region whose endpoints answer for a partition's global services. */
const homeRegions: Record<Partition, string> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

const consoleHosts: Record<Partition, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

export function homeRegionOf(partition: Partition): string {
  return homeRegions[partition];
}

export function consoleHostOf(partition: Partition): string {
  return consoleHosts[partition];
}

export interface Arn {
  partition: Partition;
  service: string;
  region: string;
  accountId: string;
  resource: string;
}

/**
 * Takes an ARN apart; `undefined` when it is none or of a partition that is not supported.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, accountId, ...resource] = text.split(':');
  const known = partitions.find((candidate) => candidate === partition);
  if (prefix !== 'arn' || !known || !service || region === undefined || accountId === undefined) return undefined;
  if (resource.length === 0) return undefined;
  return { partition: known, service, region, accountId, resource: resource.join(':') };
}
