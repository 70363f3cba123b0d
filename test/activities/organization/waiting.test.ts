/** Waiting for the CA's check of a company: each way a look can end, and what is kept and told of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadOrganizationCheck } from '../../../db/statements/organization/checks.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { StartedWait } from '../../../domain/waits.js';
import { isAskedAgainAfter } from '../../support/asked-again.js';
import { rungsOf } from '../../support/notices.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { onPublicRecord, startOrganizationWorld, type OrganizationWorld } from './world.js';

const DAY_MS = 86_400_000;
const CHECK: OrganizationStep[] = ['public-record-check'];

let world: OrganizationWorld;
beforeAll(async () => {
  world = await startOrganizationWorld();
}, 60_000);
afterAll(() => world.stop());
afterEach(async () => {
  world.ca.now = undefined;
  world.lockedPages.clear();
  await world.ca.control('DELETE', '/hostile');
});

interface Asked {
  readonly wait?: StartedWait;
  readonly reason?: string;
  readonly changes?: number;
  readonly steps?: readonly OrganizationStep[];
}

function ask(orderId: string, asked: Asked = {}) {
  const wait = asked.wait ?? world.wait('ca-organization');
  return world.activities.awaitOrganization({ orderId, steps: CHECK, changes: 0, ...asked, wait });
}

const AT_THE_CA = 'the CA calls or writes on the channel that was named';

it('says whose turn it is, then waits until that changes', async () => {
  await world.place('turns', onPublicRecord('turns.com'));
  const first = await ask('turns');
  expect(first).toMatchObject({ outcome: 'ball-passed', to: 'ca-public-record', reason: AT_THE_CA });
  const wait = world.wait('ca-public-record');
  // As the workflow records it before it waits: nobody is reminded of a state already left.
  await world.database.query("update orders set waiting_on = $1 where order_id = 'turns'", [wait.wait]);
  await expect(ask('turns', { wait, reason: AT_THE_CA })).rejects.toMatchObject({
    type: 'StillWaiting',
    message: AT_THE_CA,
    category: 'BENIGN',
  });
  expect((await rungsOf(world.database, 'turns')).map(({ rung }) => rung)).toEqual([0]);

  await world.pass('turns', 'public-record-check');
  expect(await ask('turns', { wait, reason: AT_THE_CA })).toEqual({ outcome: 'passed' });
  expect(await loadOrganizationCheck(world.database, 'default', 'turns')).toMatchObject({
    status: 'valid',
    reused: false,
    steps: [{ step: 'public-record-check', status: 'passed' }],
    validatedAt: expect.any(String) as string,
  });
  expect(await loadOrganizationCheck(world.database, 'another', 'turns')).toBeUndefined();
});

it('tells a reviewer’s reason without the people in it', async () => {
  await world.place('redacted', onPublicRecord('redacted.com'));
  const words = `${CONTACT.name} said that 138 0000 0002 is private, call +86-571-8888-6666 or a@b.example`;
  await world.giveBack('redacted', 'public-record-check', words);
  const told = await ask('redacted', { wait: world.wait('ca-public-record'), reason: AT_THE_CA });
  expect(told).toMatchObject({
    outcome: 'ball-passed',
    to: 'subscriber-channel',
    reason: 'the CA reached nobody on the channel that was named: … said that … is private, call … or …',
  });
  const kept = JSON.stringify(await loadOrganizationCheck(world.database, 'default', 'redacted'));
  expect(kept).toContain('is private');
  expect(kept).not.toMatch(/李小红|0002|6666|b\.example/);
  const standing = await world.activities.lookAtOrganization('redacted');
  expect(standing.steps[0]?.reason).toBe('… said that … is private, call … or …');
});

it('ends where the CA rejects the company for good, without the people in its reason', async () => {
  await world.place('rejected', onPublicRecord('rejected.com'));
  const reason = `${CONTACT.name} (${CONTACT.phone}) does not work there`;
  await world.ca.control('POST', '/organization/rejected/reject', { reason });
  const failure = { type: 'OrderRefusedByCa', nonRetryable: true, message: '… (…) does not work there' };
  await expect(ask('rejected')).rejects.toMatchObject(failure);
  await expect(world.activities.lookAtOrganization('rejected')).rejects.toMatchObject(failure);
});

describe('a CA that can’t answer', () => {
  beforeAll(() => world.place('silent', onPublicRecord('silent.com')));

  it('leaves the ball where it is, and is asked again when it said', async () => {
    await world.ca.hostile({ mode: 'rate-limit', path: 'status', retryAfterSeconds: 7 });
    await expect(ask('silent')).rejects.toSatisfy(isAskedAgainAfter(7_000));
    await world.ca.hostile({ mode: 'maintenance-page', path: 'status' });
    await expect(ask('silent')).rejects.toMatchObject({ type: 'StillWaiting' });
  });

  it('does not stop the clock', async () => {
    await world.ca.hostile({ mode: 'server-error', path: 'status' });
    const wait = world.wait('ca-public-record');
    world.ca.now = new Date(Date.now() + 21 * DAY_MS);
    expect(await ask('silent', { wait })).toEqual({ outcome: 'deadline-passed' });
  });
});

it('ends at the deadline, whatever the CA says', async () => {
  await world.place('late', onPublicRecord('late.com'));
  const wait = world.wait('ca-public-record');
  world.ca.now = new Date(Date.now() + 21 * DAY_MS);
  expect(await ask('late', { wait })).toEqual({ outcome: 'deadline-passed' });
  await world.pass('late', 'public-record-check');
  expect(await ask('late', { wait })).toEqual({ outcome: 'passed' });
});

it('holds the ball for a while where it was passed often', async () => {
  await world.place('held', onPublicRecord('held.com'));
  const wait = world.wait('ca-organization');
  await expect(ask('held', { wait, changes: 9 })).rejects.toMatchObject({ type: 'StillWaiting' });
  world.ca.now = new Date(Date.now() + 3_600_000);
  expect(await ask('held', { wait, changes: 9 })).toMatchObject({ outcome: 'ball-passed' });
});

it('says which of two e-mails is missing', async () => {
  const { validations } = await world.place('mails', { brand: 'wotrus', type: 'ov', names: ['mails.com'] });
  const steps: OrganizationStep[] = ['email-1', 'email-2'];
  expect(await ask('mails', { steps })).toMatchObject({
    outcome: 'ball-passed',
    to: 'ca-organization',
    reason:
      'e-mail 1 of 2 is under way: after domain validation; e-mail 2 of 2 is under way: after domain validation',
  });
  await world.ca.publish(validations.map((validation) => ({ ...validation, status: 'pending' })));
  const order = await world.ca.adapter.findByReference('mails');
  await world.ca.adapter.requestValidation(order?.caReference ?? '');
  await world.pass('mails', 'email-1');
  expect(await ask('mails', { steps })).toMatchObject({
    outcome: 'ball-passed',
    to: 'subscriber-emails',
    reason: 'e-mail 1 of 2 is confirmed; e-mail 2 of 2 is missing',
  });
  await world.pass('mails', 'email-2');
  expect(await ask('mails', { steps })).toEqual({ outcome: 'passed' });
  expect(await ask('mails', { steps: [...steps, 'phone-call'] })).toEqual({ outcome: 'passed' });
});

it('tells of a page that was locked by wrong codes, and not in the CA’s words', async () => {
  const { validations } = await world.place('locked', { brand: 'wotrus', type: 'ov', names: ['locked.com'] });
  await world.ca.publish(validations.map((validation) => ({ ...validation, status: 'pending' })));
  const order = await world.ca.adapter.findByReference('locked');
  await world.ca.adapter.requestValidation(order?.caReference ?? '');
  const steps: OrganizationStep[] = ['email-1'];
  world.lockedPages.add('email-1');
  expect(await ask('locked', { steps })).toEqual({
    outcome: 'ball-passed',
    to: 'subscriber-emails',
    reason: 'e-mail 1 of 2 is missing: its page is locked after too many wrong codes',
    reasonChinese: '第 1 封邮件(共 2 封)尚未确认:验证码输错次数过多,确认页面已锁定',
  });
});

it('a check that has lapsed is no check: it is begun again', async () => {
  await world.place('lapsed', onPublicRecord('lapsed.com'));
  await world.pass('lapsed', 'public-record-check');
  expect(await world.activities.lookAtOrganization('lapsed')).toMatchObject({ valid: true, lapsed: false });

  // Ordering rules, section 6b: one year.
  world.ca.now = new Date(Date.now() + 366 * DAY_MS);
  expect(await world.activities.lookAtOrganization('lapsed')).toMatchObject({ valid: false, lapsed: true });
  expect(await ask('lapsed')).toMatchObject({ outcome: 'ball-passed', to: 'ca-organization' });
  await world.activities.renewOrganization('lapsed');
  expect(await world.activities.lookAtOrganization('lapsed')).toMatchObject({ valid: false, lapsed: false });
  await world.pass('lapsed', 'public-record-check');
  expect(await ask('lapsed')).toEqual({ outcome: 'passed' });
});

it('an earlier order’s check is taken: no step is left', async () => {
  const company = { ...COMPANY, fullName: '再用科技有限公司' };
  await world.place('first', { ...onPublicRecord('first.com'), company });
  await world.pass('first', 'public-record-check');
  await world.place('second', { ...onPublicRecord('second.com'), company });
  expect(await world.activities.lookAtOrganization('second')).toMatchObject({ valid: true, reused: true });
});
