/** The responder that serves validation files, in the worker's process, with connections to Postgres of its own. */
import { openFileResponder } from '../activities/http-file/publishers/responder/server.js';
import type { Config } from '../config/config.js';
import { createDatabase } from '../db/database.js';
import { FILE_RESPONDER_LIMITS } from '../domain/control/look-limits.js';
import type { Logger } from './logger.js';

export interface OpenResponder {
  /** Absent: none is set up. */
  readonly url?: string;
  /** Those who are asking are answered first. */
  close(): Promise<void>;
}

/** Rejects where the address can't be listened on. */
export async function openResponder(
  { fileResponder }: Config,
  databaseUrl: string,
  logger: Logger,
): Promise<OpenResponder> {
  if (!fileResponder) return { close: () => Promise.resolve() };
  const { databaseConnections, databaseWaitMs } = FILE_RESPONDER_LIMITS;
  const database = createDatabase(databaseUrl, {
    maxConnections: databaseConnections,
    connectTimeoutMs: databaseWaitMs,
    lineTimeoutMs: databaseWaitMs,
    statementTimeoutMs: databaseWaitMs,
    preparesStatements: true,
    onIdleError: ({ message }) => logger.warn({ reason: message }, 'an idle database connection broke'),
  });
  try {
    const responder = await openFileResponder(fileResponder, database);
    return {
      url: responder.url,
      close: async () => {
        await responder.close();
        await database.end();
      },
    };
  } catch (error) {
    await database.end();
    throw error;
  }
}
