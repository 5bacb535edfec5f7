import { expect, it } from 'vitest';
import type { Target } from '../action.ts';
import { rotateSecret } from './secret-rotate.ts';

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', type: 'AWS::SecretsManager::Secret' },
  ...{ arn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf', name: 'db', id: 'db-AbCdEf' },
  ...{ tags: {}, document: {} },
};
const functionOf = (place: string) => `arn:aws:lambda:${place}:function:rotate`;
const rotate = functionOf('us-east-1:111122223333');

function fakeSecrets(secret: object) {
  const made: [string, object][] = [];
  const aws = {
    ...{ token: 'act_Zm9yIHRoZSB0b2tlbiE0-apply', find: async () => undefined },
    async call(operation: string, input: object) {
      if (operation === 'DescribeSecret') return secret;
      made.push([operation, input]);
      return {};
    },
  };
  return { aws, made };
}

/** What the action wants of a secret. */
async function want(secret: object, given: object = {}, document: Target['document'] = {}) {
  const parameters = rotateSecret.parameters.parse(given);
  const state = await rotateSecret.read(fakeSecrets(secret).aws, target, parameters);
  return rotateSecret.want(state ?? {}, parameters, { ...target, document });
}

it('takes the function that the secret has, or the one that is given', async () => {
  const to = {
    ...{ RotationEnabled: true, RotationLambdaARN: rotate, RotationRules: { AutomaticallyAfterDays: 30 } },
  };
  expect(await want({ RotationLambdaARN: rotate })).toEqual({ to });
  expect(await want({}, { rotationLambdaArn: rotate })).toEqual({ to });
});

it('refuses without a function, and to put another in the place of the one that there is', async () => {
  expect(await want({})).toEqual({ refused: expect.stringContaining('no rotation function yet') });
  const other = `${rotate}-other`;
  expect(await want({ RotationLambdaARN: rotate }, { rotationLambdaArn: other })).toEqual({
    refused: expect.stringContaining('another rotation function'),
  });
  for (const place of ['us-east-1:444455556666', 'eu-west-1:111122223333']) {
    expect(await want({}, { rotationLambdaArn: functionOf(place) })).toEqual({
      refused: expect.stringContaining('is not in 111122223333 and us-east-1'),
    });
  }
});

it('refuses what rotates otherwise or goes away', async () => {
  const secret = { RotationLambdaARN: rotate };
  for (const document of [{ OwningService: 'rds' }, { PrimaryRegion: 'eu-west-1' }, { DeletedDate: '2026-05-20' }]) {
    expect(await want(secret, {}, document)).toHaveProperty('refused');
  }
  expect(await want(secret, {}, { PrimaryRegion: 'us-east-1' })).toHaveProperty('to');
});

it('leaves a secret alone that rotates already, whatever its schedule', async () => {
  const RotationRules = { ScheduleExpression: 'rate(90 days)', Duration: '2h' };
  expect(await want({ RotationEnabled: true, RotationLambdaARN: rotate, RotationRules })).toEqual({
    to: { RotationEnabled: true, RotationLambdaARN: rotate, RotationRules },
  });
});

it('does not replace the value now, unless that is asked for', async () => {
  const { aws, made } = fakeSecrets({});
  const from = { RotationEnabled: false, RotationLambdaARN: rotate };
  const to = { RotationEnabled: true, RotationLambdaARN: rotate, RotationRules: { AutomaticallyAfterDays: 30 } };
  for (const given of [{}, { rotateImmediately: true }]) {
    const parameters = rotateSecret.parameters.parse(given);
    await rotateSecret.write(aws, target, { from, to }, parameters);
  }
  // AWS takes 32 to 64 signs.
  expect(made[0]?.[1]).toHaveProperty('ClientRequestToken', expect.stringMatching(/^.{32,64}$/));
  expect(
    made.map(([operation, input]) => [operation, 'RotateImmediately' in input && input.RotateImmediately]),
  ).toEqual([
    ['RotateSecret', false],
    ['RotateSecret', true],
  ]);
});
