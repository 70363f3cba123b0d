/** Letters over HTTP: as forms with a file, taken once, refused by field, handed out as they came. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { text as allOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LETTER_RULES } from '../../domain/organization/letter-rules.js';
import { createServedWorld, type Answer, type ServedWorld } from '../support/api/served-world.js';
import { letterFile } from '../support/letter-files.js';
import { companyForm } from '../support/organization-orders.js';
import { standing } from '../support/orders.js';

const LARGEST = LETTER_RULES['confirmation-letter'].largestBytes;

let served: ServedWorld;
let path: string;

beforeAll(async () => {
  served = await createServedWorld();
  path = await waitingOrder('desk');
}, 120_000);
afterAll(() => served.stop());

/** The letters of an order that waits for one. */
async function waitingOrder(label: string): Promise<string> {
  const form = companyForm({ brand: 'globalsign', type: 'ov' }, label);
  const { body } = await served.send('POST', '/v1/orders', { body: { form } });
  await standing(served.world, body.orderId, 'subscriber-letter');
  return `/v1/orders/${body.orderId}/letters`;
}

function formOf(
  content: Uint8Array | string | undefined,
  more: Readonly<Record<string, string>> = { sentBy: 'the desk' },
): FormData {
  const form = new FormData();
  if (typeof content === 'string') form.set('content', content);
  else if (content) form.set('content', new Blob([new Uint8Array(content)]), 'letter.pdf');
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  return form;
}

const handIn = (form: FormData, sending: { key?: string; as?: string } = {}): Promise<Answer> =>
  served.send('POST', path, { form, ...sending });

const versions = async (): Promise<number> => (await served.send('GET', path)).body.items.length;

describe('what is wrong', () => {
  const pdf = letterFile('pdf');
  const cases: readonly [string, () => FormData, number, string, string | undefined][] = [
    ['a file of no kind', () => formOf(letterFile('text')), 400, 'InvalidInput', 'content'],
    ['another kind than this letter may be', () => formOf(letterFile('gif')), 400, 'InvalidInput', 'content'],
    ['an empty file', () => formOf(new Uint8Array()), 400, 'InvalidInput', 'content'],
    ['a byte too many', () => formOf(letterFile('pdf', LARGEST + 1)), 400, 'InvalidInput', 'content'],
    ['far too much', () => formOf(letterFile('pdf', LARGEST + 2_000_000)), 413, 'TooLarge', undefined],
    ['text in the place of the file', () => formOf('%PDF-1.7'), 400, 'InvalidInput', 'content'],
    ['no file', () => formOf(undefined), 400, 'InvalidInput', 'content'],
    ['nobody who sends it', () => formOf(pdf, {}), 400, 'InvalidInput', 'sentBy'],
    ['a blank who sends it', () => formOf(pdf, { sentBy: '  ' }), 400, 'InvalidInput', 'sentBy'],
    ['an unknown field', () => formOf(pdf, { sentBy: 'x', version: '7' }), 400, 'InvalidInput', 'version'],
    [
      'a field of prototypes',
      () => formOf(pdf, { sentBy: 'x', ['__proto__']: '7' }),
      400,
      'InvalidInput',
      undefined,
    ],
    ['a long text', () => formOf(pdf, { sentBy: 'x'.repeat(5_000) }), 400, 'InvalidInput', 'sentBy'],
  ];

  it.each(cases)('is refused: %s', async (_what, form, status, code, field) => {
    const answer = await handIn(form());
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await versions()).toBe(0);
  });

  it('is refused: two files', async () => {
    const form = formOf(pdf);
    form.append('content', new Blob([new Uint8Array(pdf)]), 'other.pdf');
    expect((await handIn(form)).body).toMatchObject({ status: 413, code: 'TooLarge' });
    expect(await versions()).toBe(0);
  });

  it('is refused: a field twice', async () => {
    const form = formOf(pdf);
    form.append('sentBy', 'another');
    expect((await handIn(form)).body).toMatchObject({ status: 400, code: 'InvalidInput', field: 'sentBy' });
    expect(await versions()).toBe(0);
  });

  it('is refused: JSON in the place of a form', async () => {
    const answer = await served.send('POST', path, { body: { content: '', sentBy: 'x' } });
    expect([answer.status, answer.body.code, answer.body.accepted]).toEqual([
      415,
      'UnknownMediaType',
      'multipart/form-data',
    ]);
  });

  it.each([
    ['without a boundary', 'multipart/form-data', '--x\r\n\r\n'],
    [
      'with no end',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="content"',
    ],
    ['with nothing in it', 'multipart/form-data; boundary=x', '--x--\r\n'],
  ])('is refused: a form %s', async (_what, type, body) => {
    const answer = await served.send('POST', path, { body, headers: { 'content-type': type } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  it('is cut off: a form whose sender goes away leaves nothing behind', async () => {
    const { hostname, port } = new URL(served.url);
    const owner = await served.keyOf('owner');
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${owner}\r\ncontent-length: 4000\r\n` +
        `content-type: multipart/form-data; boundary=x\r\n\r\n--x\r\ncontent-disposition: form-data; name="content"; filename="a"\r\n\r\n%PDF`,
    );
    await once(socket, 'connect');
    socket.destroy();
    expect(await versions()).toBe(0);
    expect((await served.send('GET', '/health/live')).status).toBe(200);
  });
});

describe('who may', () => {
  it('nobody of another account, who is not told that there is such an order', async () => {
    const foreign = await handIn(formOf(letterFile('pdf')), { as: await served.keyOf('owner', 'other') });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'NotFound']);
    const auditor = await handIn(formOf(letterFile('pdf')), { as: await served.keyOf('auditor') });
    expect([auditor.status, auditor.body.code]).toEqual([403, 'NotAllowed']);
    expect(await versions()).toBe(0);
  });
});

describe('a letter', () => {
  it('handed in twice is one letter, and comes back byte for byte', async () => {
    const content = letterFile('pdf', 500_000, 'one');
    const form = () => formOf(content, { sentBy: '办公室' });
    const letters = await served.keyOf('letters');
    const first = await handIn(form(), { key: 'letter', as: letters });
    expect([first.status, first.body]).toMatchObject([201, { version: 1, sentBy: '办公室' }]);
    const replayed = await handIn(form(), { key: 'letter', as: letters });
    expect([replayed.text, replayed.headers.get('idempotency-replayed')]).toEqual([first.text, 'true']);
    const other = await handIn(formOf(letterFile('pdf', 3_000, 'other')), { key: 'letter', as: letters });
    expect([other.status, other.body.code]).toEqual([422, 'KeyUsedBefore']);
    const again = await handIn(form());
    expect([again.status, again.body]).toMatchObject([201, { version: 1 }]);
    expect(await versions()).toBe(1);
    const taken = await fetch(`${served.url}${path}/1`, { headers: { authorization: letters } });
    expect(Buffer.from(await taken.arrayBuffer()).equals(Buffer.from(content))).toBe(true);
    expect(Object.fromEntries(taken.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w.-]+\.pdf"$/) as string,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect((await served.send('GET', `${path}/2`)).status).toBe(404);
    expect((await served.send('GET', `${path}/0`)).body).toMatchObject({
      code: 'InvalidInput',
      field: 'version',
    });
  });

  it('of the greatest size is taken', async () => {
    path = await waitingOrder('large');
    const answer = await handIn(formOf(letterFile('pdf', LARGEST)));
    expect([answer.status, answer.body]).toMatchObject([201, { sizeBytes: LARGEST }]);
  });

  it('has a template to print', async () => {
    const template = await fetch(`${served.url}${path.replace(/letters$/, 'letter-template')}`, {
      headers: { authorization: await served.keyOf('letters') },
    });
    expect(template.headers.get('content-type')).toBe('application/pdf');
    expect((await allOf(template.body as never)).slice(0, 5)).toBe('%PDF-');
  });
});
