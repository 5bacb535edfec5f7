import type { AccountSession } from './clients.ts';
import { type CollectedAsset, type CollectOutcome, collect, createCollectResources, globalRegion } from './collect.ts';
import { answerLikeAws } from './fake-answers.ts';
import { openLedger } from './ledger.ts';
import { homeRegionOf } from './partition.ts';
import type { AssetDeclaration, ListingDeclaration, ServiceDeclaration } from './service.ts';

const accountArn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`;

/** What the answers must have for every call of a service to be made, and for what it brings to be understood. */
const valuesOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // The SDK's package is of before the SDK described its operations.
  'acm-pca': {
    ListCertificateAuthorities: { CertificateAuthorities: [{ Arn: accountArn('acm-pca', 'certificate-authority/1') }] },
    GetPolicy: { Policy: '{"Statement":[]}' },
    ListPermissions: { Permissions: [{ Principal: 'acm.amazonaws.com' }] },
    ListTags: { Tags: [{ Key: 'team', Value: 'one' }] },
  },
  cloudformation: { StackId: accountArn('cloudformation', 'stack/one/1') },
  codebuild: { ListReportGroups: { reportGroups: [accountArn('codebuild', 'report-group/one')] } },
  config: { CreatedBy: undefined },
  docdb: { Engine: 'docdb', SnapshotType: 'manual' },
  ds: { Type: 'MicrosoftAD' },
  eks: { addonName: 'vpc-cni' },
  elb: { Protocol: 'HTTPS' },
  fsx: { FileSystemType: 'ONTAP' },
  iam: {
    State: 'COMPLETE',
    SerialNumber: 'arn:aws:iam::111122223333:mfa/one',
    GetCredentialReport: { Content: new TextEncoder().encode('user,arn\none,arn:aws:iam::111122223333:user/one\n') },
  },
  inspector2: { failedAccounts: [], status: 'ENABLED' },
  kafka: {
    ClusterInfoList: ([cluster]: object[]) =>
      ['PROVISIONED', 'SERVERLESS'].map((ClusterType) => ({
        ...cluster,
        ClusterType,
        ClusterArn: accountArn('kafka', `cluster/${ClusterType}/1`),
      })),
  },
  neptune: { Engine: 'neptune', SnapshotType: 'manual' },
  organizations: { AwsManaged: false },
  rds: { SnapshotType: 'manual' },
  route53: { PrivateZone: false },
  secretsmanager: { DeletedDate: undefined },
  ssm: { Tier: 'Advanced', ResourceType: 'ManagedInstance' },
  transfer: { IdentityProviderType: 'SERVICE_MANAGED' },
};

export interface FakeScan extends CollectOutcome {
  assets: CollectedAsset[];
  /** The operations that were called. */
  called: Set<string>;
  /** Of how many assets each part was asked for, by the asset's type and the part's name. */
  asked: Map<string, number>;
}

const session: AccountSession = {
  accountId: '111122223333',
  partition: 'aws',
  clientOptions: (region) => ({
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1, requestTimeout: 1 },
  }),
};

type SdkClient = new (options: object) => object;

/**
 * An account that has one asset of each type of a service, on the SDK's own commands and paginators.
 * @returns what scans the service there, in the home region; `refuse` throws where AWS is to refuse a call
 */
export async function openFakeAccount(service: ServiceDeclaration) {
  const sdk = (await service.load()) as Record<string, unknown>;
  const answers = new Map<string, unknown>();
  const answer = (operation: string): unknown => {
    const known = answers.get(operation) ?? answerLikeAws(sdk, operation, valuesOf[service.id] ?? {});
    answers.set(operation, known);
    return known;
  };
  return async (refuse: (operation: string) => void = () => {}): Promise<FakeScan> => {
    const called = new Set<string>();
    const asked = new Map<string, number>();
    // The SDK's paginators take no client but of their own class.
    class FakeClient extends (sdk[service.client] as SdkClient) {
      async send(command: object): Promise<unknown> {
        const operation = command.constructor.name.replace(/Command$/, '');
        called.add(operation);
        refuse(operation);
        return answer(operation);
      }
    }
    const assets: CollectedAsset[] = [];
    const outcome = await collect(
      {
        service: { ...observed(service, asked), client: 'FakeClient', load: async () => ({ ...sdk, FakeClient }) },
        session,
        region: service.scope === 'global' ? globalRegion : homeRegionOf(session.partition),
        ledger: openLedger(),
        resources: createCollectResources({ callsAtATime: 8 }),
        signal: new AbortController().signal,
      },
      async (batch) => void assets.push(...batch),
    );
    return { ...outcome, assets, called, asked };
  };
}

/** The same declaration, counting in `asked` of how many assets each part is asked for. */
function observed(service: ServiceDeclaration, asked: Map<string, number>): ServiceDeclaration {
  const partsOf = ({ type, parts }: Pick<AssetDeclaration, 'type' | 'parts'>) =>
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        const applies = (item: unknown) => {
          const key = `${type} ${name}`;
          if (part.applies(item)) asked.set(key, (asked.get(key) ?? 0) + 1);
          return part.applies(item);
        };
        return [name, { ...part, applies }];
      }),
    );
  const listingOf = (listing: ListingDeclaration): ListingDeclaration => ({
    ...listing,
    assets: listing.assets.map((asset) => ({
      ...asset,
      parts: partsOf(asset),
      children: asset.children.map(listingOf),
    })),
  });
  return {
    ...service,
    listings: service.listings.map(listingOf),
    settings: service.settings.map((settings) => ({ ...settings, parts: partsOf(settings) })),
  };
}
