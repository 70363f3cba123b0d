/** Pebble beside the system that is measured, which orders there through a connection and a route. */
import { findPebble, startPebble, type Pebble } from '../peers/pebble.js';
import type { BenchContext } from '../workload.js';
import { dnsOfSystem, type DnsAccess } from './dns-of-system.js';

export interface AcmeWorld {
  readonly pebble: Pebble;
  /** Of the system, which Pebble asks as well. */
  readonly dns: DnsAccess;
  /** One that nobody has used before, and that the route leads to Pebble. */
  readonly nextName: () => string;
}

/** Throws, saying why, where Pebble can't be had. */
export async function withAcmeWorld<Result>(
  context: BenchContext,
  work: (world: AcmeWorld) => Promise<Result>,
): Promise<Result> {
  const { environment } = context.system;
  const peer = await findPebble();
  if ('missing' in peer) throw new Error(`Pebble is not here, and could not be fetched: ${peer.missing}`);
  const dns = dnsOfSystem(environment);
  const httpPort = Number(environment.SEALFLOW_HTTP_PORT);
  const pebble = await startPebble(peer.path, { dnsServer: dns.resolver, httpPort });
  try {
    return await routed(context, pebble, (suffix) => {
      let count = 0;
      return work({ pebble, dns, nextName: () => `n${(count += 1)}.${suffix}` });
    });
  } finally {
    await pebble.stop();
  }
}

/** `work` is given a domain of its own, so that routes of somebody's stack stay what they are. */
async function routed<Result>(
  { client, options }: BenchContext,
  pebble: Pebble,
  work: (suffix: string) => Promise<Result>,
): Promise<Result> {
  const name = `pebble-${new URL(pebble.directoryUrl).port}-${Date.now()}`;
  const suffix = `${name}.example.com`;
  await client.orders.connections.add({
    kind: 'acme',
    name,
    form: {
      directoryUrl: pebble.directoryUrl,
      termsOfServiceAgreed: true,
      rootPem: pebble.tlsCertificate,
      publiclyTrusted: false,
    },
  });
  const { routeId } = await client.orders.routes.set({ connection: name, brand: 'acme', suffix });
  try {
    return await work(suffix);
  } finally {
    if (options.dataDir !== undefined) {
      await client.orders.routes.remove(routeId);
      await client.orders.connections.remove(name, { force: true });
    }
  }
}
