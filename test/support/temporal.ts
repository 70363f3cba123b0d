/** The Temporal servers of the tests: the real one that all share, and one that skips time for each who asks. */
import type { Connection, ConnectionPlugin } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.js';

/** `host:port` of the shared dev server, namespace `default`, search attributes registered. Use task queues of your own. */
export function temporalAddress(): string {
  return inject('temporalAddress');
}

/**
 * A server of its own whose time can be skipped; lists are not implemented there. Search attributes are registered.
 * Call `teardown()` in `afterAll`.
 */
export async function createTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const server = inject('timeSkippingServer');
  if ('missing' in server) throw new Error(server.missing);
  const environment = await startTimeSkipping(server.path);
  try {
    await registerSearchAttributes(environment.connection);
  } catch (error) {
    await environment.teardown();
    throw error;
  }
  return environment;
}

/**
 * The SDK's client pings every 30 seconds. The server that skips time takes pings no oftener than every five minutes while it
 * has nothing to say (gRPC's default in Java), and hangs up after the fourth, "because of excess pings": on a busy machine in the
 * midst of a long skip of time, which the client then asks for once more. A worker's polls are answered each minute: it may ping.
 */
const WITHOUT_PINGS: ConnectionPlugin = {
  name: 'sealflow-tests.without-pings',
  configureConnection: (options) => ({
    ...options,
    channelArgs: { ...options.channelArgs, 'grpc.keepalive_time_ms': -1 },
  }),
};

/** The SDK gives it five seconds, which a busy machine does not always have. */
async function startTimeSkipping(path: string, attemptsLeft = 3): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
      plugins: [WITHOUT_PINGS],
    });
  } catch (error) {
    const isSlow = error instanceof Error && error.message.includes('did not start within');
    if (!isSlow || attemptsLeft <= 1) throw error;
    return await startTimeSkipping(path, attemptsLeft - 1);
  }
}

/** The numbers of temporal.api.enums.v1.IndexedValueType. */
const VALUE_TYPES = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
} as const;

async function registerSearchAttributes(connection: Connection): Promise<void> {
  await connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      SEARCH_ATTRIBUTES.map(({ name, type }) => [name, VALUE_TYPES[type]]),
    ),
  });
}
