import { isIP } from 'node:net';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { organization, twoFactor } from 'better-auth/plugins';
import { asc, eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { describeError } from '../http/describe-error.ts';
import { auditSignIns } from './auth-audit.ts';
import {
  credentials,
  invitations,
  members,
  passkeys,
  sessions,
  teams,
  twoFactors,
  users,
  verifications,
} from './schema.ts';

export interface AuthDependencies {
  database: Database;
  log: Logger;
  /** Signs cookies and encrypts the secrets of second factors. */
  secret: string;
  /** How browsers reach CloudCoreo. Its scheme decides whether cookies are for HTTPS only. */
  publicUrl: string;
  /** Every origin whose pages may use the API with a cookie; passkeys are bound to them. */
  origins: readonly string[];
}

export type Auth = ReturnType<typeof createAuth>;

/** Carries the caller's address to better-auth. Only `auth-endpoints.ts` sets it; what a caller sends is dropped. */
export const addressHeader = 'x-cloudcoreo-client-address';

/**
 * Sign-in: passwords, second factors, passkeys and sessions. Whoever may use which of its endpoints is decided in
 * `auth-endpoints.ts`; teams, members, invitations and API keys have routes of their own.
 */
export function createAuth({ database, log, secret, publicUrl, origins }: AuthDependencies) {
  return betterAuth({
    appName: 'CloudCoreo',
    baseURL: publicUrl,
    basePath: '/api/auth',
    trustedOrigins: [...origins],
    // Given as a list, an environment variable of better-auth's own cannot put another secret in its place.
    secrets: [{ version: 1, value: secret }],
    database: drizzleAdapter(database, {
      provider: 'pg',
      schema: {
        user: users,
        session: sessions,
        account: credentials,
        verification: verifications,
        organization: teams,
        member: members,
        invitation: invitations,
        twoFactor: twoFactors,
        passkey: passkeys,
      },
    }),
    emailAndPassword: {
      enabled: true,
      // People come as the first owner or by invitation.
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
    },
    session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600, freshAge: 24 * 3600 },
    plugins: [
      // Gives the session its team. Its endpoints are closed, as is its own idea of roles.
      organization({
        allowUserToCreateOrganization: false,
        // It compares its tables with ours and refuses columns that it does not know.
        schema: {
          invitation: {
            additionalFields: { tokenHash: { type: 'string', required: true, input: false, returned: false } },
          },
        },
      }),
      twoFactor({ issuer: 'CloudCoreo' }),
      passkey({
        rpName: 'CloudCoreo',
        rpID: relyingPartyOf(publicUrl),
        origin: [...origins],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => requireUser(verification.registrationInfo) },
        authentication: { afterVerification: ({ verification }) => requireUser(verification.authenticationInfo) },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          // A session that replaces another one, as after a change of the second factor, keeps its team.
          before: async (session) => ({
            data: {
              ...session,
              activeOrganizationId: session.activeOrganizationId ?? (await firstTeamOf(database, session.userId)),
            },
          }),
        },
      },
    },
    hooks: { after: auditSignIns(database) },
    // `http/rate-limit.ts` does this for all of the API, in the same table.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message, ...args) => {
        const error = args.find((argument) => argument instanceof Error);
        log[level](
          { part: 'sign-in', ...(error ? { error: describeError(error) } : {}) },
          String(message).slice(0, 500),
        );
      },
    },
    advanced: {
      cookiePrefix: 'cloudcoreo',
      useSecureCookies: publicUrl.startsWith('https://'),
      // Every page is loaded without a session and asks the API from its own origin, so that "strict" costs nothing.
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
  });
}

/** The name of the cookie that carries the session, for the API's description. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https://') ? '__Secure-' : ''}cloudcoreo.session_token`;
}

/** Browsers make no passkeys for IP addresses; on the own machine `localhost` stands for the loopback address. */
function relyingPartyOf(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : 'localhost';
}

/**
 * A passkey stands for password and second factor together, so the authenticator must have asked for a PIN or a
 * fingerprint: without that a found security key would be enough. The library asks for it but does not insist.
 */
function requireUser(info: { userVerified: boolean } | undefined): void {
  if (info?.userVerified) return;
  throw new APIError('BAD_REQUEST', {
    code: 'PASSKEY_WITHOUT_USER_VERIFICATION',
    message: 'The passkey did not ask for a PIN, a fingerprint or the like',
  });
}

async function firstTeamOf(database: Database, userId: string): Promise<string | null> {
  const [membership] = await database
    .select({ teamId: members.organizationId })
    .from(members)
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(members.id))
    .limit(1);
  return membership?.teamId ?? null;
}
