import { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

/** Stands where a value was that can be a secret. */
const withheldText = '[withheld]';

/**
 * Parameters of jobs that AWS gives a meaning and that hold no secrets: what is logged, measured and encrypted. All
 * others are whatever a script takes, passwords among them.
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const plainArguments = new Set([
  '--continuous-log-logGroup',
  '--disable-proxy-v2',
  '--enable-auto-scaling',
  '--enable-continuous-cloudwatch-log',
  '--enable-continuous-log-filter',
  '--enable-glue-datacatalog',
  '--enable-job-insights',
  '--enable-metrics',
  '--enable-observability-metrics',
  '--enable-spark-ui',
  '--encryption-type',
  '--job-bookmark-option',
  '--job-language',
]);

// https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
function arnOf(resource: string, at: AssetContext): string {
  return `arn:${at.partition}:glue:${at.region}:${at.accountId}:${resource}`;
}

export const glue = declareService(
  {
    id: 'glue',
    name: 'AWS Glue',
    scope: 'regional',
    load: () => import('@aws-sdk/client-glue'),
    client: 'GlueClient',
    encodedDocuments: ['ResourcePolicy'],
    withheld: [
      'AuthToken',
      // Of development endpoints.
      'Arguments',
      // The steps of a visual job, queries among them.
      'CodeGenConfigurationNodes',
    ],
  },
  // Connections are left out: with glue:GetConnections their passwords can be read, whatever is asked for.
  // https://docs.aws.amazon.com/glue/latest/webapi/API_GetConnections.html
  ({ asset, settings }) => [
    // The account's Data Catalog. CloudFormation has types for its settings and policy, and none for itself.
    settings({
      type: 'AWS::Glue::DataCatalog',
      name: 'Data Catalog',
      arn: (at) => arnOf('catalog', at),
      parts: (read) => ({
        DataCatalogEncryptionSettings: read('GetDataCatalogEncryptionSettings', {
          pick: (output) => output.DataCatalogEncryptionSettings,
        }),
        ResourcePolicy: read('GetResourcePolicy', {
          pick: (output) => output.PolicyInJson,
          absent: ['EntityNotFoundException'],
        }),
      }),
    }),
    asset({
      type: 'AWS::Glue::Database',
      list: 'GetDatabases',
      input: { MaxResults: 100 },
      items: (page) => page.DatabaseList,
      arn: (database, at) => arnOf(`database/${database.Name}`, at),
      name: (database) => database.Name,
      gone: ['EntityNotFoundException'],
      parts: (read) => ({
        Tags: read('GetTags', {
          input: (database, at) => ({ ResourceArn: arnOf(`database/${database.Name}`, at) }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Glue::Job',
      list: 'GetJobs',
      input: { MaxResults: 1000 },
      items: (page) =>
        page.Jobs?.map((job) => ({
          ...job,
          DefaultArguments: plainJobArguments(job.DefaultArguments),
          NonOverridableArguments: plainJobArguments(job.NonOverridableArguments),
        })),
      arn: (job, at) => arnOf(`job/${job.Name}`, at),
      name: (job) => job.Name,
      gone: ['EntityNotFoundException'],
      parts: (read) => ({
        Tags: read('GetTags', {
          input: (job, at) => ({ ResourceArn: arnOf(`job/${job.Name}`, at) }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Glue::Crawler',
      list: 'GetCrawlers',
      input: { MaxResults: 1000 },
      items: (page) => page.Crawlers,
      arn: (crawler, at) => arnOf(`crawler/${crawler.Name}`, at),
      name: (crawler) => crawler.Name,
      volatile: ['State', 'CrawlElapsedTime', 'LastCrawl'],
      gone: ['EntityNotFoundException'],
      parts: (read) => ({
        Tags: read('GetTags', {
          input: (crawler, at) => ({ ResourceArn: arnOf(`crawler/${crawler.Name}`, at) }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Glue::SecurityConfiguration',
      list: 'GetSecurityConfigurations',
      input: { MaxResults: 1000 },
      items: (page) => page.SecurityConfigurations,
      // Security configurations have no ARN of AWS's, and no tags.
      arn: (configuration, at) => arnOf(`securityConfiguration/${configuration.Name}`, at),
      name: (configuration) => configuration.Name,
    }),
    asset({
      type: 'AWS::Glue::DevEndpoint',
      list: 'GetDevEndpoints',
      input: { MaxResults: 1000 },
      items: (page) => page.DevEndpoints,
      arn: (endpoint, at) => arnOf(`devEndpoint/${endpoint.EndpointName}`, at),
      name: (endpoint) => endpoint.EndpointName,
      gone: ['EntityNotFoundException'],
      parts: (read) => ({
        Tags: read('GetTags', {
          input: (endpoint, at) => ({ ResourceArn: arnOf(`devEndpoint/${endpoint.EndpointName}`, at) }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Glue::MLTransform',
      list: 'GetMLTransforms',
      input: { MaxResults: 1000 },
      items: (page) => page.Transforms,
      arn: (transform, at) => arnOf(`mlTransform/${transform.TransformId}`, at),
      name: (transform) => transform.Name,
      volatile: ['EvaluationMetrics', 'LabelCount'],
      gone: ['EntityNotFoundException'],
      parts: (read) => ({
        Tags: read('GetTags', {
          input: (transform, at) => ({ ResourceArn: arnOf(`mlTransform/${transform.TransformId}`, at) }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);

type Values = Record<string, string> | undefined;

/** The names of a job's parameters, with the values of those that security rules need and that are no secrets. */
function plainJobArguments(values: Values): Values {
  if (values === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, plainArguments.has(name) ? value : withheldText]),
  );
}
