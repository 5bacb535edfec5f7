import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { groupBy } from '../../../show/group-by.ts';

export type Gap = ScanView['gapList'][number];

/** Gaps of one operation with one answer, over all regions. */
export interface GapGroup {
  key: string;
  service: string;
  operation: string;
  code: string;
  message: string;
  permission: string | null;
  regions: string[];
  regionCount: number;
  /** Assets concerned; 0 when whole listings failed. */
  assets: number;
  mend: Mend;
}

export interface Mend {
  text: string;
  /** The account's own page has what mends it. */
  isOnAccountPage: boolean;
}

type Drift = CloudAccountView['drift'];

/** One row for each operation and answer, those that concern most first; AWS's message is that of the first region. */
export function groupGaps(gaps: readonly Gap[], drift: Drift): GapGroup[] {
  const groups = groupBy(gaps, ({ service, operation, code, permission }) =>
    JSON.stringify([service, operation, code, permission]),
  );
  return [...groups]
    .map(([key, members]) => {
      const [first] = members;
      const regions = [...new Set(members.map(({ region }) => region))].sort();
      return {
        key,
        service: first.service,
        operation: first.operation,
        code: first.code,
        message: first.message,
        permission: first.permission,
        regions,
        regionCount: regions.length,
        assets: members.reduce((sum, { assets }) => sum + assets, 0),
        mend: mendOf(first, drift),
      };
    })
    .sort(
      (one, other) =>
        other.regionCount - one.regionCount ||
        other.assets - one.assets ||
        one.service.localeCompare(other.service) ||
        one.operation.localeCompare(other.operation),
    );
}

const throttledCodes: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Whether AWS answered that calls come too fast. */
export function isThrottled(code: string): boolean {
  return throttledCodes.has(code);
}

const unreachedCodes = /^(E[A-Z_]{4,}|CERT_HAS_EXPIRED|TimeoutError|NetworkingError)$/;
const brokenCodes = /^(Internal\w*|Service(Unavailable|Failure)\w*|Server\w*|5\d\d)$/;
const connectionCodes =
  /^(ConnectionLost|role_\w+|hub_\w+|ExpiredToken\w*|InvalidClientTokenId|UnrecognizedClientException)$/;
/** What the SDK throws when it cannot make sense of an answer. */
const unreadableCodes = /^(TypeError|SyntaxError|RangeError)$/;
const subscriptionCodes = /^(OptInRequired|SubscriptionRequired\w*|NotSignedUp)$/;

const onAccountPage = (text: string): Mend => ({ text, isOnAccountPage: true });
const elsewhere = (text: string): Mend => ({ text, isOnAccountPage: false });

/**
 * What closes a gap. The wording of AWS's denials, which names what took a permission away, is from
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function mendOf(
  { code, message, permission }: Pick<Gap, 'code' | 'message' | 'permission'>,
  drift: Drift,
): Mend {
  if (isThrottled(code)) {
    return elsewhere('AWS slowed CloudCoreo down for too long. The next scan asks again; nothing has to be changed.');
  }
  if (permission !== null) return mendOfDenial(permission, message, drift);
  if (connectionCodes.test(code)) {
    return onAccountPage('CloudCoreo lost its access during the scan. Verify the connection, then scan again.');
  }
  if (subscriptionCodes.test(code)) {
    return elsewhere('The account has not signed up for this service. Leave the service out of the schedule.');
  }
  if (code === 'ServiceUnknown') {
    return elsewhere('Workers of different versions are running. Update all of them, then scan again.');
  }
  if (unreachedCodes.test(code)) {
    return elsewhere(
      'AWS was not reached. Check that the worker’s network lets it reach this region, then scan again.',
    );
  }
  if (unreadableCodes.test(code)) {
    return elsewhere(
      'CloudCoreo did not understand AWS’s answer. Nothing in the account has to be changed: report it with this row.',
    );
  }
  if (brokenCodes.test(code)) return elsewhere('The fault is on AWS’s side. Scan again later.');
  return elsewhere('What AWS answered says why. Scan again; if it stays, report it with this row.');
}

function mendOfDenial(permission: string, message: string, drift: Drift): Mend {
  if (/service control policy/i.test(message)) {
    return elsewhere(
      `A service control policy of your organization denies ${permission}. Its administrator can except the role.`,
    );
  }
  if (/resource control policy/i.test(message)) {
    return elsewhere(
      `A resource control policy of your organization denies ${permission}. Its administrator can except the role.`,
    );
  }
  if (/permissions boundary/i.test(message)) {
    return elsewhere(`The role’s permissions boundary leaves out ${permission}. Add it to the boundary.`);
  }
  if (/explicit deny in a resource-based policy/i.test(message)) {
    return elsewhere(`The resource’s own policy denies ${permission}. Except the role from that statement.`);
  }
  if (/VPC endpoint policy/i.test(message)) {
    return elsewhere(`The policy of the VPC endpoint that the worker uses leaves out ${permission}. Add it there.`);
  }
  if (drift.some(({ code, detail }) => code === 'policy_behind' && detail.includes(permission))) {
    return onAccountPage(`The role’s policy does not allow ${permission}. Renew it as the account’s page says.`);
  }
  if (drift.some((one) => one.code === 'policy_missing')) {
    return onAccountPage('The role has lost its policy. Attach it again as the account’s page says.');
  }
  return onAccountPage(
    `AWS does not allow the role ${permission}. Re-verify the connection: that shows what was changed and how to mend it. If nothing was, the service itself refuses this account.`,
  );
}
