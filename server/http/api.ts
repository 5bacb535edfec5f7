import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi';
import type { Role } from '../access/roles.ts';
import { ProblemError, problemOf } from './problem.ts';
import { problemSchema } from './schemas.ts';

/** Who is asking: a signed-in person, or a script with an API key of a person. */
export interface Caller {
  userId: string;
  /** How the audit log names them. */
  name: string;
  teamId: string;
  role: Role;
  via: 'session' | 'api-key';
  /** Only for `via: 'session'`. */
  sessionId?: string;
}

export interface ApiEnvironment {
  Variables: {
    caller: Caller;
    requestId: string;
    /** Where the request comes from, as far as that can be trusted. */
    clientAddress: string;
    /** What `/metrics` counts the request under: a pattern, never the path itself. */
    routeLabel: string;
  };
}

/** Who may call a route: anybody, or members of the team with at least this role. */
export type RouteAccess = 'public' | Role;

export const accessExtension = 'x-cloudcoreo-access';

/**
 * Declares a route together with who may call it. The declaration is what the guard enforces and what the OpenAPI
 * document shows; a route without one cannot be registered with `newApi`.
 */
export function route<const Config extends Omit<RouteConfig, 'security'>>(access: RouteAccess, config: Config) {
  const problem = { content: { 'application/problem+json': { schema: problemSchema } } };
  return createRoute({
    ...config,
    [accessExtension]: access,
    security: access === 'public' ? [] : [{ session: [] }, { apiKey: [] }],
    responses: {
      ...config.responses,
      400: { ...problem, description: 'The input is not valid.' },
      ...(access === 'public'
        ? {}
        : {
            401: { ...problem, description: 'Nobody is signed in, or the API key is not valid.' },
            403: { ...problem, description: `Needs the role ${access}.` },
          }),
    },
  } as Config & { responses: Config['responses'] });
}

/** A JSON answer of a route. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON body of a request. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

/** A group of routes whose input is validated at the edge; what is not valid is answered with the field's name. */
export function newApi() {
  return new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return;
      const fields = result.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
      throw new ProblemError({
        ...problemOf({
          code: 'input_invalid',
          detail: fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join(' '),
          mend: 'Correct the fields named here and send it again.',
        }),
        fields,
      });
    },
  });
}
