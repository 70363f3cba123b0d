/** Buying by the reseller's actions: a lost answer, the same beside it, what is refused, and the places of free certificates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLeft } from '../../../../api/tencent/actions/delivery.js';
import { ACTIONS } from '../../../../api/tencent/actions/index.js';
import { OrderClient } from '../../../../client/order-client.js';
import { createDatabase } from '../../../../db/database.js';
import { createOrderWorld, type OrderWorld } from '../../../support/order-world.js';
import { until } from '../../../support/until.js';
import { caller, callFor, codeOf, type Answer, type Call } from './calling.js';

let world: OrderWorld;
let call: Call;

beforeAll(async () => {
  world = await createOrderWorld();
  call = caller({ client: world.orders });
}, 120_000);
afterAll(() => world.stop());

const DV = { ProductId: 104, DomainNum: 1, TimeSpan: 1 };

async function boughtAs(input: Answer, key = 'AKIDtests', outcome?: 'delivered' | 'lost'): Promise<string> {
  const made = callFor({ client: world.orders, key }, input);
  const answer = await ACTIONS.CreateCertificate?.(made);
  if (outcome) await answerLeft(made, outcome);
  return (answer?.CertificateIds as string[])[0] ?? '';
}

/** A client whose process ends, as far as others can see: nothing of it reaches the database any more. */
function dyingClient(): { readonly client: OrderClient; readonly end: () => Promise<void> } {
  const { temporal, taskQueue, environment, dependencies } = world;
  const database = createDatabase(environment.DATABASE_URL ?? '');
  const { masterKeys } = dependencies;
  const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'default' });
  return { client, end: () => database.end() };
}

describe('a purchase', () => {
  const wanted = { ProductId: 9, DomainNum: 1, TimeSpan: 2, Tags: [{ TagKey: 'team', TagValue: 'web' }] };

  it('that is repeated after its answer was lost is the same order, until an answer is delivered', async () => {
    const first = await boughtAs(wanted, 'AKIDa', 'lost');
    expect(await boughtAs(wanted, 'AKIDa', 'lost')).toBe(first);
    expect(await boughtAs(wanted, 'AKIDa', 'delivered')).toBe(first);
    expect(await boughtAs(wanted, 'AKIDa', 'delivered')).not.toBe(first);
  });

  it('of the same beside it, of another key, and of something else, is another one', async () => {
    const beside = await Promise.all([1, 2, 3].map(() => boughtAs(wanted, 'AKIDb', 'delivered')));
    expect(new Set(beside).size).toBe(3);
    const lost = await boughtAs(wanted, 'AKIDc', 'lost');
    expect(await boughtAs(wanted, 'AKIDd')).not.toBe(lost);
    expect(await boughtAs({ ...wanted, TimeSpan: 1 }, 'AKIDc')).not.toBe(lost);
    expect(await boughtAs(wanted, 'AKIDc')).toBe(lost);
  });

  it.each(['delivered', 'lost'] as const)(
    'that comes while the same is answered waits for what becomes of that: %s',
    async (outcome) => {
      const key = `AKIDw${outcome}`;
      const made = callFor({ client: world.orders, key }, wanted);
      const [first] = (await ACTIONS.CreateCertificate?.(made))?.CertificateIds as string[];
      const second = boughtAs(wanted, key, 'delivered');
      // Time enough for one that does not wait.
      for (let look = 0; look < 20; look += 1) await call('DescribeCertificates', { Limit: 1 });
      await answerLeft(made, outcome);
      expect((await second) === first).toBe(outcome === 'lost');
    },
  );

  it('whose process died is the same order, however soon it is asked for again; after ten minutes it is another one', async () => {
    const { database } = world.dependencies;
    const age = async (key: string, what: string) => {
      await database.query(
        `update tencent_purchases set asked_at = asked_at - interval '${what}' where asked_by = $1`,
        [key],
      );
    };
    const dying = dyingClient();
    const made = callFor({ client: dying.client, key: 'AKIDe' }, wanted);
    const [died] = (await ACTIONS.CreateCertificate?.(made))?.CertificateIds as string[];
    await dying.end();
    const again = boughtAs(wanted, 'AKIDe', 'lost');
    await age('AKIDe', '6 seconds');
    expect(await again).toBe(died);
    await age('AKIDe', '11 minutes');
    expect(await boughtAs(wanted, 'AKIDe', 'lost')).not.toBe(died);
    await age('AKIDe', '1 day');
    await boughtAs(wanted, 'AKIDe', 'delivered');
    const { rows } = await database.query(`select 1 from tencent_purchases where asked_by = 'AKIDe'`);
    expect(rows).toHaveLength(1);
  });

  it('that its process still works at is not lost, however long that takes', async () => {
    const { database } = world.dependencies;
    const made = callFor({ client: world.orders, key: 'AKIDg' }, wanted);
    const [first] = (await ACTIONS.CreateCertificate?.(made))?.CertificateIds as string[];
    await database.query(
      `update tencent_purchases set asked_at = asked_at - interval '4 seconds' where asked_by = 'AKIDg'`,
    );
    await until('it is heard of again', async () => {
      const { rows } = await database.query(
        `select 1 from tencent_purchases where asked_by = 'AKIDg' and asked_at > now() - interval '2 seconds'`,
      );
      return rows.length > 0;
    });
    await answerLeft(made, 'delivered');
    expect(await boughtAs(wanted, 'AKIDg', 'delivered')).not.toBe(first);
  });

  it('that died between its order and its row is the same order, whole', async () => {
    const { database } = world.dependencies;
    const id = await boughtAs(wanted, 'AKIDf', 'lost');
    await database.query('delete from tencent_certificates where root_order_id = $1', [
      (await world.orders.tencent.show(id)).rootId,
    ]);
    expect(await boughtAs(wanted, 'AKIDf')).toBe(id);
    expect(await call('DescribeCertificate', { CertificateId: id })).toMatchObject({
      PackageType: '9',
      ValidityPeriod: '24',
      Tags: [{ TagKey: 'team', TagValue: 'web' }],
    });
  });

  it.each([
    ['InvalidParameterValue', { ...DV, ProductId: 1 }],
    ['InvalidParameterValue', { ...DV, ProductId: 83 }],
    ['InvalidParameterValue', { ...DV, ProductId: 105 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, DomainNum: 0 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, DomainNum: 2 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, ProductId: 11, DomainNum: 1 }],
    ['InvalidParameter.DomainCountInvalid', { ...DV, ProductId: 11, DomainNum: 101 }],
    ['InvalidParameter.PeriodInvalid', { ...DV, TimeSpan: 0 }],
    ['InvalidParameter.PeriodInvalid', { ...DV, TimeSpan: 3 }],
    ['InvalidParameterValue', { ...DV, Tags: [{ TagKey: '', TagValue: '' }] }],
  ] as const)('%s for %j, and nothing is stored', async (code, input) => {
    const before = await counts();
    expect(await codeOf(call('CreateCertificate', input))).toBe(code);
    expect(await counts()).toEqual(before);
  });

  it('by points finds none', async () => {
    const input = { ProductPid: 1014028, DomainCount: '1', Period: 1 };
    expect(await codeOf(call('CreateCertificateByPackage', { ...input, PackageIds: ['pack'] }))).toBe(
      'FailedOperation.PackageNotFound',
    );
    expect(await codeOf(call('CreateCertificateByPackage', { ...input, PackageIds: [] }))).toBe(
      'InvalidParameter.PackageIdsInvalid',
    );
    expect(await call('DescribePackages')).toEqual({ Packages: [], TotalCount: 0, TotalBalance: 0 });
  });
});

/** Orders for free certificates that wait for ever. */
async function takePlaces(account: string, count: number, domain: string): Promise<void> {
  const { database } = world.dependencies;
  const ids = `'place_' || $3::text || i`;
  await database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, started_at, names, plan_id)
     select ${ids}, $1, '', 'trustasia', 'dv-free', 'validating', now(), array['n' || i || '.' || $3::text], ${ids}
       from generate_series(1, $2) i`,
    [account, count, domain],
  );
  await database.query(
    `insert into free_places (order_id, account, registrable_domain, taken_at)
     select ${ids}, $1, $3, now() from generate_series(1, $2) i`,
    [account, count, domain],
  );
}

async function counts(): Promise<unknown> {
  const { rows } = await world.dependencies.database.query(
    `select (select count(*) from orders) as orders, (select count(*) from tencent_purchases) as purchases,
            (select count(*) from tencent_certificates) as certificates`,
  );
  return rows[0];
}

describe('a free certificate', () => {
  const free = { DvAuthMethod: 'DNS', DomainName: 'refused.example.com' };

  it.each([
    ['InvalidParameterValue', { ...free, DvAuthMethod: 'MAIL' }],
    ['InvalidParameterValue', { ...free, PackageType: '2' }],
    ['InvalidParameterValue', { ...free, ValidityPeriod: '12' }],
    ['InvalidParameterValue', { ...free, CsrEncryptAlgo: 'ECC' }],
    ['InvalidParameterValue', { ...free, CsrEncryptAlgo: 'DSA' }],
    ['InvalidParameterValue', { ...free, CsrKeyParameter: '4096' }],
    ['InvalidParameterValue.CertificateEmailParseInvalid', { ...free, ContactEmail: 'nobody' }],
    ['FailedOperation.InvalidParam', { ...free, DnsNames: ['b.example.com'] }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: '*.example.com' }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: 'localhost' }],
    ['FailedOperation.InvalidParam', { ...free, DomainName: 'school.edu.cn' }],
    ['FailedOperation.InvalidParam', { ...free, CsrKeyPassword: 'short' }],
    ['FailedOperation.InvalidParam', { ...free, Alias: 'x'.repeat(201) }],
    ['FailedOperation.CertificateNotFound', { ...free, OldCertificateId: 'nobody00' }],
  ] as const)('%s for %j, and nothing is stored', async (code, input) => {
    const before = await counts();
    expect(await codeOf(call('ApplyCertificate', input))).toBe(code);
    expect(await counts()).toEqual(before);
  });

  it('is one of so many of a domain, and of an account', async () => {
    await takePlaces('default', 20, 'quota-test.com');
    const more = { ...free, DomainName: 'one-more.quota-test.com' };
    expect(await codeOf(call('ApplyCertificate', more))).toBe(
      'FailedOperation.MainDomainCertificateCountLimit',
    );
    const { temporal, taskQueue, dependencies } = world;
    const { database, masterKeys } = dependencies;
    const client = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'crowded' });
    const crowded = caller({ client, account: 'crowded' });
    for (let domain = 0; domain < 5; domain += 1) await takePlaces('crowded', 10, `crowd-${domain}.com`);
    expect(await codeOf(crowded('ApplyCertificate', { ...free, DomainName: 'other.example.com' }))).toBe(
      'FailedOperation.ExceedsFreeLimit',
    );
    expect((await crowded('DescribeCertificates')).TotalCount).toBe(50);
  });

  it('is not deleted within an hour, nor while it is valid', async () => {
    const { CertificateId } = await call('ApplyCertificate', {
      DvAuthMethod: 'DNS',
      DomainName: 'young.example.com',
    });
    expect(await codeOf(call('DeleteCertificate', { CertificateId }))).toBe(
      'FailedOperation.CannotBeDeletedWithinHour',
    );
    await call('CancelAuditCertificate', { CertificateId });
    expect(await codeOf(call('DeleteCertificate', { CertificateId }))).toBe(
      'FailedOperation.CannotBeDeletedWithinHour',
    );
    const later = caller({ client: world.orders, now: () => Date.now() + 3_700_000 });
    expect(await later('DeleteCertificate', { CertificateId })).toEqual({ DeleteResult: true, TaskId: '' });
    expect(await codeOf(call('ModifyCertificateResubmit', { CertificateId }))).toBe(
      'FailedOperation.CertificateNotFound',
    );
  });
});
