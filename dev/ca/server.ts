/** Starts and stops the development CA: an HTTP service with its state in one folder, on the loopback interface. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaPolicy } from '../../domain/development/ca-people.js';
import { DEVELOPMENT_CA_IDENTITY } from '../../domain/development/ca.js';
import { openAuthority } from './authority.js';
import { createCertificateIssuer } from './certificate-issuer.js';
import { controlRoutes } from './control-routes.js';
import { DomainLooker } from './domain-look.js';
import { readState } from '../kept-state.js';
import { ensureOwnerDirectory, writeDurably } from './durable-file.js';
import { HostilitySwitch } from './hostility.js';
import { requestListener } from '../http-api.js';
import { interferenceOf } from './interference.js';
import { Issuance } from './issuance.js';
import { OrderDesk } from './order-desk.js';
import { orderRoutes } from './order-routes.js';
import { OrderStore } from './order-store.js';
import { LetterFiles } from './organization/letter-files.js';
import { OrganizationDesk } from './organization/organization-desk.js';
import { organizationRoutes } from './organization/organization-routes.js';
import { openPeople } from './people/index.js';
import { publicRoutes } from './public-routes.js';
import { RevocationDesk } from './revocation/revocation-desk.js';
import { revocationRoutes } from './revocation/revocation-routes.js';

const LOOPBACK = '127.0.0.1';

export interface DevelopmentCaOptions {
  /** The CA keeps everything in its folder `ca`, readable by the owner only. */
  readonly dataDir: string;
  /** Absent: the port of last time, so that URLs in certificates stay true, or a free one. */
  readonly port?: number;
  readonly token: string;
  /** `address:port` of the resolvers that the CA believes. */
  readonly resolvers: readonly string[];
  /** Where ports 80 and 443 of validated names are. */
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Between proof and certificate; 0, unless given, issues within the answer to `validate`. */
  readonly issuanceDelayMs?: number;
  readonly clock?: () => Date;
  /** The server that takes its mails; without one they are kept until a start with one. */
  readonly smtpUrl?: string;
  /** What its people do by themselves, as long as nobody sets another policy. */
  readonly policy?: Partial<CaPolicy>;
}

export interface DevelopmentCa {
  readonly url: string;
  readonly rootPem: string;
  /** What stands in CAA records to permit this CA. */
  readonly caaIdentity: string;
  /** Ends open connections; resolves when all that was begun is on disk. */
  stop(): Promise<void>;
}

/** Starts the CA on its data, making root and intermediate the first time. Rejects when a given port is taken. */
export async function startDevelopmentCa(options: DevelopmentCaOptions): Promise<DevelopmentCa> {
  const directory = join(options.dataDir, 'ca');
  await ensureOwnerDirectory(directory);
  const service = deferredListener();
  const server = createServer(service.listener);
  const url = `http://${LOOPBACK}:${await listen(server, directory, options.port)}`;
  try {
    const opened = await openService(options, directory, url);
    service.begin(opened.listener);
    const stop = async () => {
      await opened.stop();
      await close(server);
      await opened.store.settled();
    };
    return { url, rootPem: opened.rootPem, caaIdentity: DEVELOPMENT_CA_IDENTITY, stop };
  } catch (error) {
    await close(server);
    throw error;
  }
}

async function openService(options: DevelopmentCaOptions, directory: string, url: string) {
  const { clock = () => new Date(), issuanceDelayMs: delayMs = 0 } = options;
  const store = await OrderStore.open(join(directory, 'orders'));
  const hostility = HostilitySwitch.open(directory);
  const authority = await openAuthority(directory, clock());
  const looker = new DomainLooker(options);
  const issuer = await createCertificateIssuer(authority, url);
  const issuance = new Issuance({ store, issuer, looker, hostility, clock, delayMs });
  const desk = new OrderDesk({ store, hostility, clock, issuance });
  const letterFiles = await LetterFiles.open(join(directory, 'letters'));
  const organizationDesk = new OrganizationDesk({ store, clock, issuance, letterFiles });
  const revocations = new RevocationDesk({ store, looker, letterFiles, clock });
  const { smtpUrl, policy } = options;
  const people = openPeople({
    store,
    desk: organizationDesk,
    revocations,
    clock,
    directory,
    baseUrl: url,
    smtpUrl,
    policy,
  });
  const stopping = new AbortController();
  const routes = [
    ...orderRoutes({ desk, store, issuance, hostility, authority }),
    ...organizationRoutes(organizationDesk),
    ...revocationRoutes(revocations),
    ...publicRoutes(authority, store, clock),
    ...controlRoutes(store, hostility),
    ...people.routes,
  ];
  issuance.resume();
  people.begin();
  return {
    store,
    rootPem: authority.usual.root.certificate.toString('pem'),
    listener: requestListener(routes, options.token, interferenceOf(hostility, stopping.signal)),
    stop: async () => {
      issuance.stop();
      stopping.abort();
      await people.stop();
    },
  };
}

/** The port is needed before the service can exist: requests that come between wait for it. */
function deferredListener(): { listener: RequestListener; begin: (listener: RequestListener) => void } {
  let begin: (listener: RequestListener) => void = () => undefined;
  const begun = new Promise<RequestListener>((resolve) => (begin = resolve));
  return { listener: (request, response) => void begun.then((listen) => listen(request, response)), begin };
}

const KEPT_PORT = z.object({ port: z.int().min(1).max(65_535) });

async function listen(server: Server, directory: string, port: number | undefined): Promise<number> {
  if (port !== undefined) return listenOn(server, port);
  const path = join(directory, 'port.json');
  const last = readState(path, KEPT_PORT, {
    zh: '请将其删除:此后 CA 使用另一个端口。',
    en: 'Delete it: the CA takes another port then.',
  });
  const bound = last && (await listenOn(server, last.port).catch(() => undefined));
  const chosen = bound ?? (await listenOn(server, 0));
  await writeDurably(path, JSON.stringify({ port: chosen }));
  return chosen;
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
