import {
  ConfigServiceClient,
  type ConfigurationRecorder,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
} from '@aws-sdk/client-config-service';
import { CreateRepositoryCommand, ECRClient, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr';
import { CreateDetectorCommand, GuardDutyClient } from '@aws-sdk/client-guardduty';
import type { Settings } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

// What watches a region is there or is not, so that each region has one fault of a kind only.
const [home, other] = ['us-east-1', 'us-west-2'];

/** The client of the other region. */
function there<Client>(Class: new (settings: Settings) => Client): new (settings: Settings) => Client {
  return function elsewhere(settings: Settings) {
    return new Class({ ...settings, region: other });
  } as unknown as new (
    settings: Settings,
  ) => Client;
}

/** A region has no name of its own among the assets. */
function settingsOf(region: string, accountId: string): string {
  return `arn:aws:ec2:${region}:${accountId}:account-settings/${region}`;
}

function repository(repositoryName: string, kind: string, what: string, rule: string, seen: object): Faulty {
  return {
    ...{ kind, what, rule, type: 'AWS::ECR::Repository' },
    async make(connect) {
      await connect(ECRClient).send(new CreateRepositoryCommand({ repositoryName }));
      return repositoryName;
    },
    look: () => ({ service: 'ecr', operation: 'describe_repositories', input: { repositoryNames: [repositoryName] } }),
    see: (answer) => {
      const [found] = (answer as { repositories: Record<string, unknown>[] }).repositories;
      return Object.fromEntries(Object.keys(seen).map((name) => [name, found?.[name]]));
    },
    mended: seen,
  };
}

const unscanned = repository(
  ...(['faulty-unscanned', 'ecr-repository-scan-on-push', 'a repository whose images nobody looks at'] as const),
  ...(['ecr-repository-images-scanned', { imageScanningConfiguration: { scanOnPush: true } }] as const),
);
const movable = repository(
  ...(['faulty-movable', 'ecr-repository-make-tags-immutable', 'a repository whose tags can be moved'] as const),
  ...(['ecr-repository-tags-immutable', { imageTagMutability: 'IMMUTABLE' }] as const),
);
const partlyMovable: Faulty = {
  ...repository(
    ...([
      'faulty-partly-movable',
      'ecr-repository-make-tags-immutable',
      'a repository with a few tags that stay',
    ] as const),
    ...(['ecr-repository-tags-immutable', { imageTagMutability: 'IMMUTABLE' }] as const),
  ),
  async make(connect, accountId) {
    const repositoryName = 'faulty-partly-movable';
    const client = connect(ECRClient);
    await client.send(new CreateRepositoryCommand({ repositoryName }));
    await client.send(
      new PutImageTagMutabilityCommand({
        ...{ repositoryName, registryId: accountId, imageTagMutability: 'MUTABLE_WITH_EXCLUSION' },
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'release-*' }],
      }),
    );
    return repositoryName;
  },
  see: (answer) => {
    const [found] = (answer as { repositories: Record<string, unknown>[] }).repositories;
    const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = found ?? {};
    return { imageTagMutability, ...(Array.isArray(filters) && filters.length > 0 && { filters }) };
  },
};

const unguarded: Faulty = {
  kind: 'guardduty-region-enable',
  what: 'a region without GuardDuty',
  type: 'AWS::EC2::AccountSettings',
  rule: 'guardduty-enabled-in-region',
  make: async (_connect, accountId) => settingsOf(home, accountId),
  look: () => ({ service: 'guardduty', operation: 'list_detectors', input: {} }),
  see: (answer) => (answer as { DetectorIds: string[] }).DetectorIds.length,
  mended: 1,
};

let suspended = '';
const asleep: Faulty = {
  ...unguarded,
  what: 'a region where GuardDuty is suspended',
  async make(connect, accountId) {
    const { DetectorId = '' } = await connect(there(GuardDutyClient)).send(
      new CreateDetectorCommand({ Enable: false }),
    );
    suspended = DetectorId;
    return settingsOf(other, accountId);
  },
  look: () => ({
    ...{ service: 'guardduty', operation: 'get_detector', region: other, input: { DetectorId: suspended } },
  }),
  see: (answer) => (answer as { Status: string }).Status,
  mended: 'ENABLED',
};

const unrecorded: Faulty = {
  kind: 'config-region-record',
  what: 'a region that AWS Config does not know',
  type: 'AWS::EC2::AccountSettings',
  rule: 'config-enabled-in-region',
  parameters: { bucket: 'faulty-recordings', prefix: 'config', recordsIam: true },
  make: async (_connect, accountId) => settingsOf(home, accountId),
  look: () => ({ service: 'config', operation: 'describe_configuration_recorder_status', input: {} }),
  see: (answer) =>
    (
      answer as { ConfigurationRecordersStatus: { name: string; recording: boolean }[] }
    ).ConfigurationRecordersStatus.map(({ name, recording }) => ({ name, recording })),
  mended: [{ name: 'default', recording: true }],
};

const stopped: Faulty = {
  ...unrecorded,
  what: 'a region where recording was stopped',
  parameters: {},
  async make(connect, accountId) {
    const client = connect(there(ConfigServiceClient));
    const roleARN = `arn:aws:iam::${accountId}:role/of-our-own`;
    const recorder: ConfigurationRecorder = { name: 'ours', roleARN, recordingGroup: { allSupported: true } };
    await client.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
    const channel = { name: 'ours', s3BucketName: 'our-recordings' };
    await client.send(new PutDeliveryChannelCommand({ DeliveryChannel: channel }));
    return settingsOf(other, accountId);
  },
  look: (accountId) => ({ ...unrecorded.look(accountId), region: other }),
  mended: [{ name: 'ours', recording: true }],
};

const unanalyzed: Faulty = {
  kind: 'accessanalyzer-region-create-analyzer',
  what: 'a region without an analyzer',
  type: 'AWS::EC2::AccountSettings',
  rule: 'accessanalyzer-enabled-in-region',
  make: async (_connect, accountId) => settingsOf(home, accountId),
  look: () => ({ service: 'accessanalyzer', operation: 'list_analyzers', input: {} }),
  see: (answer) =>
    (answer as { analyzers: Record<string, unknown>[] }).analyzers.map(({ name, type, status }) => ({
      ...{ name, type, status },
    })),
  mended: [{ name: 'external-access', type: 'ACCOUNT', status: 'ACTIVE' }],
};

proveActions(
  ['ecr', 'guardduty', 'config', 'accessanalyzer'],
  [unscanned, movable, partlyMovable, unguarded, asleep, unrecorded, stopped, unanalyzed],
  [home, other],
);
