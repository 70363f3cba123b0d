/** A worker as a process of its own, watched: only such a one tells what Temporal's engine counts. And its way to Temporal, which can be cut. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../dev/ports.js';
import { startWorkerProcess } from '../../../dev/worker-process.js';
import type { OrderWorld } from '../../support/order-world.js';

export interface WatchedProcess {
  /** What a scrape asks. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Runs what `npm run build` made. */
export async function startWatchedProcess(
  world: OrderWorld,
  over: Record<string, string> = {},
): Promise<WatchedProcess> {
  const address = `127.0.0.1:${await freePort()}`;
  const worker = await startWorkerProcess({
    dataDir: world.dataDir,
    environment: {
      ...world.environment,
      SEALFLOW_METRICS_ADDRESS: address,
      SEALFLOW_LOG_LEVEL: 'warn',
      ...over,
    },
    logFile: join(world.dataDir, 'worker.log'),
  });
  return { url: `http://${address}/metrics`, stop: () => worker.stop() };
}

export interface Line {
  readonly address: string;
  /** For good. */
  readonly cut: () => void;
}

/** Leads to HOST:PORT. */
export async function startLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(`http://${to}`);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => sockets.delete(one));
    }
    socket.pipe(onward);
    onward.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
