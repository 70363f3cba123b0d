/** The metrics of Temporal's own engine: slots, pollers, queue times. It tells them on a port of its own, of this machine only. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';
import { exchange } from '../../activities/http-exchange.js';
import { ENGINE_TIMEOUT_MS } from '../../domain/monitoring.js';

export interface EngineMetrics {
  readonly telemetryOptions: NonNullable<RuntimeOptions['telemetryOptions']>;
  /** Undefined where it does not tell in time. */
  told(): Promise<string | undefined>;
}

/** Passed on whole, in the names that Temporal gives them with base units. */
export async function engineMetrics(): Promise<EngineMetrics> {
  const bindAddress = `127.0.0.1:${await freePort()}`;
  return {
    telemetryOptions: {
      metrics: {
        prometheus: {
          bindAddress,
          countersTotalSuffix: true,
          unitSuffix: true,
          useSecondsForDurations: true,
        },
      },
    },
    told: () => ask(`http://${bindAddress}/metrics`),
  };
}

/** Bytes: a worker with every kind of step, workflow and request tells a tenth of it. */
const MOST_BYTES = 4 * 1024 * 1024;

async function ask(url: string): Promise<string | undefined> {
  try {
    const limits = { timeoutMs: ENGINE_TIMEOUT_MS, mostBytes: MOST_BYTES };
    const { ok, whole, text } = await exchange(new URL(url), { method: 'GET', headers: {}, ...limits });
    return ok && whole ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The engine takes a number only: one that is free at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
