import { parseArn } from '../aws/partition.ts';

/** What an asset's document says about others, and how others may name it. */
interface Mentions {
  names: string[];
  resourceId: string | null;
}

/**
 * IDs that AWS gives out once in a region, such as `vpc-0a1b2c3d`: EC2's, and those of services that follow it. KMS and
 * some others give UUIDs.
 */
const resourceIdPattern =
  /^(?:[a-z]{1,20}(?:-[a-z]{1,12}){0,2}-(?:[0-9a-f]{8}|[0-9a-f]{17})|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const mostNames = 200;
const longestName = 400;

/**
 * Finds the ARNs and resource IDs that a document names, itself left out: its VPC, its role, its key, its security
 * groups. An asset whose ARN ends in a resource ID is named by that ID by others.
 */
export function mentionsOf({ arn, document }: { arn: string; document: Record<string, unknown> }): Mentions {
  const lastWord = arn.split(/[/:]/).at(-1) ?? '';
  const resourceId = resourceIdPattern.test(lastWord) ? lastWord : null;
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (names.size >= mostNames) return;
    if (typeof value === 'string') {
      if (value.length > longestName || value === arn || value === resourceId) return;
      if (resourceIdPattern.test(value)) names.add(value);
      else if (value.startsWith('arn:') && !/[*?\s]/.test(value) && parseArn(value) !== undefined) names.add(value);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(document);
  return { names: [...names], resourceId };
}
