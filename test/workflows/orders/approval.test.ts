/** Orders and revocations that wait for a second person: nobody approves their own, one decision counts, a decline ends it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { Identities } from '../../../client/accounts/identities.js';
import { insertApproval, recordTaken, whoWantsRenewal } from '../../../db/statements/accounts/approvals.js';
import { planAsks } from '../../../domain/orders/approval.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { decideApproval } from '../../../workflows/messages.js';
import { WAITING_ON } from '../../../workflows/search-attributes.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind, standing, workflowOf } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let alice: OrderClient;
let bob: OrderClient;

beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
  await world.orders.approvals.setRules({ approvesOrders: true });
  alice = as('alice', 'orderer');
  bob = as('bob', 'approver');
});
afterAll(() => world.stop());

function as(name: string, role: Role, id = `usr_${name}`): OrderClient {
  const principal: Principal = { kind: 'user', id, name, account: 'default', role };
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  return new OrderClient({
    temporal,
    taskQueue,
    database,
    masterKeys,
    takesPayments: true,
    actor: name,
    principal,
  });
}

async function asked(by: OrderClient, name: string, fields: object = {}): Promise<string> {
  const { orderId } = await by.create({ form: dvForm(name, { brand: 'wotrus', ...fields }) });
  return orderId;
}

async function waiting(by: OrderClient, name: string): Promise<string> {
  const orderId = await asked(by, name);
  await standing(world, orderId, 'approver-decision');
  return orderId;
}

describe('an order that costs something', () => {
  it('waits for an approver, is told as such everywhere, and goes on once it is approved', async () => {
    const orderId = await waiting(alice, 'approved.example.com');
    const shown = await world.orders.show(orderId);
    expect(shown).toMatchObject({ state: 'validating', party: 'approver', payment: { state: 'due' } });
    expect(shown.nextAction?.en).toContain(`sealflow approval approve ${orderId}`);
    expect(Date.parse(shown.deadline ?? '') - Date.parse(shown.since ?? '')).toBe(14 * 86_400_000);
    const { typedSearchAttributes } = await workflowOf(world, orderId).describe();
    expect(typedSearchAttributes.get(WAITING_ON)).toBe('approver-decision');
    expect((await bob.approvals.list()).find(({ id }) => id === orderId)).toMatchObject({
      subject: 'order',
      requestedBy: 'alice',
      awaited: true,
      decision: null,
      names: ['approved.example.com'],
    });
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
    expect(await bob.approvals.approve(orderId)).toMatchObject({
      decision: 'approved',
      decidedBy: 'bob',
      awaited: false,
    });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    await until(
      'the money is taken',
      async () => (await world.orders.show(orderId)).payment?.state === 'captured',
    );
    expect((await bob.approvals.list()).map(({ id }) => id)).not.toContain(orderId);
  });

  it('ends when it is declined: nothing was paid, nothing is left', async () => {
    const orderId = await waiting(alice, 'declined.example.com');
    expect(await bob.approvals.decline(orderId)).toMatchObject({ decision: 'declined', decidedBy: 'bob' });
    expect(await ended(world, orderId)).toMatchObject({
      state: 'rejected',
      reason: 'Declined by an approver of the account.',
    });
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
    expect((await world.orders.show(orderId)).payment?.state).toBe('due');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('is approved as a draft is submitted, by whoever did not hand in the form', async () => {
    const { orderId } = await alice.create({ form: { brand: 'wotrus', type: 'dv' } });
    await standing(world, orderId, 'subscriber-form');
    expect(await refusalOf(bob.approvals.approve(orderId))).toMatchObject({ code: 'NotFound' });
    await alice.submit(orderId, dvForm('draft-approved.example.com', { brand: 'wotrus' }));
    await standing(world, orderId, 'approver-decision');
    await bob.approvals.approve(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('that costs nothing waits for nobody, nor does one that was placed before the rule', async () => {
    const free = await asked(alice, 'free.example.com', { brand: 'trustasia', type: 'dv-free' });
    expect(await ended(world, free)).toMatchObject({ state: 'issued' });
    expect(await refusalOf(bob.approvals.show(free))).toMatchObject({ code: 'NotFound' });
    await world.orders.approvals.setRules({ approvesOrders: false });
    const before = await asked(alice, 'before-the-rule.example.com', { validation: 'manual-dns' });
    await world.orders.approvals.setRules({ approvesOrders: true });
    await standing(world, before, 'subscriber-dns');
    await alice.cancel(before);
  });
});

describe('who decides', () => {
  it('is nobody who asked for it, whatever role or name they have', async () => {
    const owner = as('carol', 'owner');
    const orderId = await waiting(owner, 'own.example.com');
    for (const decide of ['approve', 'decline'] as const) {
      expect(await refusalOf(owner.approvals[decide](orderId))).toMatchObject({ code: 'NotAllowed' });
      // Under another name, and by whoever has their name.
      const renamed = as('somebody else', 'approver', 'usr_carol');
      expect(await refusalOf(renamed.approvals[decide](orderId))).toMatchObject({ code: 'NotAllowed' });
    }
    expect((await world.orders.show(orderId)).waitingOn).toBe('approver-decision');
    await as('carol', 'approver', 'usr_another').approvals.approve(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it.each(['orderer', 'letters', 'auditor', 'operator'] as const)(
    'is nobody in the role %s',
    async (role) => {
      const orderId = await waiting(alice, `${role}.example.com`);
      const dave = as('dave', role);
      for (const decide of ['approve', 'decline'] as const)
        expect(await refusalOf(dave.approvals[decide](orderId))).toMatchObject({ code: 'NotAllowed' });
      expect(await refusalOf(dave.approvals.setRules({ approvesOrders: false }))).toMatchObject({
        code: 'NotAllowed',
      });
      expect(await bob.approvals.show(orderId)).toMatchObject({ awaited: true, decision: null });
      await alice.cancel(orderId);
      await ended(world, orderId);
    },
  );

  it('is nobody who has left the account: the session that would have decided is gone, the order waits for others', async () => {
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const identities = new Identities({ database, masterKeys });
    const [{ userId }, { userId: moving }] = [
      await world.orders.users.add({ login: 'olga', role: 'approver' }),
      await world.orders.users.add({ login: 'pavel', role: 'approver' }),
    ];
    const [olga, pavel] = [
      await identities.openSession(userId, '192.0.2.1'),
      await identities.openSession(moving, '192.0.2.2'),
    ];
    const asThey = async (token: string) => {
      const { principal } = await identities.bySession(token);
      const actor = principal.name;
      return new OrderClient({
        ...{ temporal, taskQueue, database, masterKeys, takesPayments: true, actor, principal },
      });
    };
    const [first, second] = [
      await waiting(alice, 'stays-1.example.com'),
      await waiting(alice, 'stays-2.example.com'),
    ];
    await (await asThey(olga.token)).approvals.approve(first);
    await world.orders.users.remove('olga');
    await world.orders.users.setRole('pavel', 'auditor');
    expect(await refusalOf(asThey(olga.token))).toMatchObject({ code: 'NotSignedIn' });
    expect(await refusalOf((await asThey(pavel.token)).approvals.approve(second))).toMatchObject({
      code: 'NotAllowed',
    });
    expect(await ended(world, first)).toMatchObject({ state: 'issued' });
    expect(await bob.approvals.show(first)).toMatchObject({ decision: 'approved', decidedBy: 'olga' });
    expect(await bob.approvals.show(second)).toMatchObject({ awaited: true, decision: null });
    await bob.approvals.approve(second);
    expect(await ended(world, second)).toMatchObject({ state: 'issued' });
  });

  it('who left, or has another role by then, decides nothing; what they approved before stands', async () => {
    const [first, second] = [
      await waiting(alice, 'left-1.example.com'),
      await waiting(alice, 'left-2.example.com'),
    ];
    await as('erin', 'approver').approvals.approve(first);
    const moved = as('erin', 'auditor');
    expect(await refusalOf(moved.approvals.approve(second))).toMatchObject({ code: 'NotAllowed' });
    expect(await ended(world, first)).toMatchObject({ state: 'issued' });
    expect(await bob.approvals.show(first)).toMatchObject({ decision: 'approved', decidedBy: 'erin' });
    await alice.cancel(second);
    await ended(world, second);
  });
});

describe('a key is the hand of whoever has its secret', () => {
  /** A key that `by` makes, used by a client of its own. */
  async function keyOf(by: OrderClient, name: string, role: Role): Promise<[OrderClient, string]> {
    const { keyId } = await by.apiKeys.create({ name, role });
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const known = await new Identities({ database, masterKeys }).byKeyId(keyId);
    if (!known) throw new Error(`${keyId} is not known`);
    const { principal } = known;
    const actor = principal.name;
    const client = new OrderClient({
      ...{ temporal, taskQueue, database, masterKeys, takesPayments: true, actor, principal },
    });
    return [client, keyId];
  }

  async function refuses(decides: OrderClient, orderId: string): Promise<void> {
    for (const decide of ['approve', 'decline'] as const)
      expect(await refusalOf(decides.approvals[decide](orderId))).toMatchObject({ code: 'NotAllowed' });
  }

  it('so that nobody approves what their key asked for, nor their key what they did, nor one of theirs what another did', async () => {
    const hana = as('hana', 'owner');
    const [ordering] = await keyOf(hana, 'ordering', 'orderer');
    const [approving] = await keyOf(hana, 'approving', 'approver');
    const [ofAKey] = await keyOf((await keyOf(hana, 'administering', 'owner'))[0], 'of a key', 'approver');
    const byKey = await waiting(ordering, 'by-key.example.com');
    for (const same of [hana, approving, ofAKey, as('another name', 'approver', 'usr_hana')])
      await refuses(same, byKey);
    const byHerself = await waiting(hana, 'by-herself.example.com');
    for (const same of [approving, ofAKey]) await refuses(same, byHerself);
    const { message } = await refusalOf(hana.approvals.approve(byKey));
    expect(message).toContain('What a key asked for');
    expect(await bob.approvals.show(byKey)).toMatchObject({ awaited: true, decision: null });
    // Whoever else there is may, and so may a key of theirs.
    const [ofIvo] = await keyOf(as('ivo', 'owner'), 'of ivo', 'approver');
    await ofIvo.approvals.approve(byKey);
    await bob.approvals.approve(byHerself);
    for (const orderId of [byKey, byHerself])
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('and that of whoever rotated it, since they have its new secret', async () => {
    const [jana, kim] = [as('jana', 'owner'), as('kim', 'owner')];
    const [ofJana, keyId] = await keyOf(jana, 'of jana', 'approver');
    const before = await waiting(kim, 'before-rotation.example.com');
    await kim.apiKeys.rotate(keyId);
    await refuses(ofJana, before);
    // What it asked for before somebody else had it, they may decide.
    const [ordering, orderingId] = await keyOf(jana, 'ordering of jana', 'orderer');
    const asked = await waiting(ordering, 'asked-before-rotation.example.com');
    await kim.apiKeys.rotate(orderingId);
    await kim.approvals.approve(asked);
    await bob.approvals.approve(before);
    for (const orderId of [before, asked])
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('also once it is revoked, and with a request to revoke', async () => {
    const lena = as('lena', 'owner');
    const [ordering, keyId] = await keyOf(lena, 'of lena', 'orderer');
    const orderId = await waiting(ordering, 'key-revoked.example.com');
    await lena.apiKeys.revoke(keyId);
    await refuses(lena, orderId);
    await bob.approvals.approve(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    await world.orders.approvals.setRules({ approvesRevocations: true });
    const [revoking] = await keyOf(lena, 'revoking', 'orderer');
    const { revocationId } = await revoking.certificates.revoke(orderId, { reason: 'superseded' });
    await world.orders.approvals.setRules({ approvesRevocations: false });
    await until('the wait', async () => (await bob.approvals.show(revocationId)).awaited);
    await refuses(lena, revocationId);
    await bob.approvals.decline(revocationId);
  });

  it('but keys that the installation handed out are of different hands', async () => {
    const [ordering] = await keyOf(world.orders, 'handed out to one', 'orderer');
    const [approving] = await keyOf(world.orders, 'handed out to another', 'approver');
    const orderId = await waiting(ordering, 'handed-out.example.com');
    // Whoever handed them out has both.
    await refuses(world.orders, orderId);
    await approving.approvals.approve(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });
});

describe('a renewal that a plan orders by itself', () => {
  it('is asked for by whoever bought the plan, or had it renewed: they do not approve it', async () => {
    const { database } = world.dependencies;
    const orderId = await waiting(alice, 'renewed.example.com');
    await bob.approvals.approve(orderId);
    await ended(world, orderId);
    expect(await whoWantsRenewal(database, orderId)).toEqual(['user:usr_alice']);
    await as('mona', 'owner').plans.setAutoRenew(orderId, true);
    const behind = await whoWantsRenewal(database, orderId);
    expect(behind).toEqual(['user:usr_alice', 'user:usr_mona']);
    // As the lifecycle stores the renewal's request.
    const renewal = await waiting(as('nina', 'orderer'), 'renewal.example.com');
    await database.query('delete from approvals where approval_id = $1', [renewal]);
    await insertApproval(database, { orderId: renewal, account: 'default', requestedBy: planAsks(behind) });
    for (const who of [as('alice', 'approver'), as('mona', 'owner')])
      expect(await refusalOf(who.approvals.approve(renewal))).toMatchObject({ code: 'NotAllowed' });
    await bob.approvals.approve(renewal);
    await as('mona', 'owner').plans.setAutoRenew(orderId, false);
    expect(await whoWantsRenewal(database, orderId)).toEqual(['user:usr_alice']);
  });
});

describe('one decision counts', () => {
  it('of two at the same moment: the other is refused, and leaves nothing', async () => {
    const orderId = await waiting(alice, 'two.example.com');
    const both = await Promise.allSettled([
      bob.approvals.approve(orderId),
      as('frank', 'owner').approvals.decline(orderId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { decision } = await bob.approvals.show(orderId);
    const { state } = await ended(world, orderId);
    expect(state).toBe(decision === 'approved' ? 'issued' : 'rejected');
    const { rows } = await world.dependencies.database.query(
      'select 1 from approval_decisions where approval_id = $1',
      [orderId],
    );
    expect(rows).toHaveLength(1);
  });

  it('given again by whoever gave it, it is the same; another one is refused', async () => {
    const orderId = await waiting(alice, 'again.example.com');
    await bob.approvals.approve(orderId);
    expect(await bob.approvals.approve(orderId)).toMatchObject({ decision: 'approved' });
    expect(await refusalOf(bob.approvals.decline(orderId))).toMatchObject({ code: 'RefusedInThisState' });
    expect(await refusalOf(as('gina', 'owner').approvals.approve(orderId))).toMatchObject({
      code: 'RefusedInThisState',
    });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('that comes after a cancellation is refused, and the order ends cancelled', async () => {
    const orderId = await waiting(alice, 'cancelled.example.com');
    await alice.cancel(orderId);
    for (const decide of ['approve', 'decline'] as const)
      expect(await refusalOf(bob.approvals[decide](orderId))).toMatchObject({ code: 'RefusedInThisState' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
    expect(await refusalOf(bob.approvals.approve(orderId))).toMatchObject({ code: 'RefusedInThisState' });
    expect(await bob.approvals.show(orderId)).toMatchObject({ awaited: false, decision: null });
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
  });

  it('at the moment of a cancellation: one of both, and what is on record says which', async () => {
    const orderId = await waiting(alice, 'race.example.com');
    const [approved] = await Promise.allSettled([bob.approvals.approve(orderId), alice.cancel(orderId)]);
    expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
    const shown = await bob.approvals.show(orderId);
    expect(shown.decision).toBe(approved.status === 'fulfilled' ? 'approved' : null);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('whose answer was lost is taken once: the workflow says so itself, however often', async () => {
    const orderId = await waiting(alice, 'lost-answer.example.com');
    const { database } = world.dependencies;
    await database.query(
      `insert into approval_decisions (decision_id, approval_id, decision, decided_by, decided_by_name, decided_at)
       values ('dec_lost', $1, 'approved', 'user:usr_bob', 'bob', now())`,
      [orderId],
    );
    const verdict = { decision: 'approved', decisionId: 'dec_lost' } as const;
    const handle = workflowOf(world, orderId);
    await handle.executeUpdate(decideApproval, { args: [verdict] });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    await recordTaken(database, 'dec_lost');
    expect(await bob.approvals.approve(orderId)).toMatchObject({ decision: 'approved', decidedBy: 'bob' });
  });
});

describe('a revocation', () => {
  it('waits for an approver as well; declined it leaves the certificate in use, approved it goes to the CA', async () => {
    const orderId = await waiting(alice, 'revoked.example.com');
    await bob.approvals.approve(orderId);
    await ended(world, orderId);
    await world.orders.approvals.setRules({ approvesRevocations: true });
    const revoke = async () => {
      const { revocationId } = await alice.certificates.revoke(orderId, { reason: 'superseded' });
      await until('the wait', async () => (await bob.approvals.show(revocationId)).awaited);
      return revocationId;
    };
    const first = await revoke();
    expect(await refusalOf(alice.approvals.approve(first))).toMatchObject({ code: 'NotAllowed' });
    expect((await bob.approvals.list()).map(({ id, subject }) => [id, subject])).toContainEqual([
      first,
      'revocation',
    ]);
    await bob.approvals.decline(first);
    await until('the end', async () => (await alice.certificates.revocation(orderId)).state === 'refused');
    expect((await alice.certificates.revocation(orderId)).detail).toContain('Declined by an approver');
    const second = await revoke();
    await bob.approvals.approve(second);
    await until('the CA', async () => {
      const { state, waitingOn } = await alice.certificates.revocation(orderId);
      return state === 'revoked' || (waitingOn !== null && waitingOn !== 'approver-decision');
    });
    await world.orders.approvals.setRules({ approvesRevocations: false });
  });
});

it('both operations stand in the log with who decided', async () => {
  const entries = await world.orders.operations.list({ limit: 500 });
  const decided = entries.filter(({ operation }) => operation.startsWith('approval.'));
  expect(new Set(decided.map(({ operation }) => operation))).toEqual(
    new Set(['approval.approve', 'approval.decline']),
  );
  expect(decided.map(({ actor }) => actor)).toContain('bob');
  expect(entries.map(({ operation }) => operation)).toContain('account.set-rules');
});
