/** A limit that AWS publishes or that is known from practice, for an account (and a region, where the service is regional). */
export interface PublishedLimit {
  /** Requests that the bucket takes in again each second. */
  perSecond: number;
  /** Requests that a full bucket allows at once. */
  burst: number;
  /** Whether all operations of the service that have no limit of their own share the bucket. */
  isShared: boolean;
}

const each = (perSecond: number, burst = perSecond): PublishedLimit => ({ perSecond, burst, isShared: false });
const together = (perSecond: number, burst: number): PublishedLimit => ({ perSecond, burst, isShared: true });

/**
 * By service, then by operation; `*` stands for those that are not named. Of a service that is not here no limit is
 * known: it is asked until it throttles.
 */
const limits: Readonly<Record<string, Readonly<Record<string, PublishedLimit>>>> = {
  // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
  ec2: { '*': each(20, 100) },
  // Not documented.
  cloudfront: { '*': together(5, 10) },
  // https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
  kinesis: {
    ListStreams: each(5),
    ListStreamConsumers: each(5),
    ListTagsForStream: each(5),
    DescribeStream: each(10),
    DescribeStreamSummary: each(20),
  },
  // https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
  route53: { '*': together(5, 10) },
  // https://docs.aws.amazon.com/waf/latest/developerguide/limits.html
  wafv2: { '*': together(5, 10) },
  // From practice.
  iam: {
    GetPolicy: each(35),
    GetPolicyVersion: each(35),
    ListEntitiesForPolicy: each(40),
    GetRole: each(15),
    ListInstanceProfilesForRole: each(15),
    ListAttachedRolePolicies: each(15),
    ListRolePolicies: each(15),
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  lambda: { GetFunction: each(100), GetPolicy: each(15), '*': together(15, 10) },
};

/** The limit of an operation, and the name of the bucket that it draws from; `undefined` when none is known. */
export function limitOf(service: string, operation: string): { bucket: string; limit: PublishedLimit } | undefined {
  const ofService = limits[service];
  if (ofService === undefined) return undefined;
  const own = ofService[operation];
  if (own !== undefined) return { bucket: operation, limit: own };
  const others = ofService['*'];
  return others && { bucket: others.isShared ? '*' : operation, limit: others };
}
