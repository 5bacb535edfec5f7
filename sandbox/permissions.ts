/**
 * The IAM actions that are not called `<signing name>:<operation>`, from AWS's Service Authorization Reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * Written without a look at the product's own declarations, which the sandbox is there to judge. S3's are in s3-operations.ts.
 */
const prefixes: Record<string, string> = {
  awsssoportal: 'sso',
  cloudcontrolapi: 'cloudformation',
  monitoring: 'cloudwatch',
  tagging: 'tag',
};

/** By API and operation. */
const exceptions: Record<string, Record<string, string>> = {
  accessanalyzer: {
    GetFindingV2: 'access-analyzer:GetFinding',
    ListFindingsV2: 'access-analyzer:ListFindings',
  },
  detective: {
    ListOrganizationAdminAccounts: 'detective:ListOrganizationAdminAccount',
  },
  dms: {
    DescribeDataProviders: 'dms:ListDataProviders',
    DescribeExtensionPackAssociations: 'dms:ListExtensionPacks',
    DescribeInstanceProfiles: 'dms:ListInstanceProfiles',
    DescribeMetadataModelAssessments: 'dms:ListMetadataModelAssessments',
    DescribeMetadataModelConversions: 'dms:ListMetadataModelConversions',
    DescribeMetadataModelExportsAsScript: 'dms:ListMetadataModelExports',
    DescribeMetadataModelExportsToTarget: 'dms:ListMetadataModelExports',
    DescribeMigrationProjects: 'dms:ListMigrationProjects',
  },
  lambda: {
    GetLayerVersionByArn: 'lambda:GetLayerVersion',
  },
  s3control: {
    DeletePublicAccessBlock: 's3:PutAccountPublicAccessBlock',
    GetPublicAccessBlock: 's3:GetAccountPublicAccessBlock',
    ListRegionalBuckets: 's3-outposts:ListRegionalBuckets',
    PutPublicAccessBlock: 's3:PutAccountPublicAccessBlock',
  },
};

/** The IAM action that an operation needs. */
export function permissionOf(call: { service: string; api: string; action: string; method: string }): string {
  // API Gateway's actions are HTTP methods: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  if (call.service === 'apigateway') return `apigateway:${call.method}`;
  const exception = exceptions[call.api]?.[call.action];
  return exception ?? `${prefixes[call.service] ?? call.service}:${call.action}`;
}
