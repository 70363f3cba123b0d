/** `sealflow order dossier` and `sealflow dossier`, from the command line. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order } from '../../support/orders.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const file = join(folder, 'dossier.zip');

let world: OrderWorld;
let orderId: string;
let signer: string;

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  orderId = await order(world, 'dossier.example.com');
  const { stdout } = await run('dossier', 'signer');
  signer = stdout.trim();
});
afterAll(() => world.stop());

async function run(...args: string[]) {
  return await runHere(args, world.environment);
}

/** Without an installation: neither a database nor a network. */
async function offline(...args: string[]) {
  return await runHere(args, {});
}

it('makes one, which is verified without the installation, in either language', async () => {
  const made = await run('order', 'dossier', orderId, '--out', file);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  expect(made.stdout).toContain(`Verify it: sealflow dossier verify ${file} --signer ${signer}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const verified = await offline('dossier', 'verify', file);
  expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
  expect(verified.stdout).toContain(`Verified: dossier of order ${orderId} of account default`);
  expect(verified.stdout).toContain('not compared: anybody can sign');
  const log = join(folder, 'log.jsonl');
  await run('log', 'export', '--out', log);
  const compared = ['dossier', 'verify', file, '--signer', signer, '--log', log];
  const chinese = await offline(...compared, '--lang', 'zh');
  expect(chinese).toMatchObject({ exitCode: 0 });
  expect(chinese.stdout).toContain('与 --signer 所给的指纹一致');
  expect(chinese.stdout).toMatch(/每一条都在导出的 \d+ 条日志中/);
  const json = await offline(...compared, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ verified: true, orderId, signer, signerCompared: true });
});

it('says what is not as it was, with exit code 1', async () => {
  await run('order', 'dossier', orderId, '--out', file, '--without-personal-data', '--lang', 'zh');
  const content = readFileSync(file);
  const at = content.indexOf('证书订单档案');
  content[at] = (content[at] ?? 0) ^ 1;
  const damaged = join(folder, 'damaged.zip');
  writeFileSync(damaged, content);
  const english = await offline('dossier', 'verify', damaged);
  expect(english).toMatchObject({ exitCode: 1 });
  expect(english.stdout).toContain(
    'summary.txt: the file is not as it was when the dossier was made (altered)',
  );
  const chinese = await offline('dossier', 'verify', damaged, '--lang', 'zh');
  expect(chinese.stdout).toContain('summary.txt: 文件与制作时不同 (altered)');
  const other = await offline('dossier', 'verify', file, '--signer', 'f'.repeat(64), '--json');
  expect(other.exitCode).toBe(1);
  expect(JSON.parse(other.stdout)).toEqual({
    verified: false,
    problems: [{ where: 'signer', problem: 'other-signer' }],
  });
});

it('refuses what it can’t work with', async () => {
  for (const [args, field] of [
    [['dossier', 'verify', join(folder, 'none.zip')], 'file'],
    [['dossier', 'verify', file, '--signer', 'ABC'], 'signer'],
    [['dossier', 'verify', file, '--log', file], 'log'],
  ] as const) {
    const refused = await offline(...args, '--json');
    expect(refused.exitCode).toBe(2);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'InvalidInput', field } });
  }
  const zone = await run('order', 'dossier', orderId, '--out', file, '--time-zone', 'Mars/Base', '--json');
  expect(JSON.parse(zone.stderr)).toMatchObject({ error: { code: 'InvalidInput', field: 'timeZone' } });
  const unknown = await run('order', 'dossier', 'ord_nobody', '--out', file);
  expect(unknown.exitCode).toBe(3);
});
