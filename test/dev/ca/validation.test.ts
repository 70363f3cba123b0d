/** The development CA's own look at names: records, files, CAA, random values that age, a last look before issuance. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaOrder, CaOrderRequest } from '../../../activities/ca/certificate-authority.js';
import { DEVELOPMENT_CA_IDENTITY } from '../../../domain/development/ca.js';
import { type CaWorld, orderRequest, startCaWorld } from './ca-world.js';

const DAY_MS = 86_400_000;

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterAll(() => world.stop());

async function place(differing: Partial<CaOrderRequest> = {}): Promise<CaOrder> {
  return world.adapter.placeOrder(await orderRequest(differing));
}

describe('a DNS record', () => {
  it('is told of as missing, then as wrong, then proves the name', async () => {
    const { caReference, validations } = await place({ names: ['api.look-dns.com'] });
    const [validation] = validations;
    const missing = await world.adapter.requestValidation(caReference);
    expect(missing).toMatchObject({
      status: 'validating',
      validations: [{ status: 'failed', detail: 'TXT _dnsauth.api.look-dns.com: no such name' }],
    });

    await world.dns.zone.set('_dnsauth.api.look-dns.com', 'TXT', 'of another order');
    const wrong = await world.adapter.requestValidation(caReference);
    expect(wrong.validations[0]?.detail).toContain('found of another order');

    await world.publish(validations);
    const valid = await world.adapter.requestValidation(caReference);
    expect(valid).toMatchObject({
      status: 'issued',
      validations: [{ name: validation?.name, status: 'valid' }],
    });
  });

  it('of a brand with hashed labels is a CNAME', async () => {
    const { caReference, validations } = await place({ brand: 'wotrus', names: ['api.look-cname.com'] });
    await world.publish(validations);
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
  });

  it('is wanted for each name: the order waits for the last one', async () => {
    const { caReference, validations } = await place({ names: ['www.look-pair.com'] });
    expect(validations.map(({ name }) => name)).toEqual(['www.look-pair.com', 'look-pair.com']);
    await world.publish(validations.slice(0, 1));
    const half = await world.adapter.requestValidation(caReference);
    expect(half.status).toBe('validating');
    expect(half.validations.map(({ status }) => status)).toEqual(['valid', 'failed']);
    await world.publish(validations);
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
  });

  it('that fails DNSSEC proves nothing', async () => {
    const { caReference, validations } = await place({ names: ['api.look-bogus.com'] });
    await world.publish(validations);
    world.dns.zone.breakDnssec('look-bogus.com');
    const bogus = await world.adapter.requestValidation(caReference);
    expect(bogus).toMatchObject({ status: 'validating', validations: [{ status: 'failed' }] });
    expect(bogus.validations[0]?.detail).toContain('SERVFAIL');
  });
});

describe('a file', () => {
  const path = '/.well-known/pki-validation/fileauth.txt';

  it('proves the name when its content is exact', async () => {
    const { caReference, validations } = await place({
      names: ['api.look-file.com'],
      validationMethod: 'file',
    });
    const missing = await world.adapter.requestValidation(caReference);
    expect(missing.validations[0]?.detail).toContain('status 404');

    world.files.set(`api.look-file.com${path}`, { content: `${validations[0]?.file?.content ?? ''}\n` });
    const inexact = await world.adapter.requestValidation(caReference);
    expect(inexact.validations[0]?.detail).toContain('the content is not the expected one');

    await world.publish(validations);
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
  });

  it('is followed by two redirects within the registrable domain', async () => {
    const { caReference, validations } = await place({
      names: ['a.look-hops.com'],
      validationMethod: 'auto-file',
    });
    const hop = (from: string, to: string) =>
      world.files.set(`${from}.look-hops.com${path}`, { redirectTo: `http://${to}.look-hops.com${path}` });
    hop('a', 'b');
    hop('b', 'c');
    hop('c', 'd');
    world.files.set(`d.look-hops.com${path}`, { content: validations[0]?.file?.content });
    const three = await world.adapter.requestValidation(caReference);
    expect(three.validations[0]?.detail).toContain('more than 2 redirects');

    hop('b', 'd');
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
  });

  it('is not looked for outside the registrable domain', async () => {
    const { caReference } = await place({ names: ['a.look-outside.com'], validationMethod: 'file' });
    world.files.set(`a.look-outside.com${path}`, { redirectTo: `http://elsewhere.com${path}` });
    const outside = await world.adapter.requestValidation(caReference);
    expect(outside.validations[0]?.detail).toContain(
      'redirect to elsewhere.com, outside the registrable domain',
    );
  });
});

describe('CAA', () => {
  it.each([
    ['another CA', ['0 issue "ca.example"'], 'caa-other.com', 'only ca.example may issue'],
    ['nobody', ['0 issue ";"'], 'caa-nobody.com', 'no CA may issue'],
    [
      'wildcards to nobody',
      ['0 issuewild ";"', `0 issue "${DEVELOPMENT_CA_IDENTITY}"`],
      '*.caa-wild.com',
      'no CA may issue',
    ],
    ['what is unknown and critical', ['128 tbs "unknown"'], 'a.caa-critical.com', 'is not understood'],
    [
      'another CA, at a parent',
      ['0 issue "ca.example"'],
      'deep.down.caa-parent.com',
      'CAA caa-parent.com forbids',
    ],
  ])('that allows %s keeps the CA from issuing', async (_, records, name, reason) => {
    const { caReference, validations } = await place({ names: [name] });
    await world.publish(validations);
    const zone = name.split('.').slice(-2).join('.');
    for (const record of records) await world.dns.zone.set(zone, 'CAA', record);
    const forbidden = await world.adapter.requestValidation(caReference);
    expect(forbidden.status).toBe('validating');
    expect(forbidden.validations[0]?.detail).toContain(reason);

    await world.dns.zone.remove(zone, 'CAA');
    await world.dns.zone.set(zone, 'CAA', `0 issue "${DEVELOPMENT_CA_IDENTITY}; account=1"`);
    await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
  });
});

describe('a random value', () => {
  it('stays while it is young and shown in the same way, and changes with the way', async () => {
    const { caReference, validations } = await place({ names: ['api.random-way.com'] });
    const { validations: manual } = await world.adapter.challenges(caReference, 'manual-dns');
    expect(manual[0]).toMatchObject({ method: 'manual-dns', record: validations[0]?.record });
    const { validations: file } = await world.adapter.challenges(caReference, 'file');
    expect(file[0]?.record).toBeUndefined();
    expect(file[0]?.file?.content).not.toBe(validations[0]?.record?.value);
  });

  it('older than 30 days proves nothing and is replaced', async () => {
    const names = ['api.random-age.com'];
    const { caReference, validations } = await place({ names });
    await world.publish(validations);
    world.now = new Date(Date.now() + 30 * DAY_MS + 60_000);
    try {
      const aged = await world.adapter.requestValidation(caReference);
      expect(aged.validations[0]?.detail).toContain('older than 30 days');
      const { validations: renewed } = await world.adapter.challenges(caReference, 'auto-dns');
      expect(renewed[0]?.record?.value).not.toBe(validations[0]?.record?.value);
      await world.publish(renewed);
      await expect(world.adapter.requestValidation(caReference)).resolves.toMatchObject({ status: 'issued' });
    } finally {
      world.now = undefined;
    }
  });

  it('of a proven name stays when the way changes for the others', async () => {
    const { caReference, validations } = await place({ names: ['www.random-proven.com'] });
    await world.publish(validations.slice(0, 1));
    await world.adapter.requestValidation(caReference);
    const { validations: changed } = await world.adapter.challenges(caReference, 'file');
    expect(changed).toMatchObject([
      { status: 'valid', record: validations[0]?.record },
      { status: 'pending', file: { url: expect.stringContaining('http://random-proven.com/') as string } },
    ]);
  });
});

describe('between proof and certificate', () => {
  async function validated(name: string): Promise<CaOrder> {
    const { caReference, validations } = await place({ names: [name] });
    await world.publish(validations);
    const order = await world.adapter.requestValidation(caReference);
    expect(order.status).toBe('issuing');
    return order;
  }

  function statusOf(caReference: string): Promise<string> {
    return world.adapter.orderStatus(caReference).then(({ status }) => status);
  }

  it('a record that disappears puts the order back to waiting', async () => {
    await world.restart({ gently: true, issuanceDelayMs: 300 });
    const { caReference, validations } = await validated('api.issuing-lost.com');
    await world.dns.zone.remove('_dnsauth.api.issuing-lost.com');
    await expect.poll(() => statusOf(caReference), { timeout: 10_000 }).toBe('validating');
    const order = await world.adapter.orderStatus(caReference);
    expect(order.validations[0]).toMatchObject({ status: 'failed', record: validations[0]?.record });
  });

  it('an order that was being issued when the CA stopped is issued when it is back', async () => {
    await world.restart({ gently: true, issuanceDelayMs: 1_000 });
    const { caReference } = await validated('api.issuing-back.com');
    await world.restart({ gently: true });
    await expect.poll(() => statusOf(caReference), { timeout: 10_000 }).toBe('issued');
  });

  it('an order can still be cancelled', async () => {
    await world.restart({ gently: true, issuanceDelayMs: 60_000 });
    const { caReference } = await validated('api.issuing-cancelled.com');
    await expect(world.adapter.cancelOrder(caReference)).resolves.toBe('cancelled');
  });
});
