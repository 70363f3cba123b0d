/** Starts and stops the double of Tencent Cloud SSL: its API at `/`, its console's part below `/_control/`, its state in one folder, on the loopback interface. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ensureOwnerDirectory } from '../ca/durable-file.js';
import { requestListener } from '../http-api.js';
import { targetOf } from '../request-target.js';
import { AccountBook, type Dials } from './account-book.js';
import { BadDays } from './bad-days.js';
import { CaClient, type CaAccess } from './ca-client.js';
import type { Counter } from './call.js';
import { CertificateStore } from './certificate-store.js';
import { doubleControlRoutes } from './control-routes.js';
import { Following } from './following.js';
import type { OwnDns } from './own-dns.js';
import { DoubleService } from './service.js';

const LOOPBACK = '127.0.0.1';

export interface TencentDoubleOptions {
  /** The double keeps everything in its folder `tencent`, readable by the owner only. */
  readonly dataDir: string;
  /** Absent: a free one. */
  readonly port?: number;
  /** The development CA on whose desks people act, and which issues. */
  readonly ca: CaAccess;
  readonly secretId: string;
  readonly secretKey: string;
  /** Of `/_control/`. */
  readonly controlToken: string;
  /** Zones of the same account, for DNS_AUTO; absent: there are none. */
  readonly ownDns?: OwnDns;
  /** What counts until the account is kept for the first time. */
  readonly balance?: number;
  readonly dials?: Partial<Dials>;
  /** Between two looks at names: of brands that are looked at periodically, and of the others. */
  readonly scanMs?: number;
  readonly slowScanMs?: number;
  readonly clock?: () => Date;
  readonly onProblem?: (problem: unknown) => void;
}

export interface TencentDouble {
  readonly url: string;
  /** Ends open connections; resolves when all that was begun is on disk. */
  stop(): Promise<void>;
}

/** Official clients give an answer up after a minute; people try things by hand. */
const USUAL_SCAN_MS = 3_000;
const USUAL_SLOW_SCAN_MS = 60_000;

/** Rejects when a given port is taken. Throws DamagedState. */
export async function startTencentDouble(options: TencentDoubleOptions): Promise<TencentDouble> {
  const directory = join(options.dataDir, 'tencent');
  await ensureOwnerDirectory(directory);
  const { counter, badDays, service, stopping } = await open(options, directory);
  const control = requestListener(
    doubleControlRoutes({ counter, badDays, calls: () => service.calls }),
    options.controlToken,
    (_route, _response, work) => work(),
  );
  const server = createServer((request, response) => {
    if (targetOf(request)?.pathname.startsWith('/_control/')) control(request, response);
    else void service.answer(request, response);
  });
  server.listen(options.port ?? 0, LOOPBACK);
  await once(server, 'listening');
  counter.following.begin();
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await counter.following.stop();
      await Promise.all([counter.store.settled(), counter.account.settled()]);
    },
  };
}

async function open(options: TencentDoubleOptions, directory: string) {
  const { clock = () => new Date(), ownDns, secretId, secretKey, balance, dials } = options;
  const { scanMs = USUAL_SCAN_MS, slowScanMs = USUAL_SLOW_SCAN_MS, onProblem = () => undefined } = options;
  const store = await CertificateStore.open(join(directory, 'certificates'));
  const account = AccountBook.open(directory, balance, dials);
  const badDays = BadDays.open(directory);
  const ca = new CaClient(options.ca);
  const following = new Following({ store, account, ca, ownDns, clock, scanMs, slowScanMs });
  const counter: Counter = { store, account, ca, following, ownDns, clock };
  const stopping = new AbortController();
  const { signal } = stopping;
  const service = new DoubleService({ counter, badDays, secretId, secretKey, onProblem, stopping: signal });
  return { counter, badDays, service, stopping };
}
