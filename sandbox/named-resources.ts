import type { Identity } from './identities.ts';
import type { AwsRequest } from './request.ts';

/** How a request names its resource: a field of the body or query, or a part of the path, and the ARN made of it. */
type Naming = ({ field: string } | { path: RegExp }) & {
  arn: string;
  /** Some ARNs name no account. */
  hasNoAccount?: true;
};

/**
 * The resources of the calls that change something, so that policies for certain resources are judged as AWS does. The
 * first that fits counts. `{}` is what was named, of a URL its last word; an ARN that was named is taken as it is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const namings: Readonly<Record<string, readonly Naming[]>> = {
  ec2: [
    { field: 'GroupId', arn: 'security-group/{}' },
    { field: 'InstanceId.1', arn: 'instance/{}' },
    { field: 'InstanceId', arn: 'instance/{}' },
    { field: 'SnapshotId', arn: 'snapshot/{}', hasNoAccount: true },
    { field: 'VolumeId', arn: 'volume/{}' },
    { field: 'ImageId', arn: 'image/{}', hasNoAccount: true },
    { field: 'AllocationId', arn: 'elastic-ip/{}' },
  ],
  sqs: [{ field: 'QueueUrl', arn: '{}' }],
  sns: [{ field: 'TopicArn', arn: '{}' }],
  rds: [
    { field: 'DBInstanceIdentifier', arn: 'db:{}' },
    { field: 'DBClusterIdentifier', arn: 'cluster:{}' },
    { field: 'DBSnapshotIdentifier', arn: 'snapshot:{}' },
    { field: 'DBClusterSnapshotIdentifier', arn: 'cluster-snapshot:{}' },
  ],
  dynamodb: [{ field: 'TableName', arn: 'table/{}' }],
  kms: [{ field: 'KeyId', arn: 'key/{}' }],
  logs: [{ field: 'logGroupName', arn: 'log-group:{}' }],
  ecr: [{ field: 'repositoryName', arn: 'repository/{}' }],
  elasticloadbalancing: [
    { field: 'LoadBalancerArn', arn: '{}' },
    { field: 'ListenerArn', arn: '{}' },
  ],
  secretsmanager: [{ field: 'SecretId', arn: '{}' }],
  cloudtrail: [
    { field: 'Name', arn: 'trail/{}' },
    { field: 'TrailName', arn: 'trail/{}' },
  ],
  lambda: [{ path: /\/functions\/([^/?]+)/, arn: 'function:{}' }],
  'access-analyzer': [
    { path: /\/analyzer\/([^/?]+)/, arn: 'analyzer/{}' },
    { field: 'analyzerName', arn: 'analyzer/{}' },
  ],
  config: [
    { field: 'ConfigurationRecorderName', arn: 'configuration-recorder/{}' },
    { field: 'ConfigurationRecorder.name', arn: 'configuration-recorder/{}' },
  ],
  guardduty: [{ path: /\/detector\/([^/?]+)/, arn: 'detector/{}' }],
};

/** The ARN of what a request names; undefined when it names nothing that is known here. */
export function namedResource(request: AwsRequest, { partition, accountId }: Identity): string | undefined {
  for (const naming of namings[request.service] ?? []) {
    const named = 'path' in naming ? naming.path.exec(request.target)?.[1] : fieldOf(request, naming.field);
    if (named === undefined || named === '') continue;
    const given = decodeURIComponent(named).replace(/^https?:\/\/.*\//, '');
    if (given.startsWith('arn:')) return given;
    const account = naming.hasNoAccount ? '' : accountId;
    return `arn:${partition}:${request.service}:${request.region}:${account}:${naming.arn.replace('{}', given)}`;
  }
  return undefined;
}

/** A field of a request's query or body; of what is nested in a body `Outer.inner`. */
export function fieldOf(request: AwsRequest, field: string): string | undefined {
  const inQuery = request.parameters.get(field);
  if (inQuery !== null) return inQuery;
  if (!request.protocol.endsWith('json')) return undefined;
  try {
    const value: unknown = field
      .split('.')
      .reduce((outer, name) => outer?.[name], JSON.parse(request.body.toString('utf8')));
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
