import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSetupUserCommands, removeSetupUserCommands } from './setup-user.model.ts';

test('makes user, policy, attachment and key, with the policy on one line', () => {
  const commands = createSetupUserCommands('{\n  "Version": "2012-10-17"\n}');
  expect(commands).toContain(`--policy-document '{"Version":"2012-10-17"}'`);
  expect(commands.match(/aws iam [a-z-]+/g)).toEqual([
    'aws iam create-user',
    'aws iam create-policy',
    'aws iam attach-user-policy',
    'aws iam create-access-key',
  ]);
});

test('detaches, deletes the keys and then the user', () => {
  const verbs = removeSetupUserCommands('Temp').match(/aws iam [a-z-]+/g);
  expect(verbs?.at(-1)).toBe('aws iam delete-user');
  expect(verbs).toContain('aws iam detach-user-policy');
  expect(verbs).toContain('aws iam delete-access-key');
});

test('a user name cannot become a command', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 40 }).filter((name) => !name.includes('\0')),
      (name) => {
        const [assignment] = removeSetupUserCommands(name).split('\nfor ARN');
        const seen = execFileSync('sh', ['-c', `${assignment}\nprintf %s "$SETUP_USER"`], { encoding: 'utf8' });
        expect(seen).toBe(name);
      },
    ),
    { numRuns: 25 },
  );
});
