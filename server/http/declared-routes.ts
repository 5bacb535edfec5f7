import type { OpenAPIHono } from '@hono/zod-openapi';
import { TrieRouter } from 'hono/router/trie-router';
import { includesRole, type Role, roles } from '../access/roles.ts';
import { type ApiEnvironment, accessExtension, type RouteAccess } from './api.ts';

export interface DeclaredRoute {
  method: string;
  /** As in the OpenAPI document: `/api/v1/members/{id}`. */
  path: string;
  access: RouteAccess;
}

export type RouteMatch =
  | { kind: 'route'; route: DeclaredRoute }
  | { kind: 'other-methods'; methods: string[] }
  | { kind: 'none' };

/**
 * Every route of the API with who may call it, as the routes themselves declare.
 * @throws {Error} when one declares nothing: the server must not start with a route that nobody guards.
 */
export function readDeclaredRoutes(app: OpenAPIHono<ApiEnvironment>): DeclaredRoute[] {
  const declared = app.openAPIRegistry.definitions
    .filter((definition) => definition.type === 'route')
    .map(({ route }) => {
      const access = (route as { [accessExtension]?: unknown })[accessExtension];
      if (!isAccess(access)) {
        throw new Error(
          `${route.method.toUpperCase()} ${route.path} does not declare who may call it; make it with route()`,
        );
      }
      return { method: route.method.toUpperCase(), path: route.path, access };
    });
  const known = new Set(declared.map(({ method, path }) => `${method} ${pattern(path)}`));
  for (const { method, path } of app.routes) {
    if (method === 'ALL' || known.has(`${method} ${path}`)) continue;
    throw new Error(`${method} ${path} is registered without a declaration; use app.openapi(route(…), …)`);
  }
  return declared;
}

/** Finds the declaration of a request's route. Where several fit, the one that lets in the fewest counts. */
export function createRouteMatcher(declared: readonly DeclaredRoute[]): (method: string, path: string) => RouteMatch {
  const router = new TrieRouter<DeclaredRoute>();
  for (const route of declared) router.add(route.method, pattern(route.path), route);
  const methods = [...new Set(declared.map(({ method }) => method))];
  const find = (method: string, path: string) => router.match(method, path)[0].map(([route]) => route);
  return (method, path) => {
    // Hono answers HEAD with the handler of GET.
    const [first, ...others] = find(method === 'HEAD' ? 'GET' : method, path);
    if (first)
      return { kind: 'route', route: others.reduce((one, other) => (admitsFewer(other, one) ? other : one), first) };
    const allowed = methods.filter((candidate) => find(candidate, path).length > 0);
    return allowed.length > 0 ? { kind: 'other-methods', methods: allowed } : { kind: 'none' };
  };
}

function admitsFewer({ access: one }: DeclaredRoute, { access: other }: DeclaredRoute): boolean {
  if (one === 'public') return false;
  return other === 'public' || (one !== other && includesRole(one, other));
}

/** OpenAPI's `{id}` as Hono writes it. */
function pattern(path: string): string {
  return path.replaceAll(/\/\{(.+?)\}/g, '/:$1');
}

function isAccess(value: unknown): value is RouteAccess {
  return value === 'public' || roles.includes(value as Role);
}
