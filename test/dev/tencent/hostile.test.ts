// The double's bad days, each once: what was sold, and what the client got to hear of it.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TencentHostility } from '../../../domain/development/tencent.js';
import { asked, startDoubleWorld, type DoubleWorld } from './double-world.js';

let world: DoubleWorld;
beforeAll(async () => {
  world = await startDoubleWorld();
});
beforeEach(async () => {
  await world.control('DELETE', 'hostile');
  // Ten calls of an action a second: no test meets what the one before has called.
  await delay(1_050);
});
afterAll(async () => {
  await world.stop();
  expect(world.problems).toEqual([]);
});

const hostile = (hostility: TencentHostility) =>
  world.control('POST', 'hostile', { action: 'CreateCertificate', times: 1, ...hostility });
const buy = () => asked(world.url, 'CreateCertificate', { ProductId: 104, DomainNum: 1, TimeSpan: 1 });
const sold = async () => ((await world.control('GET', 'certificates')).certificates as unknown[]).length;

it.each<[TencentHostility['mode'], number, boolean]>([
  ['drop-before', 0, false],
  ['drop-during', 1, false],
  ['drop-after', 1, false],
  ['http-500-after', 1, false],
  ['maintenance-page', 0, false],
  ['sold-twice', 2, true],
])('%s sells %i', async (mode, more, isTold) => {
  const before = await sold();
  await hostile({ mode });
  const called = await buy();
  expect(called.answer !== undefined).toBe(isTold);
  await expect.poll(sold, { timeout: 5_000 }).toBe(before + more);
  // The day is over: the next one is as any other.
  expect((await buy()).answer).toMatchObject({ CertificateIds: [expect.any(String)] });
  expect(await sold()).toBe(before + more + 1);
});

it.each<[TencentHostility['mode'], string]>([
  ['internal-error', 'InternalError'],
  ['rate-limit', 'RequestLimitExceeded'],
])('%s sells nothing, and says so', async (mode, code) => {
  const before = await sold();
  await hostile({ mode });
  expect((await buy()).code).toBe(code);
  expect(await sold()).toBe(before);
});

it('late answers late, and sells once', async () => {
  const before = await sold();
  await hostile({ mode: 'late', delayMs: 700 });
  const from = Date.now();
  expect((await buy()).answer).toBeDefined();
  expect(Date.now() - from).toBeGreaterThanOrEqual(690);
  expect(await sold()).toBe(before + 1);
});

it('down hears nobody for a time, then everybody', async () => {
  await world.control('POST', 'hostile', { mode: 'down', forSeconds: 1 });
  expect((await buy()).answer).toBeUndefined();
  await expect
    .poll(async () => (await buy()).answer !== undefined, { timeout: 5_000, interval: 300 })
    .toBe(true);
});

it('meets the action that it is meant for, and no other', async () => {
  await hostile({ mode: 'drop-before', action: 'DescribeCertificates' });
  expect((await buy()).answer).toBeDefined();
  expect((await asked(world.url, 'DescribeCertificates')).answer).toBeUndefined();
  expect((await world.control('GET', 'hostile')).hostile).toBeNull();
});
