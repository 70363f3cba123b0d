/** Connections at the client's door: tried before they are kept, secrets in and never out, removed only where nothing needs them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { findConnection } from '../../../db/statements/connections/views.js';
import { STATES_OF_INDEX } from '../../../db/statements/connections/needs.js';
import { FINAL_STATES } from '../../../domain/orders/states.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { order, standing } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { startSecondCa, type SecondCa } from '../../support/second-ca.js';

const TOKEN = 'token-of-the-second-ca-7f3a';
const WRONG = 'token-that-nobody-takes-55d1';

let world: OrderWorld;
let second: SecondCa;
beforeAll(async () => {
  world = await createOrderWorld();
  second = await startSecondCa(world, TOKEN);
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});

async function rows(): Promise<readonly { name: string; state: string }[]> {
  const { rows: found } = await world.dependencies.database.query<{ name: string; state: string }>(
    'select name, state from connections order by created_at',
  );
  return found;
}

function ca(name: string, form: object = second.form) {
  return { kind: 'development-ca', name, form: { ...form } };
}

describe('adding', () => {
  it('keeps what is let in, and shows all of it but the secrets', async () => {
    const kept = await world.orders.connections.add(ca('second'));
    expect(kept).toMatchObject({
      name: 'second',
      family: 'ca',
      ofInstallation: false,
      settings: { url: second.form.url },
      secrets: ['token'],
      isPubliclyTrusted: false,
    });
    expect(kept.triedAt).not.toBeNull();
    for (const shown of [
      kept,
      await world.orders.connections.show('second'),
      await world.orders.connections.list(),
    ])
      expect(JSON.stringify(shown)).not.toContain(TOKEN);
  });

  it('leaves nothing of what is not let in, and says what was refused', async () => {
    const before = await rows();
    const refusal = await refusalOf(
      world.orders.connections.add(ca('wrong', { ...second.form, token: WRONG })),
    );
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toContain('the token of connection wrong');
    expect(refusal.chinese.message).toContain('未获授权');
    expect(refusal.message).not.toContain(WRONG);
    expect(await rows()).toEqual(before);
  });

  it('keeps it untried where that is asked for', async () => {
    const untried = { ...ca('untried', { ...second.form, token: WRONG }), test: false };
    expect(await world.orders.connections.add(untried)).toMatchObject({ triedAt: null });
    expect((await refusalOf(world.orders.connections.test('untried'))).message).toContain('not authorized');
    await world.orders.connections.remove('untried');
  });

  it('has one of a name in each account, and one of the installation', async () => {
    expect(await refusalOf(world.orders.connections.add(ca('second')))).toMatchObject({ field: 'name' });
    await world.orders.connections.add({ ...ca('second'), ofInstallation: true });
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const other = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'other' });
    expect(await other.connections.list()).toMatchObject([{ name: 'second', ofInstallation: true }]);
    expect(await refusalOf(other.connections.remove('second'))).toMatchObject({ code: 'NotFound' });
    await world.orders.connections.remove('second', { ofInstallation: true });
    expect(await other.connections.list()).toEqual([]);
    expect(await world.orders.connections.show('second')).toMatchObject({ ofInstallation: false });
  });
});

describe('editing', () => {
  it('keeps the old values where the new ones are refused', async () => {
    const { database } = world.dependencies;
    const before = await findConnection(database, 'default', 'second');
    await refusalOf(world.orders.connections.edit('second', { token: WRONG }));
    expect(await findConnection(database, 'default', 'second')).toEqual(before);
    expect((await rows()).filter(({ state }) => state === 'candidate')).toEqual([]);
    expect(await world.orders.connections.test('second')).toMatchObject({ name: 'second' });
  });

  it('changes one field and leaves the secret', async () => {
    const edited = await world.orders.connections.edit('second', { url: `${second.form.url}/` });
    expect(edited.settings).toEqual({ url: `${second.form.url}/` });
    expect(edited.secrets).toEqual(['token']);
    await world.orders.connections.edit('second', { url: second.form.url });
  });
});

describe('another key for the account', () => {
  it('says what its CA refused, and which key goes on', async () => {
    const form = { directoryUrl: 'https://127.0.0.1:9/dir', termsOfServiceAgreed: true };
    await world.orders.connections.add({ kind: 'acme', name: 'silent', form, test: false });
    const refusal = await refusalOf(world.orders.connections.rollOverKey('silent'));
    expect(refusal.message).toMatch(/^The account key was not changed: silent gave no answer/);
    expect(refusal.chinese.message).toContain('账户密钥未能更换');
    await world.orders.connections.remove('silent');
  });

  it('is refused where a service knows us by what is in the form, and by its owner alone', async () => {
    const refusal = await refusalOf(world.orders.connections.rollOverKey('second'));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'connection' });
    expect(refusal.message).toContain('second (development-ca) has no account key');
    expect(refusal.chinese.message).toContain('没有账户密钥');
    expect(await refusalOf(world.orders.connections.rollOverKey('nothing'))).toMatchObject({
      code: 'NotFound',
    });
    await world.orders.connections.add({ ...ca('everybodys'), ofInstallation: true });
    expect(await refusalOf(world.orders.connections.rollOverKey('everybodys'))).toMatchObject({
      code: 'NotFound',
    });
    const asOwner = world.orders.connections.rollOverKey('everybodys', { ofInstallation: true });
    expect(await refusalOf(asOwner)).toMatchObject({ code: 'RefusedInThisState' });
    await world.orders.connections.remove('everybodys', { ofInstallation: true });
  });
});

describe('removing', () => {
  it('is refused with the routes, the orders and the certificates that need it', async () => {
    const route = await world.orders.routes.set({ connection: 'second', suffix: 'second.example.com' });
    const living = await order(world, 'living.second.example.com', { validation: 'manual-dns' });
    const issued = await order(world, 'issued.second.example.com');
    await standing(world, living, 'subscriber-dns');
    const { certificateId } = await standing(world, issued, 'issued');

    expect((await refusalOf(world.orders.connections.remove('second'))).message).toContain(route.routeId);
    await world.orders.routes.remove(route.routeId);
    const forced = { force: true };
    expect((await refusalOf(world.orders.connections.remove('second', forced))).message).toContain(living);
    await world.orders.cancel(living);
    await standing(world, living, 'cancelled');
    expect((await refusalOf(world.orders.connections.remove('second'))).message).toContain(certificateId);
    const { connectionId } = await world.orders.connections.show('second');
    await world.orders.connections.remove('second', forced);
    expect(await refusalOf(world.orders.connections.show('second'))).toMatchObject({ code: 'NotFound' });
    // What was placed there still says where.
    expect((await world.orders.show(issued)).ca).toMatchObject({ connectionId, name: 'second' });
    const { rows: left } = await world.dependencies.database.query(
      'select 1 from connections where sealed_secrets is not null',
    );
    expect(left).toEqual([]);
  });

  it('looks for living orders by the states that orders end in today', () => {
    expect([...STATES_OF_INDEX].sort()).toEqual([...FINAL_STATES].sort());
  });
});

it('stands in the log with its kind and fields, and no value', async () => {
  const entries = await world.orders.operations.list({ limit: 1000 });
  const added = entries.filter(({ operation }) => operation === 'connection.add');
  expect(added.map(({ outcome }) => outcome)).toContain('refused');
  const [first] = added.filter(({ outcome }) => outcome === 'asked');
  expect(first?.details).toEqual({ kind: 'development-ca', fields: ['token', 'url'] });
});
