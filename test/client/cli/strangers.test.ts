/** What strangers wrote and the database holds, from before it was refused or from a certificate: no command shows it raw. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../client/cli/program.js';
import { forbiddenCharacter } from '../../../domain/characters.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { order } from '../../support/orders.js';
import { createOwnChain } from '../../support/own-chains.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const EVIL =
  '\u001b[31mRED\u001b[0m\u001b]8;;https://example.com\u0007\u202eevil\u202c\u009b2K\nFAKE row \u2028x';
const NAMES = Array.from({ length: 250 }, (_, index) => `host-${index}.many.example.com`);
const folder = temporaryFolder();
let world: OrderWorld;
let ids: Record<'order' | 'evil' | 'many' | 'notice', string>;

beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
  ids = await whatTheyWrote();
});
afterAll(() => world.stop());

async function whatTheyWrote(): Promise<typeof ids> {
  const { database } = world.dependencies;
  const orderId = await order(world, 'waits.example.com');
  await database.query(`update orders set alias = $1, project = $1, reason = $1 where order_id = $2`, [
    EVIL,
    orderId,
  ]);
  await database.query(
    `insert into companies (company_id, account, details) values ('co_1', 'default', $1)`,
    [{ ...COMPANY, fullName: EVIL, city: EVIL }],
  );
  await database.query(`insert into contacts (contact_id, account, details) values ('ct_1', 'default', $1)`, [
    { ...CONTACT, name: EVIL, position: EVIL },
  ]);
  const [evil, many] = [await uploaded(['evil.example.com']), await uploaded(NAMES)];
  // As it was stored before such names were refused.
  const names = JSON.stringify([`${EVIL}.example.com`]);
  await database.query(
    `update certificates set names = array(select jsonb_array_elements_text($1::jsonb)) where certificate_id = $2`,
    [names, evil],
  );
  const texts = { subject: { zh: EVIL, en: EVIL }, body: { zh: EVIL, en: EVIL } };
  await database.query(
    `insert into account_notices (notice_id, account, kind, certificate_id, occasion, rung, texts, posted_at)
     values ('notice_1', 'default', 'expired', $1, 'once', 0, $2, now())`,
    [evil, texts],
  );
  await database.query(
    `insert into notice_deliveries (notice_id, channel, outcome, last_failure)
     values ('notice_1', 'inbox', 'delivered', null), ('notice_1', 'mail', 'failed', $1)`,
    [EVIL],
  );
  return { order: orderId, evil, many, notice: 'notice_1' };
}

/** As `sealflow certificate upload` takes it. */
async function uploaded(names: readonly string[]): Promise<string> {
  const chain = await createOwnChain('ecc', Date.now());
  const { certificatePem } = await chain.issue({ names, notBefore: Date.now() - 86_400_000, days: 20 });
  const file = join(folder, 'certificate.pem');
  writeFileSync(file, certificatePem + chain.issuingPem);
  const { exitCode, stdout } = await run('certificate', 'upload', file, '--json');
  expect({ exitCode, clean: forbiddenCharacter(stdout, { lines: true }) }).toEqual({ exitCode: 0 });
  const { certificateId } = JSON.parse(stdout) as { certificateId: string };
  return certificateId;
}

async function run(...args: string[]) {
  return await runHere(args, { ...world.environment, LANG: 'en_GB.UTF-8' });
}

describe('a terminal', () => {
  const commands: readonly (readonly [string, () => readonly string[]])[] = [
    ['company list', () => []],
    ['contact list', () => []],
    ['certificate list', () => []],
    ['certificate revocation list', () => []],
    ['certificate show', () => [ids.evil]],
    ['certificate show', () => [ids.many]],
    ['plan list', () => []],
    ['plan show', () => [ids.evil]],
    ['plan show', () => [ids.many]],
    ['forecast', () => ['--date', new Date().toISOString().slice(0, 10)]],
    ['notice list', () => []],
    ['notice show', () => [ids.notice]],
    ['order list', () => []],
    ['order show', () => [ids.order]],
    ['order why', () => [ids.order]],
    ['log list', () => []],
    ['quota', () => []],
  ];

  it.each(commands)('is shown nothing raw by %s', async (command, more) => {
    for (const json of [[], ['--json']]) {
      const { exitCode, stdout, stderr } = await run(...command.split(' '), ...more(), ...json);
      expect(exitCode).toBe(0);
      expect(forbiddenCharacter(stdout + stderr, { lines: true })).toBeUndefined();
      // A name, a company and so on never end their line; a notice has lines of its own.
      if (!command.startsWith('notice show')) expect(stdout).not.toMatch(/^FAKE/m);
      if (json.length === 0)
        for (const line of stdout.split('\n')) expect(line.length, command).toBeLessThan(400);
    }
  });

  it('has the whole of it in JSON all the same', async () => {
    const { stdout } = await run('certificate', 'show', ids.many, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ names: NAMES });
    const { stdout: companies } = await run('company', 'list', '--json');
    expect(JSON.parse(companies)).toMatchObject([{ details: { fullName: EVIL } }]);
  });

  it('gets as many columns as it has', async () => {
    let stdout = '';
    const terminal = {
      environment: world.environment,
      columns: 90,
      write: (text: string) => void (stdout += text),
      writeError: () => undefined,
    };
    expect(await runCommandLine(['certificate', 'list'], terminal, '0.0.0')).toBe(0);
    for (const line of stdout.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(90);
    expect(stdout).toContain(ids.many);
    expect(stdout).toMatch(/host-0.*… +expiring/);
  });
});
