import { expect, it } from 'vitest';
import { parseArn, partitions } from '../partition.ts';
import { type AssetDeclaration, type ListingDeclaration, type ServiceDeclaration, typesOf } from '../service.ts';

/** An asset as AWS lists it, with nothing but what identifies it, and the ARN that it must have. */
export interface ArnExample {
  item?: unknown;
  /** The item of the parent's listing, for children. */
  parent?: unknown;
  /** `PARTITION` and `REGION` stand for those of the test, `111122223333` is the account. */
  arn: string;
}

const regions = { aws: 'eu-west-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** Declares tests: every type of the services has an example, and gets its ARN in each partition. */
export function expectArns(services: readonly ServiceDeclaration[], examples: Readonly<Record<string, ArnExample>>) {
  it('have an example of every asset type, and of no other', () => {
    expect(Object.keys(examples).sort()).toEqual(services.flatMap(typesOf).sort());
  });

  it.each(partitions)('get the ARNs that AWS documents in the partition %s', (partition) => {
    const at = { partition, accountId: '111122223333', region: regions[partition] };
    const inPlace = <Value>(value: Value): Value =>
      value === undefined
        ? value
        : JSON.parse(JSON.stringify(value).replaceAll('PARTITION', partition).replaceAll('REGION', at.region));
    for (const { type, arn } of services.flatMap(everyAsset)) {
      const example = examples[type];
      if (example === undefined) continue;
      const made = arn(inPlace(example.item), at, inPlace(example.parent));
      expect(made, type).toBe(inPlace(example.arn));
      expect(parseArn(made)?.partition, type).toBe(partition);
    }
  });
}

function everyAsset({ listings, settings }: ServiceDeclaration): Pick<AssetDeclaration, 'type' | 'arn'>[] {
  return [...listings.flatMap(assetsBelow), ...settings];
}

function assetsBelow({ assets }: ListingDeclaration): AssetDeclaration[] {
  return assets.flatMap((asset) => [asset, ...asset.children.flatMap(assetsBelow)]);
}
