import type { ServerSideEncryptionConfiguration } from '@aws-sdk/client-s3';
import { type Condition, covers, readStatements, takesIn } from '../../rules/policy-statements.ts';
import { isLike } from '../../rules/text.ts';
import type { Target } from '../action.ts';

const deliverer = 'logging.s3.amazonaws.com';

/** Where a bucket's access logs shall go, and what is set there. */
export interface LogDestination {
  bucket: string;
  prefix: string;
  /** Undefined: the account has no such bucket. */
  region: string | undefined;
  policy?: string | undefined;
  encryption?: ServerSideEncryptionConfiguration | undefined;
  hasDefaultRetention?: boolean;
}

/**
 * Why S3 could not deliver a bucket's access logs, a sentence; undefined when it can.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function whyNoDelivery(target: Target, to: LogDestination): string | undefined {
  const { bucket } = to;
  if (bucket === target.name) return `Logs in ${bucket} itself would be logged again, without end.`;
  if (to.region === undefined) return `The account has no bucket ${bucket}, and logs must stay in the account.`;
  if (to.region !== target.region) {
    return `${bucket} is in ${to.region}, and logs must stay in ${target.region}, where ${target.name} is.`;
  }
  if (to.hasDefaultRetention)
    return `S3 delivers no logs into ${bucket}, since its Object Lock has a default retention.`;
  const isKms = to.encryption?.Rules?.some((rule) =>
    rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm?.startsWith('aws:kms'),
  );
  if (isKms) return `S3 delivers no logs into ${bucket}, since that encrypts with a KMS key; it must be SSE-S3.`;
  if (letsLogsIn(target, to)) return undefined;
  const resource = `arn:${target.partition}:s3:::${bucket}/${to.prefix}*`;
  return `The policy of ${bucket} does not let S3 write logs: it must allow ${deliverer} s3:PutObject on ${resource} where aws:SourceAccount is ${target.accountId}.`;
}

/** Errs on the side of `false` in what allows: a condition that is not known here is taken for unmet. */
function letsLogsIn(target: Target, { bucket, prefix, policy }: LogDestination): boolean {
  if (policy === undefined) return false;
  const written = { not: false, patterns: [`arn:${target.partition}:s3:::${bucket}/${prefix}*`] };
  const fitting = readStatements(JSON.parse(policy)).filter(
    ({ principals, actions, resources }) =>
      (principals.everybody || principals.services.includes(deliverer)) !== principals.not &&
      takesIn(actions, 's3:putobject') &&
      covers(resources, written),
  );
  return (
    fitting.some(({ effect, conditions }) => effect === 'Allow' && conditions.every((one) => isMet(one, target))) &&
    !fitting.some(({ effect, conditions }) => effect === 'Deny' && conditions.length === 0)
  );
}

function isMet({ key, operator, values }: Condition, { arn, accountId }: Target): boolean {
  if (key === 'aws:securetransport') return operator === 'bool' && values.includes('true');
  const actual = { 'aws:sourcearn': arn, 'aws:sourceaccount': accountId }[key];
  if (actual === undefined) return false;
  if (operator === 'stringequals') return values.includes(actual);
  return ['stringlike', 'arnlike', 'arnequals'].includes(operator) && values.some((pattern) => isLike(actual, pattern));
}
