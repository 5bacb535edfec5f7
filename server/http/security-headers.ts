import type { MiddlewareHandler } from 'hono';
import type { ApiEnvironment } from './api.ts';

/**
 * What CloudCoreo's pages may load: only what the server itself serves. Text from AWS is hostile; should a page ever
 * show it as markup by mistake, this is what keeps it from running or from sending anything away.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets the headers that every answer has; a handler that needs another policy sets its own before. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<ApiEnvironment> {
  const headers: Record<string, string> = {
    'Content-Security-Policy': pagePolicy,
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(publicUrl.startsWith('https://') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  };
}
