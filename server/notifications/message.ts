import type { Failure } from '../failure.ts';
import type { Severity } from '../rules/rule-file.ts';
import { type Change, changes } from './schema.ts';

/** A finding as a message tells of it. Names come from AWS, so anybody may have written them. */
export interface ToldFinding {
  id: string;
  change: Change;
  at: string;
  ruleId: string;
  title: string;
  severity: Severity;
  cloudAccountId: string;
  awsAccountId: string;
  accountNickname: string;
  region: string;
  service: string;
  assetType: string;
  assetName: string;
  url: string;
}

/** What is said, whatever the channel that it goes to. */
export interface Message {
  /** Of the delivery: the same for each try. */
  id: string;
  kind: 'findings' | 'test';
  team: { id: string; name: string };
  /** Null for a test. */
  subscription: { id: string; name: string } | null;
  counts: Record<Change, number>;
  /** The most severe of those that happened to be opened first; never more than `mostListed`. */
  findings: ToldFinding[];
  /** The findings in CloudCoreo. */
  url: string;
}

/** A message that was taken. */
export interface Sent {
  /** Who took it, and how. */
  detail: string;
  /** What was not right about it nevertheless. */
  flaw?: Failure;
}

/** So many findings are listed in a message; it says how many more there are. */
export const mostListed = 20;

export const noCounts: Record<Change, number> = { opened: 0, reopened: 0, resolved: 0 };

const changeWords: Record<Change, string> = { opened: 'opened', reopened: 'open again', resolved: 'resolved' };

/** What stands before the findings of a message to which one thing happened. */
export const changeTitles: Record<Change, string> = {
  opened: 'Opened',
  reopened: 'Open again',
  resolved: 'Resolved',
};

/** "3 findings opened, 1 resolved": the message in a line. */
export function titleOf({ kind, counts }: Pick<Message, 'kind' | 'counts'>): string {
  if (kind === 'test') return 'This is a test of CloudCoreo';
  const told = changes.filter((change) => counts[change] > 0);
  return told
    .map((change, index) => {
      const count = counts[change];
      const noun = index > 0 ? '' : count === 1 ? ' finding' : ' findings';
      return `${count.toLocaleString('en')}${noun} ${changeWords[change]}`;
    })
    .join(', ');
}

/** How many findings a message tells of but does not list. */
export function unlistedIn({ counts, findings }: Pick<Message, 'counts' | 'findings'>): number {
  const told = changes.reduce((sum, change) => sum + counts[change], 0);
  return Math.max(0, told - findings.length);
}

/** Where a finding is: "arn-name · AWS::S3::Bucket · production · eu-west-1". */
export function placeOf({ assetName, assetType, accountNickname, region }: ToldFinding): string {
  return [assetName, assetType, accountNickname, region].map(plainText).join(' · ');
}

/** The text under a message's title. */
export function introductionOf({ kind, team, subscription }: Message): string {
  if (kind === 'test') return `The channel works: ${plainText(team.name)} will be told of findings here.`;
  return `${plainText(team.name)} · ${plainText(subscription?.name ?? '')}`;
}

const longestText = 150;

/**
 * Text on one line without characters that nobody sees: those that would end a header, and those that turn the direction
 * of what follows.
 */
export function plainText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const letters = [...line];
  return letters.length > longestText ? `${letters.slice(0, longestText - 1).join('')}…` : line;
}

/** "Critical" */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The findings of a message by what happened to them. */
export function byChange({ findings }: Pick<Message, 'findings'>): [Change, ToldFinding[]][] {
  return changes
    .map((change): [Change, ToldFinding[]] => [change, findings.filter((finding) => finding.change === change)])
    .filter(([, found]) => found.length > 0);
}
