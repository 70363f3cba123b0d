/** Companies, contacts and forms that name them, by the command line: files, flags, questions, the way out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ResubmittedOrder } from '../../../../client/orders/resubmitting.js';
import type { OrderView } from '../../../../client/orders/views.js';
import { loadForm } from '../../../../db/statements/orders/row.js';
import { runHere } from '../../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { standing } from '../../../support/orders.js';
import { COMPANY, CONTACT, MANAGER, PHONE_CHANNEL } from '../../../support/organizations.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const folder = temporaryFolder();
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.json') ? JSON.stringify(content) : stringify(content));
  return path;
}

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { exitCode, stdout, stderr } = await runHere([...args, '--json'], world.environment);
  expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}

async function savedIds(): Promise<{ company: string; manager: string }> {
  const company = await json<{ id: string }>('company', 'add', '--file', file('co.yaml', COMPANY));
  const manager = await json<{ id: string }>('contact', 'add', '--file', file('ct.json', MANAGER));
  return { company: company.id, manager: manager.id };
}

it('companies and contacts are added, listed, edited and removed', async () => {
  const { company, manager } = await savedIds();
  const edited = await runHere(
    ['company', 'edit', company, '--file', file('edit.yaml', { city: '上海市' })],
    world.environment,
  );
  expect(edited).toMatchObject({ exitCode: 0, stderr: '' });
  expect(edited.stdout).toContain('上海市');
  expect((await runHere(['company', 'list'], world.environment)).stdout).toMatch(
    new RegExp(`COMPANY +NAME.*\\n${company} .*上海市`),
  );
  expect((await runHere(['contact', 'list'], world.environment)).stdout).toContain(manager);
  await json('contact', 'remove', manager);
  expect(await json('contact', 'list')).toEqual([]);
  expect((await runHere(['contact', 'remove', manager], world.environment)).exitCode).toBe(3);
});

it('a wrong file is bad input by field, without its words', async () => {
  const wrong = file('wrong.yaml', { ...MANAGER, phone: 'ring me up' });
  const { exitCode, stderr } = await runHere(
    ['contact', 'add', '--file', wrong, '--json'],
    world.environment,
  );
  expect(exitCode).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'InvalidInput', field: 'phone' } });
  expect(stderr).not.toContain('ring me up');
});

it('a person is asked, a script is refused', async () => {
  const scripted = await runHere(['contact', 'add'], world.environment);
  expect(scripted).toMatchObject({ exitCode: 2, stdout: '' });
  const answers = [CONTACT.name, CONTACT.department, CONTACT.position, CONTACT.phone, CONTACT.email];
  const asked = await runHere(['contact', 'add'], world.environment, () =>
    Promise.resolve(answers.shift() ?? ''),
  );
  expect(asked).toMatchObject({ exitCode: 0, stderr: '' });
  expect(asked.stdout).toMatch(/Saved contact ct_/);
});

it('an OV order from a form and saved ones; the way out in one command', async () => {
  const { company, manager } = await savedIds();
  const form = file('ov.yaml', {
    names: ['www.by-form.com'],
    validation: 'manual-dns',
    csr: { mode: 'generate', algorithm: 'ecc-p256' },
    organizationCheck: PHONE_CHANNEL,
  });
  const product = ['--brand', 'geotrust', '--type', 'ov', '--form', form];
  const { orderId } = await json<{ orderId: string }>(
    ...['order', 'create', ...product, '--company', company, '--manager', manager],
  );
  await standing(world, orderId, 'subscriber-dns');
  expect(await loadForm(world.dependencies.database, orderId)).toMatchObject({
    company: COMPANY,
    manager: MANAGER,
    contact: 'same-as-manager',
  });

  const contact = file('contact.yaml', CONTACT);
  const resubmit = ['order', 'resubmit', orderId, '--contact-file', contact];
  const dry = await runHere([...resubmit, '--dry-run'], world.environment);
  expect(dry.stdout).toMatch(/nothing was done\.\nChanged: contact/);
  const again = await json<ResubmittedOrder>(...resubmit);
  expect(again).toMatchObject({ replacesOrderId: orderId, changedFields: ['contact'] });
  expect(await json<ResubmittedOrder>(...resubmit)).toMatchObject({ orderId: again.orderId });
  expect(await json<OrderView>('order', 'show', orderId)).toMatchObject({
    state: 'cancelled',
    replacedByOrderId: again.orderId,
  });
  const shown = await runHere(['order', 'show', again.orderId], world.environment);
  expect(shown.stdout).toMatch(new RegExp(`Replaces +${orderId}`));
});

it('a form without its people is refused field by field', async () => {
  const { exitCode, stderr } = await runHere(
    [
      'order',
      'create',
      '--brand',
      'globalsign',
      '--type',
      'ev',
      '--name',
      'a.com',
      '--validation',
      'file',
      '--json',
    ],
    world.environment,
  );
  expect(exitCode).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({ error: { field: 'company', others: [{ field: 'manager' }] } });
});
