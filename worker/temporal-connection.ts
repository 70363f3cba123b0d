/** The worker's connection to Temporal: a dev server, one's own cluster or Temporal Cloud, by configuration alone. */
import { NativeConnection } from '@temporalio/worker';
import proto from '@temporalio/proto';
import type { Config } from '../config/config.js';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.js';
import type { Logger } from './logger.js';

// CommonJS: it has no named exports for Node.
const { IndexedValueType } = proto.temporal.api.enums.v1;

const INDEXED_AS = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
} as const;

export async function connectToTemporal(
  { temporal: { address, tls } }: Config,
  apiKey?: string,
): Promise<NativeConnection> {
  return await NativeConnection.connect({ address, tls: tls || undefined, apiKey });
}

/**
 * Makes the search attributes that orders are found by. Idempotent. Where this worker may not (Temporal Cloud keeps them
 * with the namespace's owner), the log says what to make by hand.
 */
export async function ensureSearchAttributes(
  connection: NativeConnection,
  namespace: string,
  logger: Logger,
): Promise<void> {
  const present = await connection.operatorService.listSearchAttributes({ namespace }).catch(() => undefined);
  const missing = SEARCH_ATTRIBUTES.filter(({ name }) => !(name in (present?.customAttributes ?? {})));
  if (present && missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED_AS[type]]));
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    logger.warn(
      { missing: missing.map(({ name, type }) => `${name} (${type})`), reason: (error as Error).message },
      'search attributes could not be made: make them in the namespace’s settings',
    );
  }
}
