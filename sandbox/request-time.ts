import { type AwsError, wrongSignature } from './answers.ts';
import type { AwsRequest } from './request.ts';

const minute = 60_000;

/**
 * Refuses a request whose time is too far from AWS's, in the words of its service, or returns undefined.
 * IAM, STS and most others allow 5 minutes; S3 and EC2 allow 15:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (RequestTimeTooSkewed),
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (RequestExpired).
 */
export function refuseByTime(request: AwsRequest, now: number): AwsError | undefined {
  const signedAt = parseTimestamp(request.signedAt);
  if (signedAt === undefined) return undefined;
  const tolerance = request.api === 's3' || request.service === 'ec2' ? 15 * minute : 5 * minute;
  if (Math.abs(now - signedAt) <= tolerance) return undefined;
  if (request.api === 's3') {
    return {
      status: 403,
      code: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
    };
  }
  if (request.service === 'ec2') return { status: 400, code: 'RequestExpired', message: 'Request has expired.' };
  const here = formatTimestamp(now);
  const message =
    signedAt < now
      ? `Signature expired: ${request.signedAt} is now earlier than ${formatTimestamp(now - tolerance)} (${here} - 5 min.)`
      : `Signature not yet current: ${request.signedAt} is still later than ${formatTimestamp(now + tolerance)} (${here} + 5 min.)`;
  return wrongSignature(request, message);
}

function parseTimestamp(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minutes, seconds] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minutes}:${seconds}Z`);
}

function formatTimestamp(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}
