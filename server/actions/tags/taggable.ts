import type { Need, Target } from '../action.ts';

// The tagging service asks each service on behalf of the caller, who needs that service's own permission, too. So the list
// is of services that most accounts have, and stays short enough for a session's policy, which AWS limits to 2,048
// characters. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html

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

/** The permission to set tags, and the one to remove them. */
const permissions: readonly (readonly [set: string, remove: string])[] = [
  ['acm:AddTagsToCertificate', 'acm:RemoveTagsFromCertificate'],
  ['cloudtrail:AddTags', 'cloudtrail:RemoveTags'],
  ['ec2:CreateTags', 'ec2:DeleteTags'],
  ['elasticache:AddTagsToResource', 'elasticache:RemoveTagsFromResource'],
  ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
  ['es:AddTags', 'es:RemoveTags'],
  ['rds:AddTagsToResource', 'rds:RemoveTagsFromResource'],
  ['redshift:CreateTags', 'redshift:DeleteTags'],
  ['route53:ChangeTagsForResource', 'route53:ChangeTagsForResource'],
  // S3 has one call for all tags of a bucket, so that the tagging service reads them first.
  ['s3:PutBucketTagging', 's3:PutBucketTagging'],
  ['s3:GetBucketTagging', 's3:GetBucketTagging'],
  ['sqs:TagQueue', 'sqs:UntagQueue'],
  ['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
  ...[
    ...['backup', 'cloudfront', 'cloudwatch', 'dynamodb', 'ecr', 'ecs', 'eks', 'elasticfilesystem', 'events', 'kms'],
    ...['lambda', 'logs', 'secretsmanager', 'sns', 'states'],
  ].map((service) => [`${service}:TagResource`, `${service}:UntagResource`] as const),
];

/**
 * On everything in the role's policy, which comes to the same as the ARNs of thirty services, each of an IAM action that
 * works on nothing but the account's own; a session's policy names the asset.
 */
const theAsset = { role: '*', session: '{arn}' };

export const needsToSet: readonly Need[] = permissions.map(([set]) => ({ permission: set, on: theAsset }));
export const needsToRemove: readonly Need[] = permissions.map(([, remove]) => ({ permission: remove, on: theAsset }));

/** The ARN by which the tagging service knows an asset: those of snapshots and images have the account in them there. */
export function taggedArn({ arn, type, accountId }: Target): string {
  return type.startsWith('AWS::EC2::') ? arn.replace(/^(arn:[^:]+:ec2:[^:]+):(?=:)/, `$1:${accountId}`) : arn;
}
