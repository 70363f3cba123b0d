/** How the development CA checks companies: each way's steps to the certificate, and what it refuses on the way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import { ask, type CaWorld, orderRequest, startCaWorld } from './ca-world.js';
import { CHANNEL, COMPANY, PERSON, place, stepsOf } from './organization-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterAll(() => world.stop());

describe('placing', () => {
  it('wants the company where the certificate names one, and nowhere else', async () => {
    const ov = await orderRequest({ brand: 'globalsign', certificateType: 'ov' });
    await expect(world.adapter.placeOrder(ov)).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
      message: expect.stringContaining('send organization') as string,
    });
    const organization = {
      way: 'confirmation-letter',
      company: COMPANY,
      manager: PERSON,
      contact: PERSON,
    } as const;
    await expect(world.adapter.placeOrder(await orderRequest({ organization }))).rejects.toThrow(
      'leave organization out',
    );
    await expect(place(world, 'globalsign', 'ov', { organization: { way: 'two-emails' } })).rejects.toThrow(
      'by confirmation-letter, not by two-emails',
    );
  });

  it('by a letter is taken of a brand that checks on public record: resellers hand one in', async () => {
    const order = await place(world, 'geotrust', 'ov', { organization: { way: 'confirmation-letter' } });
    expect(await order.steps()).toEqual(['letter: with-subscriber']);
    await expect(place(world, 'geotrust', 'ov', { organization: { way: 'two-emails' } })).rejects.toThrow(
      'by public-record, not by two-emails',
    );
  });

  it('again with another contact is the same order; with another company it is not', async () => {
    const order = await place(world, 'wotrus', 'ov');
    const { organization } = order.request;
    if (!organization) throw new Error('The order names no company');
    const contact = { ...PERSON, phone: '+86 13911111111' };
    const again = { ...order.request, organization: { ...organization, contact } };
    await expect(world.adapter.placeOrder(again)).resolves.toMatchObject({ caReference: order.caReference });
    const company = { ...COMPANY, fullName: '另一家有限公司' };
    const other = { ...order.request, organization: { ...organization, company } };
    await expect(world.adapter.placeOrder(other)).rejects.toMatchObject({ type: 'OrderRefusedByCa' });
  });
});

describe('two e-mails', () => {
  it('go out after domain validation; both confirmed, the certificate is issued', async () => {
    const order = await place(world, 'wotrus', 'ov');
    expect(stepsOf(order.placed)).toEqual(['email-1: with-ca', 'email-2: with-ca', 'phone-call: passed']);
    await expect(order.step('email-1')).resolves.toMatchObject({ detail: 'after domain validation' });
    await expect(order.pass('email-1')).rejects.toThrow('email-1 comes later: after domain validation');

    expect(stepsOf(await order.proveNames())).toEqual([
      'email-1: with-subscriber',
      'email-2: with-subscriber',
      'phone-call: passed',
    ]);
    await order.pass('email-2');
    await order.pass('email-2');
    await expect(order.now()).resolves.toMatchObject({
      status: 'validating',
      organization: { status: 'pending' },
    });
    await order.pass('email-1');
    await expect(order.becomes('issued')).resolves.toMatchObject({
      organization: { status: 'valid', reused: false, validatedAt: expect.any(String) as string },
    });
  });

  it('may be followed by a phone call, which the order then waits for', async () => {
    const order = await place(world, 'wotrus', 'ev');
    await order.phone();
    await order.proveNames();
    await order.pass('email-1');
    await order.pass('email-2');
    await expect(order.steps()).resolves.toContain('phone-call: with-ca');
    await order.sendBack('phone-call', 'nobody answered');
    await expect(order.step('phone-call')).resolves.toEqual({
      step: 'phone-call',
      status: 'with-subscriber',
      detail: 'nobody answered',
    });
    await order.phone();
    await order.pass('phone-call');
    await expect(order.phone()).rejects.toThrow('The company is validated');
    await order.becomes('issued');
  });

  it('go to an address that can’t be changed, and take no letter', async () => {
    const { caReference, ...order } = await placed('wotrus');
    await expect(
      world.adapter.changeOrganizationDetails(caReference, { contact: { ...PERSON, email: 'b@b.com' } }),
    ).rejects.toMatchObject({ type: 'DetailsRefusedByCa' });
    await expect(order.upload(letterFile('pdf'))).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
  });
});

async function placed(brand: 'wotrus' | 'geotrust' | 'dnspod') {
  const order = await place(world, brand, 'ov');
  return { caReference: order.caReference, upload: (content: Uint8Array) => order.upload(content) };
}

describe('public record', () => {
  it.each(['geotrust', 'securesite', 'trustasia'] as const)(
    '%s: the check runs beside the names',
    async (brand) => {
      const company = { ...COMPANY, fullName: `${brand} customer` };
      const order = await place(world, brand, 'ov', { organization: { company } });
      expect(stepsOf(order.placed)).toEqual(['public-record-check: with-ca']);
      await order.pass('public-record-check');
      await expect(order.now()).resolves.toMatchObject({
        status: 'validating',
        organization: { status: 'valid' },
      });
      await expect(order.proveNames()).resolves.toMatchObject({ status: 'issued' });
    },
  );

  it('needs a channel; a failed try comes back and another channel is tried', async () => {
    const order = await place(world, 'geotrust', 'ev', { organization: { channel: undefined } });
    expect(stepsOf(order.placed)).toEqual(['public-record-check: with-subscriber']);
    await change(order.caReference, { channel: CHANNEL });
    await expect(order.steps()).resolves.toEqual(['public-record-check: with-ca']);
    await order.sendBack('public-record-check', 'the number is not on that page');
    await expect(order.step('public-record-check')).resolves.toMatchObject({
      status: 'with-subscriber',
      detail: 'the number is not on that page',
    });
    const channel = { by: 'email', address: 'info@example-shop.com', source: 'official-site' } as const;
    await change(order.caReference, { channel });
    await change(order.caReference, { channel });
    await expect(order.steps()).resolves.toEqual(['public-record-check: with-ca']);
    await change(order.caReference, { contact: { ...PERSON, name: '李四' } });
    await expect(order.steps()).resolves.toEqual(['public-record-check: with-ca']);
  });

  it('takes no letter since 2025-04-20', async () => {
    const { upload } = await placed('geotrust');
    await expect(upload(letterFile('pdf'))).rejects.toMatchObject({
      type: 'LetterRefusedByCa',
      message: expect.stringContaining('no confirmation letter since 2025-04-20') as string,
    });
  });

  it('that was rejected for good ends the order, with the first reason', async () => {
    const order = await place(world, 'trustasia', 'ov');
    await order.reject('no such company');
    await order.reject('something else');
    await expect(order.now()).resolves.toMatchObject({ status: 'refused', reason: 'no such company' });
    await expect(order.pass('public-record-check')).rejects.toThrow('The order is refused');
  });
});

function change(
  caReference: string,
  details: Parameters<CaWorld['adapter']['changeOrganizationDetails']>[1],
): Promise<void> {
  return world.adapter.changeOrganizationDetails(caReference, details);
}

describe('a confirmation letter', () => {
  it.each(['globalsign', 'cfca'] as const)('%s: is wanted every time', async (brand) => {
    for (const mark of ['first', 'second']) {
      const order = await place(world, brand, 'ov', { accountReference: `${brand}-customer` });
      expect(stepsOf(order.placed)).toEqual(['letter: with-subscriber']);
      await order.upload(letterFile('pdf', 2_000, mark));
      await expect(order.steps()).resolves.toEqual(['letter: with-ca']);
      await order.pass('letter');
      await expect(order.proveNames()).resolves.toMatchObject({
        status: 'issued',
        organization: { letters: [{ status: 'accepted' }] },
      });
    }
  });

  it('that is rejected comes back with the reason, and a new one is taken', async () => {
    const order = await place(world, 'globalsign', 'ov');
    await expect(order.pass('letter')).rejects.toThrow('nothing was handed in yet');
    await order.upload(letterFile('png'));
    await order.upload(letterFile('png'));
    await expect(order.upload(letterFile('jpeg'))).rejects.toThrow('A letter is in review');
    await order.sendBack('letter', 'the stamp can’t be read');
    await expect(order.now()).resolves.toMatchObject({
      organization: {
        steps: [{ step: 'letter', status: 'with-subscriber', detail: 'the stamp can’t be read' }],
        letters: [{ status: 'rejected', reason: 'the stamp can’t be read' }],
      },
    });
    await expect(order.upload(letterFile('png'))).rejects.toThrow('This file was rejected before');
    await order.upload(letterFile('jpeg'));
    await order.pass('letter');
    const { organization } = await order.now();
    expect(organization?.letters.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
    await expect(order.upload(letterFile('pdf'))).rejects.toThrow('A letter was accepted');
  });

  it.each([
    ['a .gif', letterFile('gif'), 'image/gif by its content'],
    ['a text', letterFile('text'), 'of no known kind'],
    ['less than 1 KB', letterFile('pdf', 1_023), 'too few for a letter'],
    ['1.5 MB', letterFile('pdf', 1.5 * 1024 * 1024), 'more than 1.4 MB'],
  ])('%s is refused', async (_, content, reason) => {
    const order = await place(world, 'cfca', 'ov');
    await expect(order.upload(content)).rejects.toMatchObject({
      type: 'LetterRefusedByCa',
      message: expect.stringContaining(reason) as string,
    });
    await expect(order.now()).resolves.toMatchObject({ organization: { letters: [] } });
  });

  it('that the CA took before the connection broke is there once', async () => {
    const order = await place(world, 'globalsign', 'ev');
    await world.hostile({ mode: 'accept-then-drop', path: 'letter', times: 1 });
    await expect(order.upload(letterFile('pdf'))).rejects.toMatchObject({ type: 'CaUnavailable' });
    await order.upload(letterFile('pdf'));
    const { organization } = await order.now();
    expect(organization?.letters).toHaveLength(1);
  });

  it('is there after the CA was gone', async () => {
    const order = await place(world, 'globalsign', 'ov');
    await order.upload(letterFile('pdf'));
    await world.restart({ gently: true });
    await expect(order.steps()).resolves.toEqual(['letter: with-ca']);
  });
});

describe('an application form', () => {
  it('comes first, then the names, then the review', async () => {
    const order = await place(world, 'dnspod-sm2', 'ov');
    expect(stepsOf(order.placed)).toEqual(['application-form: with-subscriber', 'manual-review: with-ca']);
    const early = await ask(world.ca, 'POST', `/v1/orders/${order.caReference}/validate`, {});
    expect(early.status).toBe(409);
    await expect(early.json()).resolves.toEqual({
      error: {
        code: 'order-not-ready',
        message: 'The application form comes first',
        chinese: { message: '须先提交申请表' },
      },
    });
    await expect(order.pass('application-form')).rejects.toThrow('nothing was handed in yet');

    await order.upload(letterFile('gif'));
    await expect(order.steps()).resolves.toEqual(['application-form: passed', 'manual-review: with-ca']);
    await expect(order.pass('manual-review')).rejects.toThrow('manual-review comes later');

    await order.proveNames();
    await expect(order.step('manual-review')).resolves.toEqual({ step: 'manual-review', status: 'with-ca' });
    await order.pass('manual-review');
    await expect(order.becomes('issued')).resolves.toMatchObject({
      organization: { letters: [{ status: 'accepted' }] },
    });
  });

  it.each([
    ['a .png', letterFile('png'), 'image/png by its content'],
    ['1.5 MB', letterFile('pdf', 1.5 * 1024 * 1024), 'more than 1.4 MB'],
  ])('is refused where it is %s; the one upload is still to come', async (_, content, reason) => {
    const order = await place(world, 'dnspod-sm2', 'ev');
    await expect(order.upload(content)).rejects.toThrow(reason);
    await order.upload(letterFile('pdf'));
  });

  it('is taken once: the same again changes nothing, another is refused', async () => {
    const order = await place(world, 'dnspod-sm2', 'ov');
    await order.upload(letterFile('pdf'));
    await order.upload(letterFile('pdf'));
    await expect(order.upload(letterFile('jpeg'))).rejects.toMatchObject({
      type: 'LetterRefusedByCa',
      message: expect.stringContaining('One upload only') as string,
    });
    await expect(change(order.caReference, { contact: PERSON })).rejects.toMatchObject({
      type: 'DetailsRefusedByCa',
    });
  });

  it('that fails the review ends the order: there is no way back', async () => {
    const order = await place(world, 'dnspod-sm2', 'ov');
    await order.upload(letterFile('pdf'));
    await order.proveNames();
    await expect(order.sendBack('manual-review', 'wrong stamp')).rejects.toThrow('rejected for good');
    await order.reject('wrong stamp');
    await expect(order.now()).resolves.toMatchObject({
      status: 'refused',
      reason: 'wrong stamp',
      organization: { letters: [{ status: 'rejected', reason: 'wrong stamp' }] },
    });
  });
});

describe('phone and mailbox', () => {
  it('are both checked beside the names', async () => {
    const order = await place(world, 'dnspod', 'ov');
    expect(stepsOf(order.placed)).toEqual(['phone-call: with-ca', 'mailbox: with-subscriber']);
    await order.proveNames();
    await order.pass('mailbox');
    await order.pass('phone-call');
    await order.becomes('issued');
  });

  it('begin again with another contact, and take no letter', async () => {
    const { caReference, upload } = await placed('dnspod');
    const order = await place(world, 'dnspod', 'ev');
    await order.pass('phone-call');
    await order.sendBack('mailbox', 'the mail came back');
    const contact = { ...PERSON, email: 'another@example-shop.com' };
    await change(order.caReference, { contact });
    await change(order.caReference, { contact });
    await expect(order.steps()).resolves.toEqual(['phone-call: with-ca', 'mailbox: with-subscriber']);
    await expect(order.step('mailbox')).resolves.not.toHaveProperty('detail');
    await expect(change(caReference, { channel: CHANNEL })).rejects.toMatchObject({
      type: 'DetailsRefusedByCa',
    });
    await expect(upload(letterFile('pdf'))).rejects.toMatchObject({ type: 'LetterRefusedByCa' });
  });
});

describe('an order that has ended', () => {
  it('goes no further: letters and details are refused, what was decided stays', async () => {
    const order = await place(world, 'globalsign', 'ov');
    await world.adapter.cancelOrder(order.caReference);
    await expect(order.upload(letterFile('pdf'))).rejects.toMatchObject({
      type: 'LetterRefusedByCa',
      message: 'The order is cancelled: it takes no letter',
    });
    await expect(change(order.caReference, { contact: { ...PERSON, name: '李四' } })).rejects.toMatchObject({
      type: 'DetailsRefusedByCa',
    });
    await expect(order.reject('too late')).rejects.toThrow('The order is cancelled');
    await world.adapter.renewOrganization(order.caReference);
    await expect(order.now()).resolves.toMatchObject({ status: 'cancelled' });
  });
});
