import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { daysSince } from './access-keys.ts';
import { iam, theUser } from './sdk.ts';

interface Console extends Record<string, unknown> {
  LoginProfile: { CreateDate: string; PasswordLastUsed: string | null } | null;
}

const parameters = z.object({
  usedWithinDays: z
    .int()
    .min(0)
    .max(3650)
    .default(45)
    .describe('Refuses when the password was used, or made, in so many days. 0: never refuses.'),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html */
export const removeConsoleAccessOfUser = declareAction(iam, {
  id: 'iam-user-remove-console-access',
  title: 'Remove the user’s console access',
  what: 'Deletes the user’s password, so that they cannot sign in to the console. Access keys are left as they are.',
  types: ['AWS::IAM::User'],
  parameters,
  calls: {
    GetUser: { permission: 'iam:GetUser', on: theUser },
    GetLoginProfile: { permission: 'iam:GetLoginProfile', on: theUser, absent: ['NoSuchEntity'] },
    DeleteLoginProfile: { permission: 'iam:DeleteLoginProfile', on: theUser, absent: ['NoSuchEntity'] },
  },
  gone: ['NoSuchEntity'],
  async read(aws, { name }): Promise<Console> {
    // First, because it alone tells a user who is no more from one who has no password.
    const { User } = await aws.call('GetUser', { UserName: name });
    const found = await aws.find('GetLoginProfile', { UserName: name });
    if (found === undefined) return { LoginProfile: null };
    const CreateDate = found.LoginProfile?.CreateDate?.toISOString() ?? '';
    return { LoginProfile: { CreateDate, PasswordLastUsed: User?.PasswordLastUsed?.toISOString() ?? null } };
  },
  want({ LoginProfile }, { usedWithinDays }, { name }) {
    if (LoginProfile !== null && usedWithinDays > 0) {
      const { CreateDate, PasswordLastUsed } = LoginProfile;
      const isRecent = (time: string | null) => time !== null && daysSince(time) < usedWithinDays;
      if (isRecent(PasswordLastUsed)) return { refused: `${name} signed in within the last ${usedWithinDays} days.` };
      if (isRecent(CreateDate)) {
        return { refused: `The password of ${name} was made within the last ${usedWithinDays} days.` };
      }
    }
    return { to: { LoginProfile: null } };
  },
  mayBreak: ({ from }, { name }) => [
    `${name} cannot sign in to the console any more.`,
    from?.LoginProfile?.PasswordLastUsed
      ? `The password was last used on ${from.LoginProfile.PasswordLastUsed.slice(0, 10)}.`
      : 'As far as AWS knows the password was never used.',
  ],
  async write(aws, { name }, { to }) {
    if (to?.LoginProfile === null) await aws.find('DeleteLoginProfile', { UserName: name });
  },
  whyNoUndo: 'AWS never tells a password, so that it cannot be put back. An administrator can give the user a new one.',
});
