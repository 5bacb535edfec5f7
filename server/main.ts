import { pino } from 'pino';
import { readConfig } from './config.ts';
import { describeError } from './http/describe-error.ts';
import { startServer } from './server.ts';

const result = readConfig(process.env);
if (!result.ok) {
  console.error(`CloudCoreo cannot start. Its configuration is not right:\n  ${result.problems.join('\n  ')}`);
  console.error('docs/configuration.md lists every variable.');
  process.exit(78);
}

const log = pino({
  level: result.config.logLevel,
  // An error of the database driver carries the statement's values, and one of the AWS SDK the signed request.
  serializers: { err: describeError },
  // The last line of defence: nothing secret is passed to the log in the first place.
  redact: {
    paths: [
      'secretAccessKey',
      'password',
      'authorization',
      'cookie',
      '*.secretAccessKey',
      '*.password',
      '*.sessionToken',
    ],
    censor: '[redacted]',
  },
});

try {
  const server = await startServer(result.config, log);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'CloudCoreo did not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  log.fatal({ err: error }, 'CloudCoreo could not start');
  process.exit(1);
}
