import { declareService } from '../declare-service.ts';

/** SageMaker says of most resources that they are no more with the code of any invalid request. */
const gone = ['ResourceNotFound', { code: 'ValidationException', message: /RecordNotFound|Could not find/ }];

export const sagemaker = declareService(
  {
    id: 'sagemaker',
    name: 'Amazon SageMaker AI',
    scope: 'regional',
    load: () => import('@aws-sdk/client-sagemaker'),
    client: 'SageMakerClient',
    // Environment variables of containers, and what they are started with.
    withheld: ['Environment', 'ContainerArguments', 'ContainerEntrypoint'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::SageMaker::NotebookInstance',
      list: 'ListNotebookInstances',
      input: { MaxResults: 100 },
      items: (page) => page.NotebookInstances,
      arn: (notebook) => notebook.NotebookInstanceArn ?? '',
      name: (notebook) => notebook.NotebookInstanceName,
      gone,
      parts: (read) => ({
        NotebookInstance: read('DescribeNotebookInstance', {
          input: (notebook) => ({ NotebookInstanceName: notebook.NotebookInstanceName }),
        }),
        Tags: read('ListTags', {
          input: (notebook) => ({ ResourceArn: notebook.NotebookInstanceArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::Model',
      list: 'ListModels',
      input: { MaxResults: 100 },
      items: (page) => page.Models,
      arn: (model) => model.ModelArn ?? '',
      name: (model) => model.ModelName,
      gone,
      parts: (read) => ({
        Model: read('DescribeModel', { input: (model) => ({ ModelName: model.ModelName }) }),
        Tags: read('ListTags', {
          input: (model) => ({ ResourceArn: model.ModelArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::EndpointConfig',
      list: 'ListEndpointConfigs',
      input: { MaxResults: 100 },
      items: (page) => page.EndpointConfigs,
      arn: (config) => config.EndpointConfigArn ?? '',
      name: (config) => config.EndpointConfigName,
      gone,
      parts: (read) => ({
        EndpointConfig: read('DescribeEndpointConfig', {
          input: (config) => ({ EndpointConfigName: config.EndpointConfigName }),
        }),
        Tags: read('ListTags', {
          input: (config) => ({ ResourceArn: config.EndpointConfigArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::Endpoint',
      list: 'ListEndpoints',
      input: { MaxResults: 100 },
      items: (page) => page.Endpoints,
      arn: (endpoint) => endpoint.EndpointArn ?? '',
      name: (endpoint) => endpoint.EndpointName,
      gone,
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (endpoint) => ({ ResourceArn: endpoint.EndpointArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::Domain',
      list: 'ListDomains',
      input: { MaxResults: 100 },
      items: (page) => page.Domains,
      arn: (domain) => domain.DomainArn ?? '',
      name: (domain) => domain.DomainName,
      gone,
      parts: (read) => ({
        Domain: read('DescribeDomain', { input: (domain) => ({ DomainId: domain.DomainId }) }),
        Tags: read('ListTags', {
          input: (domain) => ({ ResourceArn: domain.DomainArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::MonitoringSchedule',
      list: 'ListMonitoringSchedules',
      input: { MaxResults: 100 },
      items: (page) => page.MonitoringScheduleSummaries,
      arn: (schedule) => schedule.MonitoringScheduleArn ?? '',
      name: (schedule) => schedule.MonitoringScheduleName,
      volatile: ['MonitoringSchedule.LastMonitoringExecutionSummary'],
      gone,
      parts: (read) => ({
        MonitoringSchedule: read('DescribeMonitoringSchedule', {
          input: (schedule) => ({ MonitoringScheduleName: schedule.MonitoringScheduleName }),
        }),
        Tags: read('ListTags', {
          input: (schedule) => ({ ResourceArn: schedule.MonitoringScheduleArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::SageMaker::ModelPackageGroup',
      list: 'ListModelPackageGroups',
      input: { MaxResults: 100 },
      items: (page) => page.ModelPackageGroupSummaryList,
      arn: (group) => group.ModelPackageGroupArn ?? '',
      name: (group) => group.ModelPackageGroupName,
      gone,
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (group) => ({ ResourceArn: group.ModelPackageGroupArn, MaxResults: 100 }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
