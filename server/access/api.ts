import { z } from '@hono/zod-openapi';
import { instant } from '../http/schemas.ts';
import { roles } from './roles.ts';

export type { Role } from './roles.ts';

const roleSchema = z.enum(roles);

const emailSchema = z.email().max(254).toLowerCase();
const passwordSchema = z
  .string()
  .min(12, 'A password has at least 12 characters.')
  .max(128, 'A password has at most 128 characters.');

/** What the first page needs before anybody is signed in. */
export const setupStateSchema = z
  .object({
    needsOwner: z.boolean().openapi({ description: 'True while no user exists: the first page makes the owner.' }),
    version: z.string(),
  })
  .openapi('SetupState');

export const firstOwnerSchema = z
  .object({
    code: z.string().max(100).openapi({ description: 'The one-time code that the server printed on its console.' }),
    name: z.string().trim().min(1).max(100),
    email: emailSchema,
    password: passwordSchema,
    teamName: z.string().trim().min(1).max(100),
  })
  .openapi('FirstOwner');

export const meSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string(), twoFactorEnabled: z.boolean() }),
    team: z.object({ id: z.string(), name: z.string() }),
    role: roleSchema,
    teams: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
  })
  .openapi('Me');

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    start: z.string(),
    role: roleSchema,
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
    createdBy: z.string(),
  })
  .openapi('ApiKey');

export const createApiKeySchema = z
  .object({
    name: z.string().trim().min(1).max(64),
    role: roleSchema.openapi({ description: 'At most the role of whoever creates the key.' }),
    expiresInDays: z.number().int().min(1).max(365).default(90),
  })
  .openapi('CreateApiKey');

/** The key itself is in this answer and nowhere else, ever. */
export const createdApiKeySchema = apiKeySchema.extend({ key: z.string() }).openapi('CreatedApiKey');

export const memberSchema = z
  .object({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joinedAt: instant,
  })
  .openapi('Member');

export const inviteSchema = z.object({ email: emailSchema, role: roleSchema }).openapi('Invite');

export const invitationSchema = z
  .object({ id: z.string(), email: z.string(), role: roleSchema, expiresAt: instant, createdAt: instant })
  .openapi('Invitation');

/** The link's secret part is in this answer and nowhere else. */
export const createdInvitationSchema = invitationSchema.extend({ url: z.string() }).openapi('CreatedInvitation');

/** A new user gives name and password, one who exists the password they have, one who is signed in neither. */
export const acceptInvitationSchema = z
  .object({
    token: z.string().max(200),
    name: z.string().trim().min(1).max(100).optional(),
    password: passwordSchema.optional(),
  })
  .openapi('AcceptInvitation');

export const acceptedInvitationSchema = z
  .object({
    teamId: z.string(),
    role: roleSchema,
    isSignedIn: z.boolean().openapi({ description: 'False when a second factor is still to be given: then sign in.' }),
  })
  .openapi('AcceptedInvitation');

export const createdOwnerSchema = z.object({ userId: z.string(), teamId: z.string() }).openapi('CreatedOwner');

export const changeRoleSchema = z.object({ role: roleSchema }).openapi('ChangeRole');

export const chooseTeamSchema = z.object({ teamId: z.string().max(100) }).openapi('ChooseTeam');

export type Me = z.infer<typeof meSchema>;
export type ApiKeyView = z.infer<typeof apiKeySchema>;
export type CreatedApiKeyView = z.infer<typeof createdApiKeySchema>;
export type MemberView = z.infer<typeof memberSchema>;
export type InvitationView = z.infer<typeof invitationSchema>;
export type SetupState = z.infer<typeof setupStateSchema>;
