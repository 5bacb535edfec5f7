import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnvironment } from './api.ts';
import { refuse } from './problem.ts';

const largestBody = 64 * 1024;

/** Refuses bodies that are too large before they are read. */
export const limitBody: MiddlewareHandler<ApiEnvironment> = bodyLimit({
  maxSize: largestBody,
  onError: () => {
    throw refuse({
      code: 'body_too_large',
      detail: `The body is larger than ${largestBody / 1024} KiB.`,
      mend: 'Send less at once.',
    });
  },
});

/** Refuses bodies that are not JSON. A form of another site can send none that is, even where no origin is checked. */
export const requireJson: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const { headers } = c.req.raw;
  const hasBody = headers.has('transfer-encoding') || Number(headers.get('content-length') ?? 0) > 0;
  const type = headers.get('content-type');
  if ((hasBody || type !== null) && !/^application\/json\s*(;|$)/i.test(type ?? '')) {
    throw refuse({
      code: 'media_type_unsupported',
      detail: 'The body must be JSON.',
      mend: 'Send it with "Content-Type: application/json".',
    });
  }
  return next();
};
