import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { secretArn, secretsmanager } from './sdk.ts';

interface Rotation extends Record<string, unknown> {
  RotationEnabled: boolean;
  /** The function that rotates, or would. Secrets Manager keeps it when rotation is cancelled. */
  RotationLambdaARN: string | null;
  /** Left out while rotation is off: it means nothing then. */
  RotationRules?: { AutomaticallyAfterDays?: number; Duration?: string; ScheduleExpression?: string };
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
export const rotateSecret = declareAction(secretsmanager, {
  id: 'secretsmanager-secret-rotate',
  title: 'Let the secret rotate by itself',
  what: 'Turns on automatic rotation: a Lambda function replaces the secret’s value every so many days.',
  types: ['AWS::SecretsManager::Secret'],
  parameters: z.object({
    rotationLambdaArn: z
      .string()
      .regex(/^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w:$-]+$/)
      .optional()
      .describe('The ARN of the function that rotates it. Not needed where the secret has one.'),
    days: z.int().min(1).max(1000).default(30).describe('Days from one rotation to the next.'),
    rotateImmediately: z
      .boolean()
      .default(false)
      .describe('Replace the value now, too, instead of at the first date of the schedule.'),
  }),
  calls: {
    DescribeSecret: { permission: 'secretsmanager:DescribeSecret', on: secretArn },
    RotateSecret: {
      permission: 'secretsmanager:RotateSecret',
      on: secretArn,
      also: [
        {
          permission: 'lambda:InvokeFunction',
          on: {
            role: 'arn:{partition}:lambda:{region}:{account}:function:*',
            session: 'arn:{partition}:lambda:{region}:{account}:function:*',
          },
        },
      ],
    },
    CancelRotateSecret: { permission: 'secretsmanager:CancelRotateSecret', on: secretArn },
  },
  gone: ['ResourceNotFoundException'],
  async read(aws, { arn }, { rotationLambdaArn }): Promise<Rotation> {
    const secret = await aws.call('DescribeSecret', { SecretId: arn });
    const RotationLambdaARN = secret.RotationLambdaARN || rotationLambdaArn || null;
    return secret.RotationEnabled
      ? { RotationEnabled: true, RotationLambdaARN, RotationRules: secret.RotationRules ?? {} }
      : { RotationEnabled: false, RotationLambdaARN };
  },
  want(state, { rotationLambdaArn, days }, { name, document, region, accountId }) {
    const { RotationEnabled, RotationLambdaARN } = state;
    const { OwningService, PrimaryRegion, DeletedDate } = document;
    if (RotationEnabled) return { to: state };
    if (OwningService) return { refused: `${name} belongs to ${OwningService}, which rotates it itself.` };
    if (DeletedDate) return { refused: `${name} waits for its deletion.` };
    if (PrimaryRegion && PrimaryRegion !== region) {
      return { refused: `${name} is a replica, and rotates with the secret in ${PrimaryRegion}.` };
    }
    if (RotationLambdaARN === null) {
      return {
        refused: `${name} has no rotation function yet. Make one for it, and give its ARN as rotationLambdaArn.`,
      };
    }
    if (rotationLambdaArn !== undefined && rotationLambdaArn !== RotationLambdaARN) {
      return { refused: `${name} has another rotation function already, ${RotationLambdaARN}.` };
    }
    if (!RotationLambdaARN.includes(`:lambda:${region}:${accountId}:`)) {
      return { refused: `The rotation function ${RotationLambdaARN} is not in ${accountId} and ${region}.` };
    }
    return { to: { RotationEnabled: true, RotationLambdaARN, RotationRules: { AutomaticallyAfterDays: days } } };
  },
  mayBreak: ({ to }, { name }, { days, rotateImmediately }) => [
    rotateImmediately
      ? `The value of ${name} is replaced now, and then every ${days} days. Undoing does not bring the old one back.`
      : `The value of ${name} stays as it is for now; only the function is tested (testSecret). It is replaced in ${days} days, and every ${days} days from then on.`,
    `Whoever keeps a copy of it (in a file, an environment variable, a program that reads it once) is locked out by the first rotation. Programs must read it from Secrets Manager anew.`,
    `${to?.RotationLambdaARN?.split(':function:')[1]} must be able to reach what the secret is for, and must allow secretsmanager.amazonaws.com to call it. Where a rotation fails, the value stays.`,
  ],
  async write(aws, { arn }, { to }, { rotateImmediately }) {
    if (to === null) return;
    if (!to.RotationEnabled || to.RotationLambdaARN === null) {
      await aws.call('CancelRotateSecret', { SecretId: arn });
      return;
    }
    await aws.call('RotateSecret', {
      SecretId: arn,
      // It must have 32 signs at least.
      ClientRequestToken: aws.token.padEnd(32, '-'),
      RotationLambdaARN: to.RotationLambdaARN,
      RotationRules: to.RotationRules,
      RotateImmediately: rotateImmediately,
    });
  },
  settlesWithinSeconds: 120,
});
