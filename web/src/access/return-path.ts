/**
 * Where to go after signing in. Only a path of this site is taken: `//host`, `/\host` and whole URLs would lead a
 * person who has just signed in to a page of somebody else's choice.
 */
export function returnPath(search: string): string {
  const next = new URLSearchParams(search).get('next');
  if (next === null || !/^\/(?![/\\])/.test(next)) return '/';
  const path = new URL(next, 'http://here.invalid');
  if (path.host !== 'here.invalid' || path.pathname.startsWith('/sign-in')) return '/';
  return path.pathname + path.search + path.hash;
}

/** The sign-in page's address that leads back to `path`. */
export function signInPath(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`;
}
