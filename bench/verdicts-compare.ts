import type { ProwlerVerdict } from './prowler.ts';

/** What CloudCoreo says of one asset by one rule. */
export type OwnVerdict = {
  rule: string;
  status: 'pass' | 'fail' | 'unknown' | 'broken';
  type: string;
  arn: string;
  name: string;
  region: string;
  /** What the asset's document says of other things: the texts of its fields. */
  texts: string[];
};

/** What both say by one check of Prowler, and where one says fail and the other does not. */
export type Comparison = {
  check: string;
  rules: string[];
  ours: Record<OwnVerdict['status'], number>;
  theirs: Record<'pass' | 'fail' | 'manual', number>;
  /** Failing by a rule alone, with what Prowler says of the same. */
  onlyOurs: string[];
  /** Failing by Prowler alone, with what the rules say of the same. */
  onlyTheirs: string[];
};

/** One row a check that some rule names and of which either says something. */
export function compareVerdicts(
  own: OwnVerdict[],
  theirs: ProwlerVerdict[],
  rules: { id: string; prowler: string[] }[],
): Comparison[] {
  const ownByRule = Map.groupBy(own, ({ rule }) => rule);
  const theirsByCheck = Map.groupBy(theirs, ({ check }) => check);
  return [...rulesByCheck(rules)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([check, ids]) => {
      const ours = ids.flatMap((id) => ownByRule.get(id) ?? []);
      const peer = theirsByCheck.get(check) ?? [];
      if (ours.length === 0 && peer.length === 0) return [];
      const failing = ours.filter(({ status }) => status === 'fail');
      const peerFailing = peer.filter(({ status }) => status === 'FAIL');
      return [
        {
          check,
          rules: ids,
          ours: {
            fail: failing.length,
            pass: countOf(ours, 'pass'),
            unknown: countOf(ours, 'unknown'),
            broken: countOf(ours, 'broken'),
          },
          theirs: { fail: peerFailing.length, pass: countOf(peer, 'PASS'), manual: countOf(peer, 'MANUAL') },
          onlyOurs: failing
            .filter((one) => !peerFailing.some((other) => isAboutTheSame(one, other)))
            .map((one) => {
              const said = peer.find((other) => isAboutTheSame(one, other));
              const what = said === undefined ? 'nothing' : `${said.status}, ${said.why}`;
              return `${one.rule} ${one.region} ${one.arn}; Prowler: ${what}`;
            }),
          onlyTheirs: peerFailing
            .filter((other) => !failing.some((one) => isAboutTheSame(one, other)))
            .map((other) => {
              const said = ours.find((one) => isAboutTheSame(one, other));
              return `${other.region} ${other.resource}: ${other.why} CloudCoreo: ${said?.status ?? 'nothing'}`;
            }),
        },
      ];
    });
}

/** The rules that name a check, by the check. */
export function rulesByCheck(rules: { id: string; prowler: string[] }[]): Map<string, string[]> {
  const byCheck = new Map<string, string[]>();
  for (const { id, prowler } of rules) {
    for (const check of prowler) byCheck.set(check, [...(byCheck.get(check) ?? []), id]);
  }
  return byCheck;
}

function countOf<Status>(verdicts: { status: Status }[], status: Status): number {
  return verdicts.filter((one) => one.status === status).length;
}

// Prowler names what an account or a region has once in its own ways: the account's number, `:root`, `detector/unknown`.
const onceAnAccount = new Set([
  'AWS::Account::Account',
  'AWS::IAM::AccountPasswordPolicy',
  'AWS::IAM::AccountSummary',
  'AWS::Organizations::Organization',
  'AWS::S3::AccountPublicAccessBlock',
  'AWS::Shield::Subscription',
]);
const onceARegion = new Set([
  'AWS::Bedrock::ModelInvocationLogging',
  'AWS::Config::ConfigurationRecorder',
  'AWS::EC2::AccountSettings',
  'AWS::ECR::Registry',
  'AWS::EMR::BlockPublicAccessConfiguration',
  'AWS::Glue::DataCatalog',
  'AWS::GuardDuty::Detector',
  'AWS::InspectorV2::AccountStatus',
  'AWS::Macie::Session',
  'AWS::SSM::ServiceSettings',
  'AWS::SecurityHub::Hub',
]);

/**
 * Whether a verdict of a rule and one of a check that the rule names are about the same thing, or one about a part of the
 * other's: a stage of an API, a listener of a load balancer.
 */
export function isAboutTheSame(one: OwnVerdict, other: Pick<ProwlerVerdict, 'resource' | 'region'>): boolean {
  if (one.arn === other.resource || onceAnAccount.has(one.type)) return true;
  const theirRegion = regionOf(other.resource) ?? other.region;
  const isSameRegion = one.region === theirRegion || one.region === 'global' || regionOf(other.resource) === '';
  if (!isSameRegion) return false;
  if (onceARegion.has(one.type)) return true;
  const own = pathOf(one.arn);
  const their = pathOf(other.resource);
  const id = their.at(-1) ?? '';
  if (own.at(-1) === id || one.name === id || other.resource.endsWith(`:${one.name}`)) return true;
  // What is below the other's path, or names it in its document, is a part of it.
  return startsWith(own, their) || startsWith(their, own) || [id, other.resource].some((it) => one.texts.includes(it));
}

/** Undefined for what is no ARN, empty for what is of no region. */
function regionOf(resource: string): string | undefined {
  return resource.startsWith('arn:') ? (resource.split(':')[3] ?? '') : undefined;
}

/** The words of an ARN after the account, of which Prowler makes some itself: `apis/x` for `/apis/x`, `x:*` for `x`. */
function pathOf(resource: string): string[] {
  const path = resource.startsWith('arn:') ? resource.split(':').slice(5).join(':') : resource;
  return path.split(/[/:]/).filter((word) => word !== '' && word !== '*');
}

/** Two words at least: every path that begins with `log-group` is no part of the same log group. */
function startsWith(path: string[], beginning: string[]): boolean {
  return beginning.length >= 2 && beginning.every((word, index) => word === path[index]);
}
