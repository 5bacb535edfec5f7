import { declareAction } from '../declare-action.ts';
import { ecr, repositoryArn } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html */
export const scanOnPush = declareAction(ecr, {
  id: 'ecr-repository-scan-on-push',
  title: 'Scan images when they are pushed',
  what: 'Turns on “scan on push” for the repository: each image is searched for known flaws when it comes in.',
  types: ['AWS::ECR::Repository'],
  calls: {
    DescribeRepositories: { permission: 'ecr:DescribeRepositories', on: repositoryArn },
    GetRegistryScanningConfiguration: { permission: 'ecr:GetRegistryScanningConfiguration', on: '*' },
    PutImageScanningConfiguration: { permission: 'ecr:PutImageScanningConfiguration', on: repositoryArn },
  },
  gone: ['RepositoryNotFoundException'],
  async read(aws, { name }) {
    const found = await aws.call('DescribeRepositories', { repositoryNames: [name] });
    const registry = await aws.call('GetRegistryScanningConfiguration', {});
    return {
      scanOnPush: found.repositories?.[0]?.imageScanningConfiguration?.scanOnPush ?? false,
      scanType: registry.scanningConfiguration?.scanType ?? 'BASIC',
    };
  },
  want: ({ scanType }, _parameters, { name, region }) =>
    scanType === 'BASIC'
      ? { to: { scanOnPush: true, scanType } }
      : {
          refused: `The registry in ${region} scans with Amazon Inspector, so the setting of ${name} does not count: the registry’s scanning rules must take it in.`,
        },
  mayBreak: () => [],
  async write(aws, { name }, { to }) {
    await aws.call('PutImageScanningConfiguration', {
      repositoryName: name,
      imageScanningConfiguration: { scanOnPush: to?.scanOnPush ?? false },
    });
  },
});
