/** Starts and stops the development payment house: an HTTP service with its books in one folder, on the loopback interface. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { requestListener } from '../http-api.js';
import { BadDays } from './bad-days.js';
import { Books } from './books.js';
import { holdRoutes, paymentControlRoutes, paymentInterference } from './routes.js';

const LOOPBACK = '127.0.0.1';

/** In fen: a million yuan, so that nobody who tries the product runs out of it. */
export const GENEROUS_BALANCE = 100_000_000;

export interface PaymentHouseOptions {
  /** The house keeps everything in its folder `payments`, readable by the owner only. */
  readonly dataDir: string;
  /** Absent: a free one. */
  readonly port?: number;
  readonly token: string;
  /** Of every account that nobody set a balance for, in fen; GENEROUS_BALANCE unless given. */
  readonly startBalance?: number;
  readonly clock?: () => Date;
}

export interface PaymentHouse {
  readonly url: string;
  /** Ends open connections; resolves when all that was begun is on disk. */
  stop(): Promise<void>;
}

/** Rejects when a given port is taken. */
export async function startPaymentHouse(options: PaymentHouseOptions): Promise<PaymentHouse> {
  const { dataDir, token, startBalance = GENEROUS_BALANCE, clock = () => new Date() } = options;
  const books = await Books.open({ directory: join(dataDir, 'payments'), startBalance, clock });
  const stopping = new AbortController();
  const badDays = new BadDays(stopping.signal);
  const routes = [...holdRoutes(books, badDays), ...paymentControlRoutes(books, badDays)];
  const server = createServer(requestListener(routes, token, paymentInterference));
  server.listen(options.port ?? 0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await books.settled();
    },
  };
}
