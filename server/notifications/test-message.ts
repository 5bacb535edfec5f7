import { type Message, noCounts, type ToldFinding } from './message.ts';

/** A finding of the tests, with a name that somebody hostile may have given. */
export function toldFinding(changes: Partial<ToldFinding> = {}): ToldFinding {
  return {
    id: 'fd_1',
    change: 'opened',
    at: '2026-06-01T00:00:00.000Z',
    ruleId: 's3-bucket-private',
    title: 'Buckets are private',
    severity: 'critical',
    cloudAccountId: 'ca_1',
    awsAccountId: '111122223333',
    accountNickname: 'production',
    region: 'eu-west-1',
    service: 's3',
    assetType: 'AWS::S3::Bucket',
    assetName: 'photos',
    url: 'https://cloudcoreo.example.com/findings/fd_1',
    ...changes,
  };
}

/** A message of the tests that lists these findings and tells of more. */
export function messageOf(findings: ToldFinding[], counts: Partial<Message['counts']> = {}): Message {
  const listed = { ...noCounts };
  for (const { change } of findings) listed[change] += 1;
  return {
    id: 'nd_1',
    kind: 'findings',
    team: { id: 'team_1', name: 'Acme' },
    subscription: { id: 'ns_1', name: 'urgent' },
    counts: { ...listed, ...counts },
    findings,
    url: 'https://cloudcoreo.example.com/findings?severity=critical',
  };
}
