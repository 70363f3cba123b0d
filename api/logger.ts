/** The servers' log: JSON lines by pino. What is asked is not in it: paths and bodies may name people. */
import type { IncomingMessage } from 'node:http';
import { pino, type Logger } from 'pino';

/** Fields that must never be written, wherever they come up: a second line of defence behind not passing them. */
const NEVER_LOGGED = [
  'authorization',
  'cookie',
  'password',
  'keyPassword',
  'privateKeyPem',
  'secret',
  'token',
];

export function createLogger(level: string): Logger {
  const paths = NEVER_LOGGED.flatMap((field) => [field, `*.${field}`]);
  return pino({
    level,
    base: null,
    redact: { paths, censor: '[redacted]' },
    serializers: { req: ({ method }: IncomingMessage) => ({ method }), err: toldError },
  });
}

/** Where it happened, and its message; what it carries beside them may be a caller's. */
function toldError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    ...(cause instanceof Error && { cause: { name: cause.name, message: cause.message } }),
  };
}
