/** The worker's log: JSON lines by pino, for our own code and for Temporal's. */
import { pino, type Logger } from 'pino';
import type { LogLevel, LogMetadata, Logger as TemporalLogger } from '@temporalio/worker';

export type { Logger };

/** Fields that must never be written, wherever they come up: a second line of defence behind not passing them. */
const NEVER_LOGGED = [
  'password',
  'keyPassword',
  'privateKey',
  'privateKeyPem',
  'email',
  'phone',
  'token',
  'secret',
];

export function createLogger(level: string): Logger {
  const paths = NEVER_LOGGED.flatMap((field) => [field, `*.${field}`]);
  return pino({ level, base: null, redact: { paths, censor: '[redacted]' } });
}

const PINO_LEVEL: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/** Temporal's runtime logs through the same pino logger. */
export function temporalLogger(logger: Logger): TemporalLogger {
  const child = logger.child({ component: 'temporal' });
  const log = (level: LogLevel, message: string, metadata?: LogMetadata): void => {
    child[PINO_LEVEL[level]](metadata ?? {}, message);
  };
  return {
    log,
    trace: (message, metadata) => log('TRACE', message, metadata),
    debug: (message, metadata) => log('DEBUG', message, metadata),
    info: (message, metadata) => log('INFO', message, metadata),
    warn: (message, metadata) => log('WARN', message, metadata),
    error: (message, metadata) => log('ERROR', message, metadata),
  };
}
