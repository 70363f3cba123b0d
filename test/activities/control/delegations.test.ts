/** Delegated names on real DNS: what counts as one, whose a target is, what an order does with it, and who is told of a loss. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createDelegationActivities,
  watchDelegations,
  type DelegationDependencies,
} from '../../../activities/control/delegations.js';
import { waitOnObstacle } from '../../../activities/control/left-to-subscriber.js';
import {
  publishAll,
  removeAll,
  type PublicationDependencies,
} from '../../../activities/control/publication.js';
import { createAliasLookup } from '../../../activities/dns/alias-lookup.js';
import { createRfc2136Provider } from '../../../activities/dns/providers/rfc2136/index.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { createNotices } from '../../../activities/notices/posting.js';
import type { Database } from '../../../db/database.js';
import {
  addDelegation,
  loadDelegation,
  readDelegation,
  removeDelegation,
  type DelegationRow,
} from '../../../db/statements/control/delegations.js';
import { listNotices } from '../../../db/statements/notices/views.js';
import { DELEGATION_WATCH, newRecords, targetOf } from '../../../domain/control/delegation.js';
import type { Finding } from '../../../domain/control/findings.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { quoted } from '../../../domain/told.js';
import { startTestDns, TSIG, type DnsTestServer } from '../../dev/dns/dns-test-server.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

const ZONE = 'validation.example.net';

/** The subscriber's DNS, where we may change nothing, and our own, with one zone. */
let theirs: DnsTestServer;
let ours: DnsTestServer;
let database: Database;
let dependencies: DelegationDependencies & PublicationDependencies;
let now: number;
let count = 0;
let name: string;
let orderId: string;

beforeAll(async () => {
  theirs = await startTestDns();
  ours = await startTestDns();
  database = await ownDatabase();
});
afterAll(async () => {
  await ours.stop();
  await theirs.stop();
});
beforeEach(async () => {
  now = Date.parse('2026-11-01T00:00:00.000Z') + count * 86_400_000;
  count += 1;
  name = `n${count}.example.com`;
  orderId = `delegated-${count}`;
  await storeOrder(database, { orderId });
  dependencies = world();
});

function world(): typeof dependencies {
  const real = createRfc2136Provider({
    server: `127.0.0.1:${ours.port}`,
    tsigKeyName: TSIG.name,
    tsigAlgorithm: TSIG.algorithm,
    tsigSecret: TSIG.secret,
  });
  const clock = () => now;
  return {
    database,
    clock,
    dnsProvider: {
      ...real,
      publish: async (record) =>
        record.name.endsWith(ZONE)
          ? await real.publish(record)
          : { outcome: 'not-served', reason: quoted('the server has one zone only') },
      zoneOf: (asked) => Promise.resolve(asked.endsWith(ZONE) ? ZONE : undefined),
    },
    filePublisher: createManualFilePublisher(),
    aliases: createAliasLookup({
      resolvers: [`127.0.0.1:${theirs.resolverPorts[0]}`],
      authoritativePort: theirs.port,
      httpPort: 80,
      httpsPort: 443,
      allowPrivateAddresses: true,
    }),
    notices: createNotices(postingWithoutTemporal(database, clock)),
  };
}

async function delegated(account = 'default', label = `label${count}${account}`): Promise<DelegationRow> {
  return await addDelegation(
    database,
    { delegationId: `dlg_${label}`, account, name, zone: ZONE, label, records: newRecords(name) },
    new Date(now),
  );
}

function validation(): DomainValidation {
  const record = { type: 'TXT', name: `_dnsauth.${name}`, value: 'expected' } as const;
  return { name, method: 'auto-dns', record, issuedAt: '2026-11-01T00:00:00.000Z' };
}

function missing(leadsTo?: string): Finding {
  return {
    name,
    subject: 'dns-record',
    source: 'resolver 192.0.2.53',
    question: `TXT _dnsauth.${name}`,
    expected: '"expected"',
    found: 'the name has no TXT record',
    verdict: 'missing',
    ...(leadsTo !== undefined && { leadsTo }),
    checkedAt: '2026-11-01T00:00:00.000Z',
  };
}

const order = () => ({ orderId, terms: null });

async function looked(delegation: DelegationRow): Promise<DelegationRow> {
  await createDelegationActivities(dependencies).lookAtDelegation(delegation.delegationId);
  const after = await loadDelegation(database, delegation.delegationId);
  if (!after) throw new Error('The delegation is gone.');
  return after;
}

describe('an order', () => {
  it('has its record published at the target, where the exact name leads, and removed there', async () => {
    const target = targetOf(await delegated());
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', target);
    expect(await publishAll(dependencies, orderId, [validation()])).toEqual([]);
    expect(ours.zone.list(target)).toMatchObject([{ type: 'TXT', value: 'expected' }]);
    expect(await waitOnObstacle(dependencies, order(), [validation()], missing(target))).toBeUndefined();
    await removeAll(dependencies, orderId);
    expect(ours.zone.list(target)).toEqual([]);
  });

  it('waits on the subscriber while there is no CNAME, and is told which one', async () => {
    const target = targetOf(await delegated());
    const [left] = await publishAll(dependencies, orderId, [validation()]);
    expect(left?.en).toBe(`_dnsauth.${name} is delegated and has no CNAME: set one to ${target}`);
    expect(left?.zh).toContain('已委派,但没有 CNAME');
    const wait = await waitOnObstacle(dependencies, order(), [validation()], missing());
    expect(wait).toEqual({ wait: 'subscriber-dns', problem: left });

    // Once it is set, the ball comes back, and the next attempt publishes.
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', target);
    expect(await waitOnObstacle(dependencies, order(), [validation()], missing(target))).toBeUndefined();
    expect(await publishAll(dependencies, orderId, [validation()])).toEqual([]);
    expect(ours.zone.list(target)).toMatchObject([{ value: 'expected' }]);
  });

  it('is not served by a wildcard’s CNAME', async () => {
    const target = targetOf(await delegated());
    await theirs.zone.set(`*.${name}`, 'CNAME', target);
    const [left] = await publishAll(dependencies, orderId, [validation()]);
    expect(left?.en).toContain("is a wildcard's, which is no delegation");
    expect(ours.zone.list(target)).toEqual([]);
    const wait = await waitOnObstacle(dependencies, order(), [validation()], missing(target));
    expect(wait?.wait).toBe('subscriber-dns');
    expect(wait?.problem?.en).toContain('at this very name');
    expect(wait?.problem?.zh).toContain('通配符');

    // The same CNAME at the name itself counts, whatever else the wildcard makes.
    await theirs.zone.remove(`*.${name}`);
    await theirs.zone.set(`*.${name}`, 'CNAME', 'web.example.org');
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', target);
    expect(await publishAll(dependencies, orderId, [validation()])).toEqual([]);
  });

  it('is not served by a wildcard where nothing is delegated either', async () => {
    await theirs.zone.set(`*.${name}`, 'CNAME', `web.${ZONE}`);
    const [left] = await publishAll(dependencies, orderId, [validation()]);
    expect(left?.en).toContain("is a wildcard's, which is no delegation");
    expect(ours.zone.list(`web.${ZONE}`)).toEqual([]);
  });

  it('of another account gets nothing published at this account’s target, removed or not', async () => {
    const theirTarget = targetOf(await delegated('victim'));
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', theirTarget);
    for (const round of ['there', 'removed']) {
      if (round === 'removed') await removeDelegation(database, 'victim', name, new Date(now));
      const [left] = await publishAll(dependencies, orderId, [validation()]);
      expect(left?.en).toContain("which is another account's delegation");
      expect(left?.zh).toContain('另一个账号');
      expect(ours.zone.list(theirTarget)).toEqual([]);
    }
  });

  it('of another account gets nothing by way of a CNAME of its own to that target', async () => {
    const theirTarget = targetOf(await delegated('victim'));
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', `hop${count}.example.org`);
    await theirs.zone.set(`hop${count}.example.org`, 'CNAME', theirTarget);
    const [left] = await publishAll(dependencies, orderId, [validation()]);
    expect(left?.en).toContain("which is another account's delegation");
    expect(ours.zone.list(theirTarget)).toEqual([]);
  });

  it('waits for resolvers that don’t answer, and hands nobody the ball', async () => {
    await delegated();
    dependencies = { ...dependencies, aliases: () => Promise.resolve({ outcome: 'silent' }) };
    await expect(publishAll(dependencies, orderId, [validation()])).rejects.toMatchObject({
      type: 'DnsProviderUnavailable',
    });
    expect(await waitOnObstacle(dependencies, order(), [validation()], missing())).toBeUndefined();
  });
});

describe('the health of a delegation', () => {
  it('is unset until one of its CNAMEs is found, then standing', async () => {
    const delegation = await delegated();
    expect(await looked(delegation)).toMatchObject({
      state: 'unset',
      records: [{ state: 'unset' }, { state: 'unset' }],
    });
    await theirs.zone.set(`_acme-challenge.${name}`, 'CNAME', targetOf(delegation));
    now += 1_000;
    expect(await looked(delegation)).toMatchObject({
      state: 'standing',
      since: new Date(now).toISOString(),
      records: [
        { name: `_dnsauth.${name}`, state: 'unset', hasStood: false },
        { name: `_acme-challenge.${name}`, state: 'standing', hasStood: true },
      ],
    });
  });

  it('lost is told once, in both languages, after it has lasted; again only for another loss', async () => {
    const delegation = await delegated();
    const target = targetOf(delegation);
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', target);
    await looked(delegation);
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', 'elsewhere.example.org');
    now += 3_600_000;
    expect(await looked(delegation)).toMatchObject({
      state: 'broken',
      records: [{ state: 'elsewhere', leadsTo: '"elsewhere.example.org"' }, { state: 'unset' }],
    });
    const about = delegation.delegationId;
    const told = async () => (await listNotices(database, 'default', { about, limit: 10 })).rows;
    expect(await told()).toEqual([]);
    for (const _look of [1, 2, 3]) {
      now += DELEGATION_WATCH.toldAfterMs;
      await looked(delegation);
    }
    const [notice, ...others] = await told();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ kind: 'delegation-broken', delegationId: about, orderId: null });
    expect(notice?.texts.body.en).toContain(`have it lead to ${target}`);
    expect(notice?.texts.body.en).toContain(`sealflow delegation check ${name}`);
    expect(notice?.texts.body.zh).toContain(`请改为指向 ${target}`);
    expect(notice?.texts.subject.zh).toContain(name);

    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', target);
    now += 1_000;
    expect(await looked(delegation)).toMatchObject({ state: 'standing' });
    await theirs.zone.remove(`_dnsauth.${name}`);
    now += 1_000;
    await looked(delegation);
    now += DELEGATION_WATCH.toldAfterMs;
    await looked(delegation);
    expect(await told()).toHaveLength(2);
  });

  it('is not changed by silence', async () => {
    const delegation = await delegated();
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', targetOf(delegation));
    await looked(delegation);
    dependencies = { ...dependencies, aliases: () => Promise.resolve({ outcome: 'silent' }) };
    expect(await looked(delegation)).toMatchObject({ state: 'standing' });
  });

  it('is looked at on a schedule: each one once, by whichever worker is first, and again when it is due', async () => {
    const delegation = await delegated();
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', targetOf(delegation));
    const rounds = await Promise.all([watchDelegations(dependencies), watchDelegations(dependencies)]);
    expect(rounds[0].looked + rounds[1].looked).toBeGreaterThan(0);
    const after = await loadDelegation(database, delegation.delegationId);
    expect(after).toMatchObject({ state: 'standing', checkedAt: new Date(now).toISOString() });
    expect(await watchDelegations(dependencies)).toMatchObject({ looked: 0 });
    now += DELEGATION_WATCH.standingEveryMs;
    await watchDelegations(dependencies);
    expect((await loadDelegation(database, delegation.delegationId))?.checkedAt).toBe(
      new Date(now).toISOString(),
    );
  });

  it('ends with its removal; added again it is the same target, looked at anew', async () => {
    const delegation = await delegated();
    await theirs.zone.set(`_dnsauth.${name}`, 'CNAME', targetOf(delegation));
    await looked(delegation);
    expect(await removeDelegation(database, 'default', name, new Date(now))).toBe(true);
    expect(await removeDelegation(database, 'default', name, new Date(now))).toBe(false);
    expect(await readDelegation(database, 'default', name)).toBeUndefined();
    await expect(
      createDelegationActivities(dependencies).lookAtDelegation(delegation.delegationId),
    ).resolves.toBeUndefined();
    expect(await delegated()).toMatchObject({
      delegationId: delegation.delegationId,
      label: delegation.label,
      state: 'unset',
      records: [{ state: 'unknown' }, { state: 'unknown' }],
    });
  });
});

it('a zone is served where a service of the account says so', async () => {
  const activities = createDelegationActivities(dependencies);
  expect(await activities.zoneServing({ account: 'default', name: `abc.${ZONE}` })).toBe(ZONE);
  expect(await activities.zoneServing({ account: 'default', name: 'abc.example.org' })).toBeNull();
});
