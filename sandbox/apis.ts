import type { IncomingHttpHeaders } from 'node:http';
import { isS3Control } from './signature.ts';

/** How a request and its answer are written: https://smithy.io/2.0/aws/protocols/index.html */
export type Protocol = 'query' | 'ec2' | 'rest-xml' | 'rest-json' | 'json' | 'rpc-v2-cbor';

/** What a request shows of itself before its operation is known. */
export type Outline = {
  /** The name in the signature's scope. */
  service: string;
  pathname: string;
  headers: IncomingHttpHeaders;
  parameters: URLSearchParams;
};

/** botocore's names of the APIs that sign with another name than their own, where one signing name means one API. */
const apisBySigningName: Record<string, string> = {
  'access-analyzer': 'accessanalyzer',
  airflow: 'mwaa',
  aoss: 'opensearchserverless',
  aps: 'amp',
  awsssoportal: 'sso',
  cassandra: 'keyspaces',
  cloudcontrolapi: 'cloudcontrol',
  elasticfilesystem: 'efs',
  elasticmapreduce: 'emr',
  geo: 'location',
  mobiletargeting: 'pinpoint',
  monitoring: 'cloudwatch',
  servicequotas: 'service-quotas',
  sso: 'sso-admin',
  'sso-oauth': 'sso-oidc',
  states: 'stepfunctions',
  tagging: 'resourcegroupstaggingapi',
};

/** Signing names that several APIs share, and what tells them apart. RDS, DocumentDB and Neptune are one API under one name. */
const sharedSigningNames: Record<string, (outline: Outline) => string> = {
  apigateway: ({ pathname }) => (/^\/v2(\/|$)/.test(pathname) ? 'apigatewayv2' : 'apigateway'),
  // Agents have a service of their own beside the models', under one name: https://docs.aws.amazon.com/bedrock/latest/APIReference/welcome.html
  bedrock: ({ pathname }) =>
    /^\/(agents|flows|knowledgebases|prompts)(\/|$)/.test(pathname) ? 'bedrock-agent' : 'bedrock',
  cloudhsm: ({ headers }) => (isTarget(headers, 'BaldrApiService') ? 'cloudhsmv2' : 'cloudhsm'),
  dynamodb: ({ headers }) => (isTarget(headers, 'DynamoDBStreams') ? 'dynamodbstreams' : 'dynamodb'),
  elasticloadbalancing: ({ parameters }) => (parameters.get('Version') === '2012-06-01' ? 'elb' : 'elbv2'),
  es: ({ pathname }) => (pathname.startsWith('/2021-01-01/') ? 'opensearch' : 'es'),
  kinesisanalytics: ({ headers }) =>
    isTarget(headers, 'KinesisAnalytics_20180523') ? 'kinesisanalyticsv2' : 'kinesisanalytics',
  s3: ({ pathname }) => (isS3Control(pathname) ? 's3control' : 's3'),
  s3express: ({ pathname }) => (isS3Control(pathname) ? 's3control' : 's3'),
  servicecatalog: ({ headers }) => (headers['x-amz-target'] ? 'servicecatalog' : 'servicecatalog-appregistry'),
  ses: ({ parameters }) => (parameters.has('Action') ? 'ses' : 'sesv2'),
};

/** botocore's name of the API that a request is for. */
export function apiOf(outline: Outline): string {
  const { service } = outline;
  return sharedSigningNames[service]?.(outline) ?? apisBySigningName[service] ?? service;
}

const restXmlApis = ['s3', 's3control', 'route53', 'cloudfront'];

/** The protocol that a request speaks, which need not be the one that botocore would have chosen. */
export function protocolOf(api: string, { headers, parameters }: Outline): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'rpc-v2-cbor';
  if (headers['x-amz-target'] !== undefined) return 'json';
  if (api === 'ec2') return 'ec2';
  if (parameters.has('Action')) return 'query';
  return restXmlApis.includes(api) ? 'rest-xml' : 'rest-json';
}

function isTarget(headers: IncomingHttpHeaders, prefix: string): boolean {
  return String(headers['x-amz-target'] ?? '').startsWith(prefix);
}
