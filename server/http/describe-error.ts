/** An error as it may be logged: its chain of causes without anything that a caller sent. */
export interface ErrorDescription {
  name: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorDescription;
}

const longestText = 2000;
const longestChain = 6;

/**
 * Describes an error and its causes for the log. Only named fields are taken: errors of the database and of the AWS
 * SDK carry whole requests with their parameters, which may be e-mail addresses, password hashes or session tokens.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something that is not an Error was thrown' };
  const message = withoutParameters(error.message);
  const code = 'code' in error ? error.code : undefined;
  // The stack begins with the message, which is above without its parameters.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: message.slice(0, longestText),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code).slice(0, 100) } : {}),
    ...(frames.length > 0 ? { stack: frames.join('\n').slice(0, 2 * longestText) } : {}),
    ...(error.cause !== undefined && depth < longestChain ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Drizzle writes a failed statement's parameters into the message. */
function withoutParameters(message: string): string {
  return message.replace(/\nparams: [\s\S]*$/, '');
}
