/** The responder: real HTTP, two of them on one database, and what strangers may try. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  publishAll,
  removeAll,
  type PublicationDependencies,
} from '../../../../activities/control/publication.js';
import { createManualDnsProvider } from '../../../../activities/dns/providers/manual.js';
import { createResponderFilePublisher } from '../../../../activities/http-file/publishers/responder/index.js';
import {
  openFileResponder,
  type FileResponder,
} from '../../../../activities/http-file/publishers/responder/server.js';
import { askedFile } from '../../../../activities/http-file/publishers/responder/asked-file.js';
import type { Database } from '../../../../db/database.js';
import type { DomainValidation } from '../../../../domain/control/validations.js';
import { ownDatabase } from '../../../support/own-database.js';
import { storeOrder } from '../../../support/stored-orders.js';

const SHARED = '/.well-known/pki-validation/fileauth.txt';
const TOKEN = '/.well-known/acme-challenge/LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0';
const LOOPBACK = { host: '127.0.0.1', port: 0 };

let database: Database;
let one: FileResponder;
let other: FileResponder;
let dependencies: PublicationDependencies;
let count = 0;
beforeAll(async () => {
  database = await ownDatabase();
  [one, other] = await Promise.all([
    openFileResponder(LOOPBACK, database),
    openFileResponder(LOOPBACK, database),
  ]);
  dependencies = {
    database,
    dnsProvider: createManualDnsProvider(),
    filePublisher: createResponderFilePublisher(),
    aliases: () => Promise.resolve({ outcome: 'none' }),
  };
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

async function published(url: string, content: string): Promise<string> {
  const orderId = `responder-${(count += 1)}`;
  await storeOrder(database, { orderId });
  await publishAll(dependencies, orderId, [fileAt(url, content)]);
  return orderId;
}

function fileAt(url: string, content: string): DomainValidation {
  const { hostname } = new URL(url);
  return {
    name: hostname,
    method: 'auto-file',
    file: { url, content },
    issuedAt: '2026-11-01T00:00:00.000Z',
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function ask(
  responder: FileResponder,
  path: string,
  { host = 'www.example.com', method = 'GET' }: { host?: string; method?: string } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(responder.url);
  return new Promise((resolve, reject) => {
    request({ host: hostname, port, path, method, headers: { host } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** What no HTTP client would send. */
function askRaw(responder: FileResponder, text: string): Promise<string> {
  const { hostname, port } = new URL(responder.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

describe('a published file', () => {
  it('is served exactly, by each of them, and gone once the order has ended', async () => {
    const content = '证明\nproof ';
    const orderId = await published(`http://www.example.com${SHARED}`, content);
    for (const responder of [one, other]) {
      const answer = await ask(responder, SHARED);
      expect(answer).toMatchObject({ status: 200, body: content });
      expect(answer.headers).toEqual({
        'content-type': 'text/plain; charset=utf-8',
        'content-length': String(Buffer.byteLength(content)),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        connection: 'close',
      });
    }
    const head = await ask(one, SHARED, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(content)));
    await removeAll(dependencies, orderId);
    for (const responder of [one, other])
      expect(await ask(responder, SHARED)).toMatchObject({ status: 404, body: '' });
  });

  it('is its host’s own: with a port, in upper case, with a dot, after a redirect that names the host', async () => {
    const orderIds = await Promise.all([
      published(`http://a.example.com${SHARED}`, 'of a'),
      published(`http://b.example.com${SHARED}`, 'of b'),
      published(`http://[2001:db8::1]${SHARED}`, 'of an address'),
    ]);
    for (const host of [
      'a.example.com',
      'A.Example.COM',
      'a.example.com:80',
      'a.example.com.',
      'a.example.com.:8080',
    ])
      expect(await ask(one, SHARED, { host })).toMatchObject({ status: 200, body: 'of a' });
    expect(await ask(one, SHARED, { host: '[2001:DB8::1]:80' })).toMatchObject({ body: 'of an address' });
    expect(await ask(one, `/b.example.com${SHARED}`, { host: 'files.example.net' })).toMatchObject({
      body: 'of b',
    });
    expect(await ask(one, SHARED, { host: 'files.example.net' })).toMatchObject({ status: 404 });
    expect(await ask(one, `${SHARED}?cache=no`, { host: 'b.example.com' })).toMatchObject({ body: 'of b' });
    await Promise.all(orderIds.map((orderId) => removeAll(dependencies, orderId)));
  });

  it('under a name that nobody guesses is found on any host', async () => {
    const orderId = await published(`http://c.example.com${TOKEN}`, 'token.thumbprint');
    for (const host of ['c.example.com', 'files.example.net', '127.0.0.1'])
      expect(await ask(one, TOKEN, { host })).toMatchObject({ status: 200, body: 'token.thumbprint' });
    await removeAll(dependencies, orderId);
  });

  it('of several at one name of one host is the newest; each host has its own first', async () => {
    const older = await published(`http://d.example.com${SHARED}`, 'older');
    await database.query(
      `update published_validations set published_at = now() - interval '1 hour' where order_id = $1`,
      [older],
    );
    const newer = await published(`http://d.example.com${SHARED}`, 'newer');
    expect(await ask(one, SHARED, { host: 'd.example.com' })).toMatchObject({ body: 'newer' });
    const [first, second] = [
      await published(`http://e.example.com${TOKEN}`, 'of e'),
      await published(`http://f.example.com${TOKEN}`, 'of f'),
    ];
    expect(await ask(one, TOKEN, { host: 'e.example.com' })).toMatchObject({ body: 'of e' });
    for (const orderId of [older, newer, first, second]) await removeAll(dependencies, orderId);
  });

  it('is found by its index', async () => {
    const { rows } = await database.withConnection(async (connection) => {
      // Few rows, which would be read one by one.
      await connection.query('set enable_seqscan = off');
      const explained = await connection.query<{ 'QUERY PLAN': string }>(
        `explain select publication #>> '{file,content}' from published_validations
          where publication ->> 'kind' = 'file'
            and left(substring(publication #>> '{file,url}' from '^https?://[^/]+(/[^?#]*)'), 1000) = '/x'`,
      );
      await connection.query('reset enable_seqscan');
      return explained;
    });
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('published_files');
  });
});

describe('what strangers may try', () => {
  let orderId: string;
  beforeAll(async () => {
    orderId = await published(`http://www.example.com${SHARED}`, 'proof');
  });
  afterAll(() => removeAll(dependencies, orderId));

  it.each([
    '/',
    '/.well-known/',
    '/.well-known/pki-validation/',
    '/.well-known/pki-validation/../pki-validation/fileauth.txt',
    '/.well-known/pki-validation/%66ileauth.txt',
    '/.well-known/pki-validation//fileauth.txt',
    '/.well-known/pki-validation/.htaccess',
    '/.well-known/other/fileauth.txt',
    '/x/y/.well-known/pki-validation/fileauth.txt',
    "/.well-known/pki-validation/fileauth.txt'--",
    `/.well-known/pki-validation/${'a'.repeat(300)}`,
    `/${'a'.repeat(2_000)}`,
    '/metrics',
    '/favicon.ico',
  ])('GET %s is 404, and says nothing', async (path) => {
    const answer = await ask(one, path);
    expect(answer).toMatchObject({ status: 404, body: '' });
    expect(Object.keys(answer.headers).sort()).toEqual(['cache-control', 'connection', 'content-length']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('%s is 404', async (method) => {
    expect(await ask(one, SHARED, { method })).toMatchObject({ status: 404, body: '' });
  });

  it.each([
    '',
    'www.example.com/evil',
    "www.example.com' or '1'='1",
    '..',
    'www.example.com, other',
    '\u00e4.com',
  ])('Host %j finds no shared file', async (host) => {
    const head = `GET ${SHARED} HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    expect(await askRaw(one, head)).not.toContain('proof');
  });

  it('a target with its host in it is answered for that host', async () => {
    const absolute = `GET http://www.example.com${SHARED} HTTP/1.1\r\nhost: other.example.com\r\n\r\n`;
    expect(await askRaw(one, absolute)).toContain('proof');
    const elsewhere = `GET http://other.example.com${SHARED} HTTP/1.1\r\nhost: www.example.com\r\n\r\n`;
    expect(await askRaw(one, elsewhere)).not.toContain('proof');
  });

  it('heads without end, and what is no HTTP, are hung up on', async () => {
    const endless = `GET ${SHARED} HTTP/1.1\r\nhost: www.example.com\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await askRaw(one, endless)).not.toContain('proof');
    expect(await askRaw(one, '\u0000\u0001\u0002 rubbish\r\n\r\n')).not.toContain('proof');
    expect(await ask(one, SHARED)).toMatchObject({ status: 200 });
  });

  it('a shared name is never found without a host, an unguessable one is', () => {
    expect(askedFile(SHARED, undefined)).toBeUndefined();
    expect(askedFile(TOKEN, undefined)).toMatchObject({ path: TOKEN, isOfHost: false });
    for (const guessable of [
      'gsdv.txt',
      'starfield.html',
      'ca3-0123456789.txt',
      'globalsign-validation-file.txt',
    ])
      expect(askedFile(`/.well-known/pki-validation/${guessable}`, 'a.example.com')).toMatchObject({
        isOfHost: true,
      });
    const md5 = '/.well-known/pki-validation/0CC175B9C0F1B6A831C399E269772661.txt';
    expect(askedFile(md5, 'a.example.com')).toMatchObject({ isOfHost: false });
  });
});

describe('the responder itself', () => {
  it('says that it does not know while the database is gone', async () => {
    const broken = await openFileResponder(LOOPBACK, { query: () => Promise.reject(new Error('gone')) });
    try {
      expect(await ask(broken, SHARED)).toMatchObject({ status: 503, body: '' });
      expect(await ask(broken, '/')).toMatchObject({ status: 404 });
    } finally {
      await broken.close();
    }
  });

  it('answers what was asked before it stops, and takes nothing more', async () => {
    const answers: (() => void)[] = [];
    const slow = await openFileResponder(LOOPBACK, {
      query: () =>
        new Promise((resolve) =>
          answers.push(() => resolve({ rows: [{ content: 'late' }] as never[], rowCount: 1 })),
        ),
    });
    const asked = ask(slow, SHARED);
    await expect.poll(() => answers.length).toBe(1);
    const closing = slow.close();
    answers[0]?.();
    expect(await asked).toMatchObject({ status: 200, body: 'late' });
    await closing;
    await expect(ask(slow, SHARED)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('rejects where its address is taken', async () => {
    const { port } = new URL(one.url);
    await expect(openFileResponder({ host: '127.0.0.1', port: Number(port) }, database)).rejects.toThrow(
      /EADDRINUSE/,
    );
  });
});
