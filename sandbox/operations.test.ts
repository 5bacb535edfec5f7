import { beforeAll, describe, expect, test } from 'vitest';
import { createOperations, type Operations } from './operations.ts';
import { type AwsRequest, readAwsRequest } from './request.ts';
import { createServiceModels } from './service-models.ts';
import { ensureVenv } from './venv.ts';

let operations: Operations;

beforeAll(async () => {
  operations = createOperations(createServiceModels(await ensureVenv()));
}, 300_000);

function read(
  service: string,
  line: string,
  more: { headers?: Record<string, string>; body?: string } = {},
): AwsRequest {
  const [method = '', target = ''] = line.split(' ');
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261125/eu-west-1/${service}/aws4_request`;
  const { body = '', headers } = more;
  return readAwsRequest(
    { method, target, headers: { authorization, ...headers }, body: Buffer.from(body) },
    operations.find,
  );
}

describe('a REST request is read by its method, path and query', () => {
  test.each([
    ['lambda', 'GET /2015-03-31/functions', 'lambda', 'ListFunctions', 'lambda:ListFunctions'],
    ['lambda', 'GET /2015-03-31/functions/', 'lambda', 'ListFunctions', 'lambda:ListFunctions'],
    ['lambda', 'GET /2015-03-31/functions/f/policy', 'lambda', 'GetPolicy', 'lambda:GetPolicy'],
    ['lambda', 'GET /2021-10-31/functions/f/url', 'lambda', 'GetFunctionUrlConfig', 'lambda:GetFunctionUrlConfig'],
    [
      'lambda',
      'GET /2018-10-31/layers?find=LayerVersion&Arn=a',
      'lambda',
      'GetLayerVersionByArn',
      'lambda:GetLayerVersion',
    ],
    ['apigateway', 'GET /restapis/a/stages', 'apigateway', 'GetStages', 'apigateway:GET'],
    ['apigateway', 'GET /v2/apis/a/stages', 'apigatewayv2', 'GetStages', 'apigateway:GET'],
    ['apigateway', 'PUT /restapis/a?mode=overwrite', 'apigateway', 'PutRestApi', 'apigateway:PUT'],
    ['eks', 'GET /clusters/c/node-groups', 'eks', 'ListNodegroups', 'eks:ListNodegroups'],
    ['es', 'GET /2021-01-01/domain', 'opensearch', 'ListDomainNames', 'es:ListDomainNames'],
    ['es', 'GET /2015-01-01/domain', 'es', 'ListDomainNames', 'es:ListDomainNames'],
    [
      'elasticfilesystem',
      'GET /2015-02-01/file-systems',
      'efs',
      'DescribeFileSystems',
      'elasticfilesystem:DescribeFileSystems',
    ],
    ['kafka', 'GET /api/v2/clusters', 'kafka', 'ListClustersV2', 'kafka:ListClustersV2'],
    ['ses', 'GET /v2/email/identities/e', 'sesv2', 'GetEmailIdentity', 'ses:GetEmailIdentity'],
    ['access-analyzer', 'POST /findingv2', 'accessanalyzer', 'ListFindingsV2', 'access-analyzer:ListFindings'],
    ['cloudfront', 'GET /2020-05-31/distribution', 'cloudfront', 'ListDistributions', 'cloudfront:ListDistributions'],
    [
      'route53',
      'GET /2013-04-01/hostedzone/Z1/rrset',
      'route53',
      'ListResourceRecordSets',
      'route53:ListResourceRecordSets',
    ],
    [
      's3',
      'GET /v20180820/configuration/publicAccessBlock',
      's3control',
      'GetPublicAccessBlock',
      's3:GetAccountPublicAccessBlock',
    ],
    ['s3', 'GET /bucket?publicAccessBlock', 's3', 'GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
    ['bedrock', 'GET /guardrails', 'bedrock', 'ListGuardrails', 'bedrock:ListGuardrails'],
    ['bedrock', 'POST /agents/', 'bedrock-agent', 'ListAgents', 'bedrock:ListAgents'],
    [
      'guardduty',
      'GET /tags/arn%3Aaws%3Aguardduty%3Aeu-west-1%3A1%3Adetector%2Fd',
      'guardduty',
      'ListTagsForResource',
      'guardduty:ListTagsForResource',
    ],
  ])('%s %s', (service, line, api, action, permission) => {
    expect(read(service, line)).toMatchObject({ api, action, permission });
  });

  test('and keeps its path for a name when no operation has it', () => {
    expect(read('lambda', 'GET /nowhere')).toMatchObject({ action: 'GET /nowhere' });
  });
});

describe('a request of another protocol names its operation itself', () => {
  test.each([
    ['monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', 'cloudwatch', 'cloudwatch:DescribeAlarms'],
    ['states', 'AWSStepFunctions.ListStateMachines', 'stepfunctions', 'states:ListStateMachines'],
    ['elasticmapreduce', 'ElasticMapReduce.ListClusters', 'emr', 'elasticmapreduce:ListClusters'],
    ['dms', 'AmazonDMSv20160101.DescribeMigrationProjects', 'dms', 'dms:ListMigrationProjects'],
  ])('in JSON: %s %s', (service, target, api, permission) => {
    const request = read(service, 'POST /', { headers: { 'x-amz-target': target } });
    expect(request).toMatchObject({ api, permission, protocol: 'json' });
  });

  test('in a query, whose version tells the load balancers apart', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = (version: string) =>
      read('elasticloadbalancing', 'POST /', { headers, body: `Action=DescribeLoadBalancers&Version=${version}` });
    expect(ask('2012-06-01')).toMatchObject({ api: 'elb', protocol: 'query' });
    expect(ask('2015-12-01')).toMatchObject({ api: 'elbv2', permission: 'elasticloadbalancing:DescribeLoadBalancers' });
  });

  test('in CBOR', () => {
    const headers = { 'smithy-protocol': 'rpc-v2-cbor' };
    const request = read('monitoring', 'POST /service/GraniteServiceVersion20100801/operation/ListMetrics', {
      headers,
    });
    expect(request).toMatchObject({ action: 'ListMetrics', protocol: 'rpc-v2-cbor' });
  });
});
