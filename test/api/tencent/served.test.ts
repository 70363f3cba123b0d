/** With the parts of the process that serves it: keys that are kept, a purchase whose caller is gone, addresses that open a download. */
import { request as httpRequest } from 'node:http';
import { unzipSync } from 'fflate';
import type { FastifyBaseLogger } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTencentApi } from '../../../api/tencent/server.js';
import { until } from '../../support/until.js';
import { untilStatus } from './actions/calling.js';
import { serveTencent, type Key, type ServedTencent } from './served.js';
import { sent, signedByHand } from './world.js';

let served: ServedTencent;
let owner: Key;
let url: string;
let issued: string;
const NAME = 'served.example.com';

beforeAll(async () => {
  served = await serveTencent();
  url = await served.app.listen({ host: '127.0.0.1', port: 0 });
  owner = await served.keyOf('owner');
  issued = await issuedAs(owner, NAME);
}, 180_000);
afterAll(() => served.stop());

async function issuedAs(key: Key, name: string): Promise<string> {
  const call = served.callAs(key);
  const applied = await call('ApplyCertificate', { DvAuthMethod: 'DNS_AUTO', DomainName: name });
  await untilStatus(call, String(applied.CertificateId), 1);
  return String(applied.CertificateId);
}

describe('keys that are kept', () => {
  it('are noted as used once a signature is right, and not before', async () => {
    const { id, secret } = await served.keyOf('auditor', 'noted');
    const used = async () => {
      const { rows } = await served.world.dependencies.database.query<{ at: Date | null }>(
        'select last_used_at as at from api_keys where key_id = $1',
        [id],
      );
      return rows[0]?.at ?? null;
    };
    expect((await served.ask({ id, secret: `${secret}x` }, 'DescribePackages', {})).code).toBe(
      'AuthFailure.SignatureFailure',
    );
    expect(await used()).toBeNull();
    expect((await served.ask({ id, secret }, 'DescribePackages', {})).code).toBeUndefined();
    expect(await used()).not.toBeNull();
  });

  it('are revoked, and rotated with both secrets live, from that moment on', async () => {
    const key = await served.keyOf('owner', 'turned');
    const { apiKeys } = served.ownerOf('turned');
    const { secret } = await apiKeys.rotate(key.id);
    for (const each of [key, { id: key.id, secret }])
      expect((await served.ask(each, 'DescribePackages', {})).code).toBeUndefined();
    await apiKeys.revoke(key.id);
    for (const each of [key, { id: key.id, secret }])
      expect((await served.ask(each, 'DescribePackages', {})).code).toBe('AuthFailure.SecretIdNotFound');
  });

  it('stand in the log with what they did', async () => {
    const key = await served.keyOf('orderer');
    await served.ask(key, 'ModifyCertificateAlias', { CertificateId: issued, Alias: 'logged' });
    await served.ask(await served.keyOf('auditor'), 'ModifyCertificateAlias', {
      CertificateId: issued,
      Alias: 'no',
    });
    const { rows } = await served.world.dependencies.database.query<{ actor: string; operation: string }>(
      `select actor, operation from operations where account = 'default' order by at desc limit 4`,
    );
    const actors = rows.map(({ actor, operation }) => `${operation} ${actor}`).join('\n');
    expect(actors).toContain(key.id);
    expect(actors).toContain(`access.refuse tencent auditor (${(await served.keyOf('auditor')).id})`);
  });
});

describe('a purchase whose caller is gone before it is answered', () => {
  it('is the same one when it is asked for again, at once', async () => {
    const key = await served.keyOf('orderer', 'gone');
    const { host } = new URL(url);
    const parameters = { ProductId: 104, DomainNum: 1, TimeSpan: 1 };
    const signed = () =>
      signedByHand(host, { key, action: 'CreateCertificate', parameters, timestamp: served.nextSecond() });
    const { database } = served.world.dependencies;
    const rows = async (table: string) =>
      (await database.query(`select 1 from ${table} where account = 'gone'`)).rows.length;
    let again: Promise<{ readonly response: object }> | undefined;
    // Nothing that is bought can be written down meanwhile.
    await database.withConnection(async (connection) => {
      await connection.query('begin');
      await connection.query('lock table tencent_certificates in exclusive mode');
      const { headers, payload } = signed();
      const asking = httpRequest(url, { method: 'POST', headers, agent: false });
      asking.on('error', () => undefined);
      asking.end(payload);
      await until('it is begun', async () => (await rows('orders')) === 1);
      asking.destroy();
      again = sent(served, signed());
      await until('its caller is gone', () => Promise.resolve(asking.closed));
      await connection.query('commit');
    });
    const { response } = (await again) ?? { response: {} };
    expect(response).toMatchObject({ CertificateIds: [expect.any(String)] });
    expect([await rows('orders'), await rows('tencent_purchases')]).toEqual([1, 1]);
  });
});

describe('the same purchase twice in one second', () => {
  it('is two, as with a count in Terraform: the second is told to sign anew, and does', async () => {
    const key = await served.keyOf('orderer', 'counting');
    const parameters = { ProductId: 104, DomainNum: 1, TimeSpan: 1 };
    const signed = () =>
      signedByHand('127.0.0.1:8378', {
        key,
        action: 'CreateCertificate',
        parameters,
        timestamp: served.nextSecond(),
      });
    const alike = signed();
    const answers = await Promise.all([sent(served, alike), sent(served, alike)]);
    expect(answers.map(({ code }) => code).sort()).toEqual(['RequestLimitExceeded', undefined]);
    const retried = await sent(served, signed());
    const ids = [...answers, retried].flatMap(({ response }) => (response.CertificateIds ?? []) as string[]);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('the address of a download', () => {
  const addressOf = async (key = owner, further: Readonly<Record<string, string>> = {}) => {
    const { response, code } = await served.ask(key, 'DescribeDownloadCertificateUrl', {
      CertificateId: issued,
      ...further,
    });
    expect(code).toBeUndefined();
    return response as { DownloadCertificateUrl: string; DownloadFilename: string };
  };
  /** As it is asked for here: requests were signed for the address in `served.ts`. */
  const opened = (address: string, at = url) => fetch(new URL(new URL(address).pathname, at));

  it.each([
    [undefined, 'nginx', `${NAME}.key`],
    ['apache', 'apache', `${NAME}.key`],
    ['Tomcat', 'tomcat', `${NAME}.pfx`],
    ['jks', 'jks', `${NAME}.jks`],
    ['iis', 'iis', `${NAME}.pfx`],
    ['other', 'other', `${NAME}.key`],
    ['root', 'root', 'root.crt'],
  ])('opens the files for %s, once', async (asked, folder, file) => {
    const told = await addressOf(owner, asked === undefined ? {} : { ServiceType: asked });
    expect(told.DownloadFilename).toBe(`${NAME}_${folder}.zip`);
    expect(told.DownloadCertificateUrl).toMatch(/^http:\/\/127\.0\.0\.1:8378\/downloads\/[\w-]{43}$/);
    const answer = await opened(told.DownloadCertificateUrl);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${told.DownloadFilename}"`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files)).toContain(`${NAME}_${folder}/${file}`);
    const twice = await opened(told.DownloadCertificateUrl);
    expect(twice.status).toBe(404);
  });

  it('opens nothing after five minutes, nor for a key that is revoked meanwhile, nor what is guessed', async () => {
    const late = await addressOf();
    served.pass(5 * 60_000 + 1);
    expect((await opened(late.DownloadCertificateUrl)).status).toBe(404);
    await served
      .ownerOf('default')
      .apiKeys.create({ name: 'leaving', role: 'owner' })
      .then(async (key) => {
        const leaving = await addressOf({ id: key.keyId, secret: key.secret });
        await served.ownerOf('default').apiKeys.revoke(key.keyId);
        const refused = await opened(leaving.DownloadCertificateUrl);
        expect(refused.status).toBe(404);
        expect(await refused.text()).toMatch(/DescribeDownloadCertificateUrl/);
      });
    for (const guessed of ['x', 'A'.repeat(43), '%00', '..%2f..'])
      expect((await fetch(`${url}/downloads/${guessed}`)).headers.get('content-type')).not.toContain('zip');
  });

  it('opens at another server as well, and stands in no log and no table', async () => {
    const lines: unknown[] = [];
    const write = (...entry: unknown[]) => void lines.push(entry);
    const logger = { info: write, warn: write, error: write } as unknown as FastifyBaseLogger;
    const beside = await createTencentApi({ ...served.serving, logger });
    const { DownloadCertificateUrl: address } = await addressOf();
    const token = new URL(address).pathname.split('/').at(-1) ?? '';
    const { rows } = await served.world.dependencies.database.query<{ row: string }>(
      'select t::text as row from tencent_download_links t',
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    const answer = await beside.inject({ url: `/downloads/${token}`, headers: { 'accept-language': 'zh' } });
    expect(answer.statusCode).toBe(200);
    expect(JSON.stringify(lines)).not.toContain(token);
    expect(JSON.stringify(lines)).toContain(owner.id);
    await beside.close();
  });

  it('is that of the proxy before it, where one is named', async () => {
    const behind = await createTencentApi(served.serving, {
      proxies: ['127.0.0.1'],
      publicHosts: ['ssl.example.com:8443'],
      now: () => Date.now() + 60_000,
    });
    const parameters = { CertificateId: issued };
    const timestamp = Math.floor(Date.now() / 1000) + 60;
    const made = { key: owner, action: 'DescribeDownloadCertificateUrl', parameters, timestamp };
    const told = async (app: typeof behind, more: object) => {
      const request = signedByHand('ssl.example.com:8443', {
        ...made,
        parameters: { ...parameters, ...more },
      });
      request.headers.host = '10.0.0.7:8378';
      request.headers['x-forwarded-proto'] = 'https';
      return String((await sent({ app }, request)).response.DownloadCertificateUrl);
    };
    expect(await told(behind, {})).toMatch(/^https:\/\/ssl\.example\.com:8443\/downloads\//);
    await behind.close();
    // Nobody's word but a proxy's.
    const bare = await createTencentApi(served.serving, {
      publicHosts: ['ssl.example.com:8443'],
      now: () => Date.now() + 60_000,
    });
    expect(await told(bare, { ServiceType: 'other' })).toMatch(
      /^http:\/\/ssl\.example\.com:8443\/downloads\//,
    );
    await bare.close();
  });

  it('is not given for what is not issued, and opens nothing that is revoked meanwhile', async () => {
    const call = served.callAs(owner);
    const bought = await call('CreateCertificate', { ProductId: 104, DomainNum: 1, TimeSpan: 1 });
    const [draft] = bought.CertificateIds as string[];
    expect((await served.ask(owner, 'DescribeDownloadCertificateUrl', { CertificateId: draft })).code).toBe(
      'FailedOperation.CertificateStatusNotAllowDownload',
    );
    const revoked = await issuedAs(owner, 'revoked.example.com');
    const told = await call('DescribeDownloadCertificateUrl', { CertificateId: revoked });
    await call('RevokeCertificate', { CertificateId: revoked });
    expect((await opened(String(told.DownloadCertificateUrl))).status).toBe(403);
  });
});
