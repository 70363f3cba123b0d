/** The pages that the CA's mails lead to, as a mail scanner, a person and a guesser use them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailSink, type MailSink } from '../../../dev/mail/mail-sink.js';
import { CaControls } from '../../support/ca-controls.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type CaWorld, startCaWorld, TOKEN } from './ca-world.js';
import { place, type PlacedOrder } from './organization-world.js';

let mail: MailSink;
let world: CaWorld;
let controls: CaControls;

beforeAll(async () => {
  mail = await startMailSink({ dataDir: temporaryFolder() });
  world = await startCaWorld(0, { smtpUrl: mail.smtpUrl });
  controls = new CaControls(world.ca.url, TOKEN, () => mail.mails());
});
afterAll(async () => {
  await world.stop();
  await mail.stop();
});

async function wotrusOrder(): Promise<PlacedOrder> {
  const order = await place(world, 'wotrus', 'ov');
  await order.proveNames();
  return order;
}

async function mailOf(order: PlacedOrder, step: 'email-1' | 'email-2' | 'mailbox') {
  return controls.receivedMail(order.request.reference, step);
}

async function enter(link: string, code: string): Promise<{ status: number; page: string }> {
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ code }) });
  return { status: answer.status, page: await answer.text() };
}

describe('opening a page', () => {
  it('confirms nothing, however often', async () => {
    const order = await wotrusOrder();
    const { link, code } = await mailOf(order, 'email-1');
    for (const url of [link, link, `${link}?code=${code}`]) expect((await fetch(url)).status).toBe(200);
    await expect(order.step('email-1')).resolves.toMatchObject({ status: 'with-subscriber' });
  });

  it('shows a labelled form in both languages, and loads nothing from elsewhere', async () => {
    const order = await wotrusOrder();
    const answer = await fetch((await mailOf(order, 'email-1')).link);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    expect(page).toContain('<label for="code">邮件中的验证码 Code from the mail</label>');
    expect(page).toContain('<form method="post">');
    expect(page).toContain(order.request.reference);
    expect(page).not.toMatch(/src=|href=|<script|https?:/);
  });

  it('of a mailbox shows a button and asks for no code; the button confirms', async () => {
    const order = await place(world, 'dnspod', 'ov');
    const { link } = await mailOf(order, 'mailbox');
    const page = await (await fetch(link)).text();
    expect(page).not.toContain('<input');
    expect(page).toContain('<button type="submit">确认 Confirm</button>');
    await expect(order.step('mailbox')).resolves.toMatchObject({ status: 'with-subscriber' });
    expect(await enter(link, '')).toMatchObject({ status: 200 });
    await expect(order.step('mailbox')).resolves.toMatchObject({ status: 'passed' });
  });
});

describe('entering a code', () => {
  it('passes the step, as people type it; the page then says that it is done', async () => {
    const order = await wotrusOrder();
    const { link, code } = await mailOf(order, 'email-1');
    const { status, page } = await enter(link, ` ${code.toLowerCase().replace('-', ' ')} `);
    expect(status).toBe(200);
    expect(page).toContain('已确认');
    expect(page).toContain('Confirmed, thank you');
    expect(await order.steps()).toEqual([
      'email-1: passed',
      'email-2: with-subscriber',
      'phone-call: passed',
    ]);

    expect((await enter(link, code)).page).toContain('confirmed before');
    expect((await enter(link, 'XXXX-XXXX')).page).toContain('confirmed before');
    expect(await (await fetch(link)).text()).toContain('已经确认过');
  });

  it('of the other mail is wrong', async () => {
    const order = await wotrusOrder();
    const [first, second] = [await mailOf(order, 'email-1'), await mailOf(order, 'email-2')];
    const { status, page } = await enter(first.link, second.code);
    expect(status).toBe(422);
    expect(page).toContain('还可以尝试 4 次');
    expect(page).toContain('Tries left: 4');
    expect(page).toContain('aria-describedby="problem"');
    await expect(order.step('email-1')).resolves.toMatchObject({ status: 'with-subscriber' });
  });

  it('wrong five times locks the page, also after a restart; the CA’s people can pass it on the phone', async () => {
    const order = await wotrusOrder();
    const { link, code } = await mailOf(order, 'email-1');
    const guesses = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((guess) => enter(link, guess)));
    expect(guesses.map(({ status }) => status).sort()).toEqual([403, 422, 422, 422, 422]);
    await world.restart({ gently: true });
    controls = new CaControls(world.ca.url, TOKEN, () => mail.mails());
    const { status, page } = await enter(link, code);
    expect(status).toBe(403);
    expect(page).toContain('请致电');
    expect(page).toContain('Please phone');
    // Its clients are told as well.
    await expect(order.step('email-1')).resolves.toMatchObject({
      status: 'with-subscriber',
      pageLocked: true,
    });
    await expect(order.step('email-2')).resolves.not.toHaveProperty('pageLocked');

    await order.pass('email-1');
    await expect(order.step('email-1')).resolves.toMatchObject({ status: 'passed' });
    await expect(order.step('email-1')).resolves.not.toHaveProperty('pageLocked');
    // The other mail has tries of its own.
    const second = await mailOf(order, 'email-2');
    expect((await enter(second.link, second.code)).status).toBe(200);
    await order.becomes('issued');
  });

  it('says clearly where nothing is behind a link, or the order has ended', async () => {
    const unknown = await enter(`${world.ca.url}/confirm/${'x'.repeat(43)}`, 'ABCD-EFGH');
    expect(unknown.status).toBe(404);
    expect(unknown.page).toContain('此链接无效');

    const order = await wotrusOrder();
    const { link, code } = await mailOf(order, 'email-1');
    await world.adapter.cancelOrder(order.caReference);
    const ended = await enter(link, code);
    expect(ended.status).toBe(410);
    expect(ended.page).toContain('no longer waits');
  });
});
