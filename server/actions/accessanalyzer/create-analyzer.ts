import type { AnalyzerSummary } from '@aws-sdk/client-accessanalyzer';
import { z } from 'zod';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { accessanalyzer } from './sdk.ts';

const analyzerArn = 'arn:{partition}:access-analyzer:{region}:{account}:analyzer/{parameters.name}';

const calls = {
  ListAnalyzers: { permission: 'access-analyzer:ListAnalyzers', on: '*' },
  CreateAnalyzer: {
    permission: 'access-analyzer:CreateAnalyzer',
    on: analyzerArn,
    also: [
      {
        permission: 'iam:CreateServiceLinkedRole',
        on: 'arn:{partition}:iam::{account}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer',
        condition: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
      },
    ],
  },
  DeleteAnalyzer: { permission: 'access-analyzer:DeleteAnalyzer', on: analyzerArn },
} as const;

type Caller = CallerOf<typeof import('@aws-sdk/client-accessanalyzer'), typeof calls>;

/** Those that look for external access: the one that works first. */
async function listAnalyzers(aws: Caller): Promise<AnalyzerSummary[]> {
  const found: AnalyzerSummary[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.call('ListAnalyzers', { nextToken });
    found.push(...(page.analyzers ?? []).filter(({ type }) => type === 'ACCOUNT' || type === 'ORGANIZATION'));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found.sort((a, b) => Number(b.status === 'ACTIVE') - Number(a.status === 'ACTIVE'));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html */
export const createAnalyzer = declareAction(accessanalyzer, {
  id: 'accessanalyzer-region-create-analyzer',
  title: 'Create an access analyzer in the region',
  what: 'Creates an analyzer of IAM Access Analyzer that finds what in the region can be reached from outside the account. It costs nothing.',
  types: ['AWS::EC2::AccountSettings'],
  parameters: z.object({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,254}$/)
      .default('external-access')
      .describe('What the analyzer is to be called.'),
  }),
  calls,
  // While it is being created it is there, and not at work yet: two fields, so that a try can go on from in between.
  async read(aws): Promise<{ analyzer: string | null; isActive: boolean }> {
    const [analyzer] = await listAnalyzers(aws);
    return { analyzer: analyzer?.name ?? null, isActive: analyzer?.status === 'ACTIVE' };
  },
  want({ analyzer, isActive }, { name }, { region }) {
    if (isActive) return { to: { analyzer, isActive } };
    if (analyzer === null) return { to: { analyzer: name, isActive: true } };
    return {
      refused: `There is an analyzer ${analyzer} in ${region} that does not work (yet), and AWS lets an account have one only. Look at it under IAM → Access Analyzer.`,
    };
  },
  mayBreak: () => ['Undoing deletes the analyzer with its findings, and with what was archived of them since.'],
  async write(aws, _target, { from, to }, { name }) {
    if (to?.analyzer === name && from?.analyzer !== name) {
      await aws.call('CreateAnalyzer', { analyzerName: name, type: 'ACCOUNT', clientToken: aws.token });
    }
    if (to?.analyzer === null && from?.analyzer === name) {
      await aws.call('DeleteAnalyzer', { analyzerName: name, clientToken: aws.token });
    }
  },
  settlesWithinSeconds: 120,
});
