import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { iam } from './sdk.ts';

interface PasswordPolicy {
  MinimumPasswordLength: number;
  RequireSymbols: boolean;
  RequireNumbers: boolean;
  RequireUppercaseCharacters: boolean;
  RequireLowercaseCharacters: boolean;
  AllowUsersToChangePassword: boolean;
  HardExpiry: boolean;
  MaxPasswordAge: number | null;
  PasswordReusePrevention: number | null;
}

interface Policies extends Record<string, unknown> {
  PasswordPolicy: PasswordPolicy | null;
}

const parameters = z.object({
  minimumLength: z.int().min(8).max(128).default(14).describe('Characters that a password must have at least.'),
  reusePrevention: z.int().min(1).max(24).default(24).describe('How many former passwords cannot be taken again.'),
  maximumAgeDays: z
    .int()
    .min(0)
    .max(1095)
    .default(0)
    .describe('Days after which a password must be changed. 0: as it is now.'),
  letUsersChange: z
    .boolean()
    .default(false)
    .describe('Lets users change their own passwords, whatever their policies say. Off: as it is now.'),
});

/** What `UpdateAccountPasswordPolicy` sets when nothing is said, which is no rule at all. */
const none: PasswordPolicy = {
  MinimumPasswordLength: 6,
  ...{ RequireSymbols: false, RequireNumbers: false },
  ...{ RequireUppercaseCharacters: false, RequireLowercaseCharacters: false },
  ...{ AllowUsersToChangePassword: false, HardExpiry: false },
  ...{ MaxPasswordAge: null, PasswordReusePrevention: null },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
export const setPasswordPolicyOfAccount = declareAction(iam, {
  id: 'iam-account-set-password-policy',
  title: 'Ask for strong passwords',
  what: 'Sets the account’s password policy for IAM users. What it asks for already stays, where that is stricter.',
  types: ['AWS::IAM::AccountPasswordPolicy'],
  parameters,
  calls: {
    GetAccountPasswordPolicy: { permission: 'iam:GetAccountPasswordPolicy', on: '*', absent: ['NoSuchEntity'] },
    UpdateAccountPasswordPolicy: { permission: 'iam:UpdateAccountPasswordPolicy', on: '*' },
    DeleteAccountPasswordPolicy: { permission: 'iam:DeleteAccountPasswordPolicy', on: '*', absent: ['NoSuchEntity'] },
  },
  async read(aws): Promise<Policies> {
    const found = await aws.find('GetAccountPasswordPolicy', {});
    if (found?.PasswordPolicy === undefined) return { PasswordPolicy: null };
    const { ExpirePasswords: _, ...policy } = found.PasswordPolicy;
    return {
      PasswordPolicy: {
        ...none,
        ...policy,
        // AWS says 0 as well as nothing.
        MaxPasswordAge: policy.MaxPasswordAge || null,
        PasswordReusePrevention: policy.PasswordReusePrevention || null,
      },
    };
  },
  want({ PasswordPolicy }, { minimumLength, reusePrevention, maximumAgeDays, letUsersChange }) {
    const now = PasswordPolicy ?? none;
    const ages = [now.MaxPasswordAge, maximumAgeDays].filter((days) => days !== null && days > 0) as number[];
    return {
      to: {
        PasswordPolicy: {
          MinimumPasswordLength: Math.max(now.MinimumPasswordLength, minimumLength),
          ...{ RequireSymbols: true, RequireNumbers: true },
          ...{ RequireUppercaseCharacters: true, RequireLowercaseCharacters: true },
          AllowUsersToChangePassword: now.AllowUsersToChangePassword || letUsersChange,
          HardExpiry: now.HardExpiry,
          MaxPasswordAge: ages.length === 0 ? null : Math.min(...ages),
          PasswordReusePrevention: Math.max(now.PasswordReusePrevention ?? 0, reusePrevention),
        },
      },
    };
  },
  mayBreak({ from, to }) {
    const [before, after] = [from?.PasswordPolicy?.MaxPasswordAge ?? null, to?.PasswordPolicy?.MaxPasswordAge ?? null];
    return [
      'Passwords that there are go on working; the next one that somebody chooses must fit.',
      ...(after !== null && after !== before
        ? [`IAM users whose password is older than ${after} days must change it when they next sign in.`]
        : []),
      ...(after !== null && after !== before && to?.PasswordPolicy?.HardExpiry
        ? ['The policy lets nobody in with an expired password: an administrator must reset it.']
        : []),
      ...(after !== null && after !== before && to?.PasswordPolicy?.AllowUsersToChangePassword === false
        ? ['Who may not change their own password cannot sign in once it has expired, until an administrator helps.']
        : []),
    ];
  },
  async write(aws, _, { to }) {
    if (!to?.PasswordPolicy) {
      await aws.find('DeleteAccountPasswordPolicy', {});
      return;
    }
    // What is left out is set back, and AWS takes no 0 for these two.
    const { MaxPasswordAge, PasswordReusePrevention, ...policy } = to.PasswordPolicy;
    await aws.call('UpdateAccountPasswordPolicy', {
      ...policy,
      ...(MaxPasswordAge !== null && { MaxPasswordAge }),
      ...(PasswordReusePrevention !== null && { PasswordReusePrevention }),
    });
  },
});
