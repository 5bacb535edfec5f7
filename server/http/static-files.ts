import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { ApiEnvironment } from './api.ts';

interface StaticFile {
  type: string;
  etag: string;
  body: Uint8Array<ArrayBuffer>;
  gzipped: Uint8Array<ArrayBuffer> | undefined;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>CloudCoreo</title>
<h1>The pages are not built yet</h1>
<p>Run <code>npm run build</code> where CloudCoreo is installed, then reload this page. The HTTP API under /api/v1 works without it.</p>
</html>
`;

/**
 * Serves the built pages. Files are found by their listed names, never by joining a path out of a request, so nothing
 * outside of the folder can be reached. A new build is noticed by its `index.html`.
 */
export function staticFiles(directory: string) {
  const indexFile = join(directory, 'index.html');
  let listed: { changedAt: number; names: Map<string, string>; read: Map<string, Promise<StaticFile>> } | undefined;

  async function list() {
    const changedAt = await modificationTime(indexFile);
    if (changedAt === undefined) return undefined;
    if (listed?.changedAt !== changedAt) {
      listed = { changedAt, names: await listFiles(directory), read: new Map() };
    }
    return listed;
  }

  return async (c: Context<ApiEnvironment>): Promise<Response> => {
    const files = await list();
    const { path } = c.req;
    if (files === undefined) return c.html(notBuilt, 503, { 'Cache-Control': 'no-store' });
    const isHashed = path.startsWith('/static/');
    // Everything else is a route of the app in the browser; `/compliance/cis-7.0` is one, too.
    const isFile = isHashed || Object.hasOwn(types, extname(path));
    const name = files.names.has(path) ? path : isFile ? undefined : '/index.html';
    const file = name === undefined ? undefined : files.names.get(name);
    if (name === undefined || file === undefined) return c.text('Not found', 404, { 'Cache-Control': 'no-store' });

    c.set('routeLabel', isHashed ? '/static/*' : '/*');
    const reading = files.read.get(name) ?? readStaticFile(file);
    files.read.set(name, reading);
    return answer(c, await reading, isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  };
}

function answer(c: Context, { type, etag, body, gzipped }: StaticFile, cacheControl: string): Response {
  const headers: Record<string, string> = { 'Cache-Control': cacheControl, ETag: etag, Vary: 'Accept-Encoding' };
  if (
    c.req
      .header('if-none-match')
      ?.split(/\s*,\s*/)
      .includes(etag)
  )
    return c.body(null, 304, headers);
  headers['Content-Type'] = type;
  const takesGzip = gzipped !== undefined && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  if (takesGzip) headers['Content-Encoding'] = 'gzip';
  return c.body(takesGzip ? gzipped : body, 200, headers);
}

async function readStaticFile(file: string): Promise<StaticFile> {
  const body = new Uint8Array(await readFile(file));
  const type = types[extname(file)] ?? 'application/octet-stream';
  const isText = /^text\/|json|svg/.test(type);
  return {
    type,
    // Weak, because it stands for the plain and the compressed form.
    etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    gzipped: isText && body.length > 1024 ? new Uint8Array(await promisify(gzip)(body, { level: 9 })) : undefined,
  };
}

/** The files of a folder by the path under which they are served. */
async function listFiles(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [`/${relative(directory, file).split(sep).join('/')}`, file] as const);
  return new Map(names);
}

async function modificationTime(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
