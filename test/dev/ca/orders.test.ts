/** Orders at the development CA: one per reference, refused where unsound, kept whatever happens to the process. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type CaWorld, makeCsr, orderRequest, rsa, startCaWorld, TOKEN } from './ca-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterAll(() => world.stop());

describe('placing an order', () => {
  it('again under the same reference gives the same order, counted once', async () => {
    const request = await orderRequest();
    const placed = await Promise.all([1, 2, 3].map(() => world.adapter.placeOrder(request)));
    expect(new Set(placed.map(({ caReference }) => caReference)).size).toBe(1);
    const { orders } = (await world.control('GET', '/orders')) as { orders: { reference: string }[] };
    expect(orders.filter(({ reference }) => reference === request.reference)).toMatchObject([
      { status: 'validating', names: request.names, attempts: { place: 3, validate: 0 } },
    ]);
  });

  it('of other content under a used reference is refused', async () => {
    const request = await orderRequest();
    await world.adapter.placeOrder(request);
    const other = { ...request, names: ['another.example-shop.com'] };
    await expect(world.adapter.placeOrder(other)).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
      message: expect.stringContaining('was used for an order with other names') as string,
    });
  });

  it('gives a random value of 128 bits, at the place of the brand', async () => {
    const names = ['*.place-of-record.com'];
    const txt = await world.adapter.placeOrder(await orderRequest({ names }));
    expect(txt.validations).toHaveLength(1);
    expect(txt.validations[0]?.record).toEqual({
      type: 'TXT',
      name: '_dnsauth.place-of-record.com',
      value: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });

    const cname = await world.adapter.placeOrder(await orderRequest({ names, brand: 'wotrus' }));
    expect(cname.validations[0]?.record).toMatchObject({
      type: 'CNAME',
      name: expect.stringMatching(/^_[0-9a-f]{32}\.place-of-record\.com$/) as string,
      value: expect.stringMatching(/^[0-9a-f]{32}\.dcv\.development-ca\.sealflow\.test$/) as string,
    });

    const file = await world.adapter.placeOrder(
      await orderRequest({ names: ['place-of-record.com'], validationMethod: 'file' }),
    );
    expect(file.validations.map((validation) => validation.file?.url)).toEqual([
      'http://place-of-record.com/.well-known/pki-validation/fileauth.txt',
      'http://www.place-of-record.com/.well-known/pki-validation/fileauth.txt',
    ]);
  });

  it.each([
    ['a text that is no CSR', () => 'not a CSR', 'not a PEM-encoded PKCS#10'],
    ['a 1024-bit key', () => makeCsr(rsa(1024)), 'fewer than 2048 bits'],
    ['a weak exponent', () => makeCsr(rsa(2048, [3])), 'public exponent 3'],
    ['a broken signature', brokenSignature, 'signature does not verify'],
  ])('with %s is refused, and no order is made', async (_, csr, reason) => {
    const request = await orderRequest({ csrPem: await csr() });
    await expect(world.adapter.placeOrder(request)).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
      message: expect.stringContaining(reason) as string,
    });
    await expect(world.adapter.findByReference(request.reference)).resolves.toBeUndefined();
  });

  it.each([
    ['a wildcard by file', { names: ['*.refused-orders.com'], validationMethod: 'file' }, 'never a wildcard'],
    ['a public suffix', { names: ['*.co.uk'] }, 'public suffix'],
    ['a type that is not sold', { brand: 'globalsign' }, 'sells no dv'],
  ] as const)('for %s is refused', async (_, differing, reason) => {
    await expect(world.adapter.placeOrder(await orderRequest(differing))).rejects.toThrow(reason);
  });
});

async function brokenSignature(): Promise<string> {
  const pem = await makeCsr();
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  // The last byte belongs to the signature.
  der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
}

describe('ending an order', () => {
  it('cancels it, twice if asked, and nothing is issued after', async () => {
    const placed = await world.adapter.placeOrder(await orderRequest());
    await world.publish(placed.validations);
    await expect(world.adapter.cancelOrder(placed.caReference)).resolves.toBe('cancelled');
    await expect(world.adapter.cancelOrder(placed.caReference)).resolves.toBe('cancelled');
    await expect(world.adapter.requestValidation(placed.caReference)).resolves.toMatchObject({
      status: 'cancelled',
    });
    await expect(world.adapter.challenges(placed.caReference, 'file')).rejects.toThrow(
      'The order is cancelled',
    );
  });

  it('loses against issuance', async () => {
    const placed = await world.adapter.placeOrder(await orderRequest());
    await world.publish(placed.validations);
    await world.adapter.requestValidation(placed.caReference);
    await expect(world.adapter.cancelOrder(placed.caReference)).resolves.toBe('already-issued');
  });
});

describe('the CA’s state', () => {
  it('survives a process that ends without a word, and files that it left half-written', async () => {
    const request = await orderRequest();
    const placed = await world.adapter.placeOrder(request);
    await world.publish(placed.validations);
    await world.adapter.requestValidation(placed.caReference);
    const issued = await world.adapter.fetchCertificate(placed.caReference);
    await world.hostile({ mode: 'server-error', path: 'cancel', times: 2 });
    await writeFile(join(world.dataDir, 'ca', 'orders', 'dca-torn.json.new'), '{"id":"dca-t');

    await world.restart();

    await expect(world.adapter.fetchCertificate(placed.caReference)).resolves.toEqual(issued);
    await expect(world.adapter.placeOrder(request)).resolves.toMatchObject({
      caReference: placed.caReference,
      status: 'issued',
    });
    await expect(world.control('GET', '/hostile')).resolves.toMatchObject({ hostile: { times: 2 } });
    await world.control('DELETE', '/hostile');
  });

  it('that was written before accounts and dates of proofs were kept is read as it is', async () => {
    const request = await orderRequest();
    const placed = await world.adapter.placeOrder(request);
    const path = join(world.dataDir, 'ca', 'orders', `${placed.caReference}.json`);
    const { accountReference: _, ...old } = JSON.parse(await readFile(path, 'utf8')) as Record<
      string,
      unknown
    >;
    await world.restart({ gently: true });
    await writeFile(path, JSON.stringify(old));
    await world.restart({ gently: true });
    await world.publish(placed.validations);
    await expect(world.adapter.placeOrder(request)).resolves.toMatchObject({ status: 'validating' });
    await expect(world.adapter.requestValidation(placed.caReference)).resolves.toMatchObject({
      status: 'issued',
    });
  });

  it('keeps its address when it comes back, so that URLs in certificates stay true', async () => {
    const before = world.ca.url;
    await world.restart({ gently: true });
    expect(world.ca.url).toBe(before);
  });

  it('is readable by its owner only', async () => {
    const directory = join(world.dataDir, 'ca');
    const files = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.json'));
    expect(files).toContain('authority.json');
    const modes = await Promise.all(
      files.map(async (name) => (await stat(join(directory, name))).mode & 0o777),
    );
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });
});

describe('the door', () => {
  it.each([
    ['GET', '/v1/orders?reference=x'],
    ['GET', '/_control/orders'],
    ['POST', '/_control/hostile'],
  ])('%s %s wants the token', async (method, path) => {
    const answer = await ask(world.ca, method, path, undefined, `${TOKEN}x`);
    expect(answer.status).toBe(401);
  });

  it('names the field of a body that it can’t take', async () => {
    const answer = await ask(world.ca, 'POST', '/v1/orders', { reference: 'r', names: 'not-a-list' });
    expect(answer.status).toBe(400);
    await expect(answer.json()).resolves.toMatchObject({ error: { code: 'bad-request' } });
  });

  it('takes no letter for a DV order', async () => {
    const placed = await world.adapter.placeOrder(await orderRequest());
    const letter = { contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') };
    await expect(world.adapter.uploadLetter(placed.caReference, letter)).rejects.toMatchObject({
      type: 'LetterRefusedByCa',
      message: expect.stringContaining('takes no letter') as string,
    });
  });
});
