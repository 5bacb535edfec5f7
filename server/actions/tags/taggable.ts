import type { Need, Target } from '../action.ts';

// The tagging service asks each service on behalf of the caller, who needs that service's own permission, too. So the list
// is of services that most accounts have, and the role's policy stays short. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html

/**
 * The asset types that can be tagged, and whose ARNs are AWS's own: AWS has an ID of its own in those of key pairs and of
 * what is in a cluster of EKS.
 */
const types: Readonly<Record<string, readonly string[]>> = {
  Backup: ['BackupVault', 'BackupPlan'],
  CertificateManager: ['Certificate'],
  CloudFront: ['Distribution'],
  CloudTrail: ['Trail', 'EventDataStore'],
  CloudWatch: ['Alarm', 'CompositeAlarm'],
  DocDB: ['DBCluster', 'DBInstance', 'DBClusterSnapshot'],
  DynamoDB: ['Table'],
  EC2: [
    ...['Instance', 'Volume', 'Snapshot', 'Image', 'LaunchTemplate', 'VPC', 'Subnet', 'SecurityGroup', 'EIP'],
    ...['NetworkInterface', 'RouteTable', 'NetworkAcl', 'InternetGateway', 'EgressOnlyInternetGateway', 'NatGateway'],
    ...['VPCEndpoint', 'VPCEndpointService', 'VPCPeeringConnection', 'FlowLog', 'PrefixList', 'TransitGateway'],
    ...['TransitGatewayAttachment', 'VPNConnection', 'VPNGateway', 'CustomerGateway', 'ClientVpnEndpoint'],
  ],
  ECR: ['Repository'],
  ECS: ['Cluster', 'Service', 'TaskDefinition'],
  EFS: ['FileSystem', 'AccessPoint'],
  EKS: ['Cluster'],
  ElastiCache: ['ReplicationGroup', 'CacheCluster', 'ServerlessCache', 'SubnetGroup', 'Snapshot'],
  ElasticLoadBalancing: ['LoadBalancer'],
  ElasticLoadBalancingV2: ['LoadBalancer', 'Listener', 'TargetGroup'],
  Events: ['Rule', 'EventBus'],
  KMS: ['Key'],
  Lambda: ['Function'],
  Logs: ['LogGroup'],
  Neptune: ['DBCluster', 'DBInstance', 'DBClusterSnapshot'],
  OpenSearchService: ['Domain'],
  RDS: [
    ...['DBInstance', 'DBCluster', 'DBSnapshot', 'DBClusterSnapshot', 'DBParameterGroup', 'DBClusterParameterGroup'],
    ...['EventSubscription', 'DBProxy'],
  ],
  Redshift: ['Cluster', 'ClusterSnapshot', 'ClusterSubnetGroup'],
  Route53: ['HostedZone', 'HealthCheck'],
  S3: ['Bucket'],
  SecretsManager: ['Secret'],
  SNS: ['Topic'],
  SQS: ['Queue'],
  SSM: ['Parameter'],
  StepFunctions: ['StateMachine', 'Activity'],
};

export const taggableTypes: readonly string[] = Object.entries(types).flatMap(([service, names]) =>
  names.map((name) => `AWS::${service}::${name}`),
);

/** By service: the permission to set tags, and the one to remove them. */
const permissions: Readonly<Record<string, readonly (readonly [set: string, remove: string])[]>> = {
  Backup: tagResource('backup'),
  CertificateManager: [['acm:AddTagsToCertificate', 'acm:RemoveTagsFromCertificate']],
  CloudFront: tagResource('cloudfront'),
  CloudTrail: [['cloudtrail:AddTags', 'cloudtrail:RemoveTags']],
  CloudWatch: tagResource('cloudwatch'),
  DocDB: [['rds:AddTagsToResource', 'rds:RemoveTagsFromResource']],
  DynamoDB: tagResource('dynamodb'),
  EC2: [['ec2:CreateTags', 'ec2:DeleteTags']],
  ECR: tagResource('ecr'),
  ECS: tagResource('ecs'),
  EFS: tagResource('elasticfilesystem'),
  EKS: tagResource('eks'),
  ElastiCache: [['elasticache:AddTagsToResource', 'elasticache:RemoveTagsFromResource']],
  ElasticLoadBalancing: [['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags']],
  ElasticLoadBalancingV2: [['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags']],
  Events: tagResource('events'),
  KMS: tagResource('kms'),
  Lambda: tagResource('lambda'),
  Logs: tagResource('logs'),
  Neptune: [['rds:AddTagsToResource', 'rds:RemoveTagsFromResource']],
  OpenSearchService: [['es:AddTags', 'es:RemoveTags']],
  RDS: [['rds:AddTagsToResource', 'rds:RemoveTagsFromResource']],
  Redshift: [['redshift:CreateTags', 'redshift:DeleteTags']],
  Route53: [['route53:ChangeTagsForResource', 'route53:ChangeTagsForResource']],
  // S3 has one call for all tags of a bucket, so that the tagging service reads them first.
  S3: [
    ['s3:PutBucketTagging', 's3:PutBucketTagging'],
    ['s3:GetBucketTagging', 's3:GetBucketTagging'],
  ],
  SecretsManager: tagResource('secretsmanager'),
  SNS: tagResource('sns'),
  SQS: [['sqs:TagQueue', 'sqs:UntagQueue']],
  SSM: [['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource']],
  StepFunctions: tagResource('states'),
};

function tagResource(service: string) {
  return [[`${service}:TagResource`, `${service}:UntagResource`]] as const;
}

/**
 * On everything in the role's policy, which comes to the same as the ARNs of thirty services, each of an IAM action that
 * works on nothing but the account's own; a session's policy names the asset.
 */
const theAsset = { role: '*', session: '{arn}' };

export const needsToSet = needsTo(0);
export const needsToRemove = needsTo(1);

function needsTo(which: 0 | 1): readonly Need[] {
  return Object.entries(permissions).flatMap(([service, pairs]) =>
    pairs.map((pair) => ({
      permission: pair[which],
      on: theAsset,
      types: (types[service] ?? []).map((name) => `AWS::${service}::${name}`),
    })),
  );
}

/** The ARN by which the tagging service knows an asset: those of snapshots and images have the account in them there. */
export function taggedArn({ arn, type, accountId }: Target): string {
  return type.startsWith('AWS::EC2::') ? arn.replace(/^(arn:[^:]+:ec2:[^:]+):(?=:)/, `$1:${accountId}`) : arn;
}
