import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startControlServer, type ControlServer } from '../../dev/control.js';
import { startDnsServer, type DnsServer } from '../../dev/dns/dns-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe("the stack's controls", () => {
  const dataDir = temporaryFolder();
  let dns: DnsServer;
  let control: ControlServer;
  beforeAll(async () => {
    const secret = Buffer.alloc(32).toString('base64');
    dns = await startDnsServer({ dataDir, tsig: { name: 'test.', algorithm: 'hmac-sha256', secret } });
    control = await startControlServer(dns.zone, 'right');
  });
  afterAll(async () => {
    await control.stop();
    await dns.stop();
  });

  async function call(method: string, body?: unknown, token = 'right', path = '/dns/records') {
    const response = await fetch(control.url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, answer: await response.json() };
  }

  it('sets, lists and removes records of the embedded zone', async () => {
    const record = { name: 'www.example.com', type: 'A', value: '127.0.0.1' };
    expect(await call('PUT', record)).toEqual({ status: 200, answer: { set: record } });
    expect(await call('GET')).toMatchObject({ status: 200, answer: { records: [record] } });
    const other = await call('GET', undefined, 'right', '/dns/records?name=example.org');
    expect(other.answer).toEqual({ records: [] });
    expect(await call('DELETE', { name: record.name })).toMatchObject({ status: 200 });
    expect((await call('GET')).answer).toEqual({ records: [] });
  });

  it('changes nothing for who lacks the token', async () => {
    const before = dns.zone.list();
    const refused = await call('PUT', { name: 'a.example.com', type: 'TXT', value: 'x' }, 'wrong');
    expect(refused).toMatchObject({ status: 401, answer: { error: { code: 'Unauthorized' } } });
    expect(dns.zone.list()).toEqual(before);
  });

  it.each([
    [{ name: 'a.example.com', value: 'x' }, 'type'],
    [{ name: 'a.example.com', type: 'A', value: 'no address' }, 'value'],
  ])('names the field that can not be taken: %j', async (record, field) => {
    const refused = await call('PUT', record);
    expect(refused).toMatchObject({ status: 400, answer: { error: { code: 'InvalidInput', field } } });
  });

  it('says what there is when asked for something else', async () => {
    expect(await call('GET', undefined, 'right', '/elsewhere')).toMatchObject({ status: 404 });
  });
});
