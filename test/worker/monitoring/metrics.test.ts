// What a watched worker tells, and what it never tells: names as they are listed, labels of few words, no secret, no person.
import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../db/database.js';
import { FIGURES_TIMEOUT_MS } from '../../../domain/monitoring.js';
import { traceIdentityOf } from '../../../domain/trace-identity.js';
import { traceRequestsTo } from '../../../client/request-trace.js';
import { configFrom } from '../../../config/config.js';
import { openMonitoring, type Monitoring } from '../../../worker/monitoring/index.js';
import { METRICS } from '../../../worker/monitoring/metrics.js';
import { startMonitoring } from '../../../worker/monitoring/running.js';
import { StoredFigures } from '../../../worker/monitoring/stored-figures.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { findNeedles, textNeedles } from '../../support/secret-needles.js';
import { peopleNeedles, secretNeedles } from '../../support/secret-sweep.js';
import { labelsOf, nameOf, scrape } from '../../support/scrapes.js';
import { until } from '../../support/until.js';

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}

/** A collector of traces: OTLP over HTTP, as JSON. */
class FakeCollector {
  readonly bodies: string[] = [];
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      this.bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1/traces`;
  }

  get spans(): SentSpan[] {
    return this.bodies.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const collector = new FakeCollector();
let monitoring: Monitoring;
let second: Monitoring;
let world: OrderWorld;
let orderId: string;
beforeAll(async () => {
  const tracesUrl = await collector.start();
  const metrics = { host: '127.0.0.1', port: 0 };
  const figures = { everyMs: 0, restShare: 0 };
  monitoring = await startMonitoring({ metrics, tracesUrl, engine: false, figures });
  second = await startMonitoring({ metrics, engine: false, figures });
  world = await createOrderWorld({ monitoring });
  second.watch(world.dependencies, world.environment.DATABASE_URL ?? '');
  await world.orders.notices.setPreferences({ mailAddress: 'subscriber@example.com' });
  orderId = await order(world, 'www.example.com');
  await traceRequestsTo(tracesUrl)({
    ...{ operation: 'order.create', orderId, isFirst: true, outcome: 'done' },
    ...{ began: Date.now() - 5, ended: Date.now() },
  });
  await ended(world, orderId);
  await standing(
    world,
    await order(world, 'waits.example.com', { validation: 'manual-dns' }),
    'subscriber-dns',
  );
  await until('mails', () => Promise.resolve(world.mail.mails().length > 1));
});
afterAll(async () => {
  await world.stop();
  await monitoring.close();
  await second.close();
  await collector.stop();
});

const BUCKETS = /_(bucket|sum|count)$/;

describe('a scrape', () => {
  it('has the metrics that are listed, with the labels that are listed, and no other', async () => {
    const samples = await scrape(monitoring.url ?? '');
    const listed = new Map(METRICS.map((metric) => [metric.name, metric]));
    const odd = [...samples.keys()].flatMap((series) => {
      const name = nameOf(series);
      const metric = listed.get(name) ?? listed.get(name.replace(BUCKETS, ''));
      const labels = labelsOf(series).map(([label]) => label);
      const known = labels.every((label) => label === 'le' || metric?.labels.some((one) => one === label));
      return metric && known ? [] : [series];
    });
    expect(odd).toEqual([]);
    expect(
      samples.get('sealflow_orders{state="validating",waiting_on="subscriber-dns",party="subscriber"}'),
    ).toBe('1');
    expect(samples.get('sealflow_service_answers_total{service="ca",kind="CaUnavailable"}')).toBe('0');
  });

  it('names no order, account or host, and holds neither a secret nor a person', async () => {
    const text = Buffer.from(await (await fetch(monitoring.url ?? '')).text());
    const needles = [
      ...(await secretNeedles({ ...world, database: world.dependencies.database }, new Set())),
      ...peopleNeedles(),
      ...['www.example.com', orderId, 'subscriber@example.com'].flatMap((word) => textNeedles(word, word)),
    ];
    expect(findNeedles(text, needles)).toEqual([]);
  });

  it('is the same of another worker, as far as Postgres tells it, and 0 of what is over', async () => {
    const series = 'sealflow_orders{state="validating",waiting_on="subscriber-dns",party="subscriber"}';
    expect((await scrape(second.url ?? '')).get(series)).toBe('1');
    const [waiting] = await world.orders.list({ waitingOn: 'subscriber-dns' });
    await world.orders.cancel(waiting?.orderId ?? '');
    await ended(world, waiting?.orderId ?? '');
    expect((await scrape(second.url ?? '')).get(series)).toBe('0');
    expect((await scrape(monitoring.url ?? '')).get(series)).toBe('0');
  });

  it('is all that the endpoint does', async () => {
    const url = monitoring.url ?? '';
    const statuses = await Promise.all([
      fetch(url.replace('/metrics', '/')),
      fetch(url, { method: 'POST', body: 'x'.repeat(100_000) }).catch(() => ({ status: 'cut off' })),
      fetch(url, { method: 'HEAD' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, expect.anything(), 405]);
    expect(statuses[1].status).not.toBe(200);
  });
});

describe('where Postgres does not answer', () => {
  it.each(['silent', 'absent'])('a scrape is answered in time, and says so (%s)', async (how) => {
    const silent = createTcpServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    if (how === 'absent') silent.close();
    const database = createDatabase(`postgres://nobody@127.0.0.1:${port}/none`, { connectTimeoutMs: 60_000 });
    const figures = new StoredFigures({ database });
    const began = performance.now();
    await figures.refresh();
    expect(performance.now() - began).toBeLessThan(2 * FIGURES_TIMEOUT_MS);
    expect([figures.up, figures.readings]).toEqual([false, []]);
    silent.close();
  });
});

describe('an order', () => {
  it('is one trace, from the request over its steps and their services to its notices', async () => {
    const { traceId, rootSpanId } = traceIdentityOf(orderId);
    const spans = await until('the spans of all', () => {
      const own = collector.spans.filter((span) => span.traceId === traceId);
      const names = own.map(({ name }) => name);
      const wanted = ['order.create', 'collectCertificate', 'ca placeOrder', 'dns publish', 'deliverNotice'];
      return Promise.resolve(wanted.every((name) => names.includes(name)) && own);
    });
    const request = spans.find(({ name }) => name === 'order.create');
    expect(request).toMatchObject({ spanId: rootSpanId });
    const step = spans.find(({ name }) => name === 'prepareAndPlace');
    expect(step?.parentSpanId).toBe(rootSpanId);
    expect(spans.find(({ name }) => name === 'ca placeOrder')?.parentSpanId).toBe(step?.spanId);
    const needles = [
      ...(await secretNeedles({ ...world, database: world.dependencies.database }, new Set())),
      ...textNeedles('the mail address', 'subscriber@example.com'),
    ];
    expect(findNeedles(Buffer.from(collector.bodies.join('\n')), needles)).toEqual([]);
  });
});

describe('unless it is set', () => {
  it('nothing is opened and nothing is watched', async () => {
    const off = await openMonitoring(configFrom({}));
    expect(off).toMatchObject({ runtime: {}, interceptors: {} });
    expect(off.url).toBeUndefined();
    expect(off.watch(world.dependencies, '')).toBe(world.dependencies);
  });

  it('an address is host and port, of this machine where only a port is given', () => {
    const at = (SEALFLOW_METRICS_ADDRESS: string) => configFrom({ SEALFLOW_METRICS_ADDRESS }).metrics;
    expect(at('9464')).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(at('0.0.0.0:9464')).toEqual({ host: '0.0.0.0', port: 9464 });
    expect(at('[::1]:9464')).toEqual({ host: '::1', port: 9464 });
    expect(() => at('localhost')).toThrow(/SEALFLOW_METRICS_ADDRESS/);
    expect(() => at('127.0.0.1:99999')).toThrow(/SEALFLOW_METRICS_ADDRESS/);
  });

  it('a port that is closed again answers nobody', async () => {
    const open = await startMonitoring({ metrics: { host: '127.0.0.1', port: 0 }, engine: false });
    const { port } = new URL(open.url ?? '');
    await open.close();
    const socket = connect(Number(port), '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});
