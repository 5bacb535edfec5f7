import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { sessionCookieName } from '../access/auth.ts';
import type { ApiEnvironment } from './api.ts';

export interface ApiDocsContext {
  version: string;
  publicUrl: string;
  webDirectory: string;
}

/** The viewer brings its own styles and icons; it may load nothing and tell nobody anything. */
const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
<title>CloudCoreo HTTP API</title>
</head>
<body>
<div id="reference"></div>
<noscript>The description itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<script src="/api/docs/viewer.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const start = `Scalar.createApiReference('#reference', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
});
`;

/** `/api/openapi.json` and `/api/docs`, the same for people. Both work without any other server. */
export function addApiDocs(app: OpenAPIHono<ApiEnvironment>, context: ApiDocsContext): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookieName(context.publicUrl),
    description:
      'The browser’s session after signing in. Requests that change something must come from CloudCoreo’s own origin.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, made under Settings, API keys.',
  });

  let description: string | undefined;
  app.get('/api/openapi.json', (c) => {
    description ??= JSON.stringify(
      withTags(
        app.getOpenAPI31Document({
          openapi: '3.1.0',
          info: {
            title: 'CloudCoreo',
            version: context.version,
            description:
              'Errors are problem details (RFC 9457) with a stable `code` and a `mend` that says what to do next. ' +
              'Lists answer a `nextCursor` while there is more. `x-cloudcoreo-access` is the least role that may call a route.',
          },
          servers: [{ url: context.publicUrl }],
        }),
      ),
    );
    return c.body(description, 200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
  });

  const asPage = { 'Content-Security-Policy': docsPolicy, 'Cache-Control': 'no-cache' };
  const asScript = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' };
  app.get('/api/docs', (c) => c.html(page, 200, asPage));
  app.get('/api/docs/start.js', (c) => c.body(start, 200, asScript));

  let viewer: Promise<{ gzipped: Uint8Array<ArrayBuffer>; etag: string } | undefined> | undefined;
  app.get('/api/docs/viewer.js', async (c) => {
    viewer ??= readViewer(context.webDirectory);
    const script = await viewer;
    if (script === undefined) return c.body(viewerMissing, 200, asScript);
    const headers = { ...asScript, ETag: script.etag };
    if (c.req.header('if-none-match') === script.etag) return c.body(null, 304, headers);
    return c.body(script.gzipped, 200, { ...headers, 'Content-Encoding': 'gzip' });
  });
}

/** Groups the operations by the first word of their path, `cloud-accounts` as "Cloud accounts". */
function withTags<Document extends { paths?: object }>(document: Document): Document {
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    const word = path.split('/')[3]?.replaceAll('-', ' ') ?? 'other';
    const tag = word.charAt(0).toUpperCase() + word.slice(1);
    for (const operation of Object.values(operations) as { tags?: string[] }[]) operation.tags ??= [tag];
  }
  return document;
}

/** Where the build put the viewer, or where a developer's installation has it. */
async function readViewer(webDirectory: string) {
  const installed = fileURLToPath(
    new URL('../../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url),
  );
  for (const file of [join(webDirectory, 'api-reference.js'), installed]) {
    try {
      const body = await readFile(file);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      return { gzipped: new Uint8Array(await promisify(gzip)(body)), etag };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return undefined;
}

const viewerMissing = `document.getElementById('reference').textContent =
  'The viewer is not built: run "npm run build". The description itself is at /api/openapi.json.';
globalThis.Scalar = { createApiReference() {} };
`;
