// `sealflow up --with tencent`: the double beside the stack's CA and DNS, and how whoever rehearses an order finds it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findRunningStack } from '../../../config/stack-file.js';
import { startStack, type Stack } from '../../../dev/stack.js';
import { readyText } from '../../../dev/texts.js';
import { asked } from './double-world.js';

let dataDir = '';
let stack: Stack;

/** What the double needs nothing of is named, and so not started: Temporal, Postgres, worker. */
const up = (extra: readonly 'tencent'[]) =>
  startStack({
    dataDir,
    environment: { TEMPORAL_ADDRESS: '127.0.0.1:1', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    withWorker: false,
    with: extra,
    say: () => undefined,
  });

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stack-with-tencent-'));
  stack = await up(['tencent']);
});
afterAll(async () => {
  await stack.stop();
  await rm(dataDir, { recursive: true });
});

it('is in stack.json with what it hands out, and in the ready line', () => {
  const file = findRunningStack(dataDir);
  expect(file?.addresses.tencentDouble).toBe(stack.addresses.tencentDouble);
  expect(file?.tencentDouble).toEqual(stack.tencentDouble);
  const told = readyText({ ...stack.addresses, signIn: '' });
  expect(told.en).toContain(`Double     ${stack.addresses.tencentDouble ?? ''} `);
  expect(told.zh).toContain(`腾讯云替身 ${stack.addresses.tencentDouble ?? ''}(`);
});

it('sells, and has the stack’s CA issue for a name in the stack’s DNS', async () => {
  const { secretId: id, secretKey: secret } = stack.tencentDouble ?? { secretId: '', secretKey: '' };
  const url = stack.addresses.tencentDouble ?? '';
  const call = (action: string, parameters: object) => asked(url, action, parameters, { id, secret });
  const applied = await call('ApplyCertificate', {
    DvAuthMethod: 'DNS_AUTO',
    DomainName: 'shop.rehearsed.com',
  });
  const shown = { CertificateId: applied.answer?.CertificateId };
  await expect
    .poll(async () => (await call('DescribeCertificate', shown)).answer?.Status, {
      timeout: 20_000,
      interval: 500,
    })
    .toBe(1);
}, 30_000);

it('hands out the same key after a restart, and is not there unless it is asked for', async () => {
  const before = stack.tencentDouble;
  await stack.stop();
  stack = await up([]);
  expect([stack.addresses.tencentDouble, stack.tencentDouble]).toEqual([undefined, undefined]);
  await stack.stop();
  stack = await up(['tencent']);
  expect(stack.tencentDouble).toEqual(before);
});
