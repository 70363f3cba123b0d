/** The statements against a real Postgres: what may be repeated, what must not overtake, what counts up. */
import { expect, it } from 'vitest';
import {
  loadValidations,
  markValidationStatuses,
  replaceValidations,
} from '../../../db/statements/control/domain-validations.js';
import { readFileSync } from 'node:fs';
import { loadLatestFindings, recordFindings } from '../../../db/statements/control/findings.js';
import {
  loadForm,
  loadOrder,
  markPlacementIntended,
  recordPlaced,
  recordCaReference,
  recordProgress,
  recordValidationMethod,
} from '../../../db/statements/orders/row.js';
import { giveUp, isGivenUp } from '../../../db/statements/orders/ends.js';
import {
  forgetPublication,
  loadPublications,
  notePublication,
} from '../../../db/statements/control/published-validations.js';
import type { Finding } from '../../../domain/control/findings.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

const database = await ownDatabase();
let count = 0;

async function newOrder(): Promise<string> {
  const orderId = `order-${++count}`;
  await storeOrder(database, { orderId });
  return orderId;
}

it('an order is loaded with its terms; an unknown one is undefined', async () => {
  const orderId = await newOrder();
  expect(await loadOrder(database, orderId)).toMatchObject({
    orderId,
    brand: 'trustasia',
    names: ['www.example.com'],
    validationMethod: 'manual-dns',
    terms: { kind: 'single', randomValueDays: 30 },
    caReference: null,
  });
  expect(await loadForm(database, orderId)).toMatchObject({ csr: { algorithm: 'ecc-p256' } });
  expect(await loadOrder(database, 'unknown')).toBeUndefined();
  expect(await loadForm(database, 'unknown')).toBeUndefined();
});

it('the intent to place is noted once, and is seen by whoever comes second', async () => {
  const orderId = await newOrder();
  const noted = { placesAt: null, isGivenUp: false };
  expect(await markPlacementIntended(database, orderId)).toEqual({ ...noted, mayHaveReachedCa: false });
  expect(await markPlacementIntended(database, orderId)).toEqual({ ...noted, mayHaveReachedCa: true });
  expect(await giveUp(database, orderId)).toBe(true);
  expect(await giveUp(database, orderId)).toBe(true);
});

it('an order that is given up is noted for no CA and in no zone, and says so to whoever was faster', async () => {
  const orderId = await newOrder();
  expect(await isGivenUp(database, orderId)).toBe(false);
  expect(await giveUp(database, orderId)).toBe(false);
  expect(await isGivenUp(database, orderId)).toBe(true);
  expect(await markPlacementIntended(database, orderId)).toMatchObject({ isGivenUp: true });
  expect(await giveUp(database, orderId)).toBe(false);
  const record = { type: 'TXT', name: '_dnsauth.example.com', value: '1' } as const;
  expect(await notePublication(database, orderId, { kind: 'record', record })).toEqual({
    isNew: false,
    isGivenUp: true,
  });
  expect(await loadPublications(database, orderId)).toEqual([]);
  expect(await recordPlaced(database, orderId, 'ca-late', [])).toMatchObject({ isGivenUp: true });
});

it('an order whose certificate was faster than its withdrawal is one like any other', async () => {
  const orderId = await newOrder();
  await giveUp(database, orderId);
  await recordProgress(database, { orderId, sequence: 1, state: 'issued' });
  expect(await isGivenUp(database, orderId)).toBe(false);
});

it('of an intent and of giving up, begun at once, the second knows of the first', async () => {
  for (let round = 0; round < 20; round += 1) {
    const orderId = await newOrder();
    const [{ isGivenUp: hears }, wasIntended] = await Promise.all([
      markPlacementIntended(database, orderId),
      giveUp(database, orderId),
    ]);
    expect(hears).toBe(!wasIntended);
  }
});

it('reference and method are recorded, twice like once', async () => {
  const orderId = await newOrder();
  for (let i = 0; i < 2; i++) {
    await recordCaReference(database, orderId, 'ca-77');
    await recordValidationMethod(database, orderId, 'file');
  }
  expect(await loadOrder(database, orderId)).toMatchObject({
    caReference: 'ca-77',
    validationMethod: 'file',
  });
});

it('progress is never overtaken by a late or repeated write', async () => {
  const orderId = await newOrder();
  const since = '2026-11-23T00:00:00.000Z';
  const waiting = { orderId, sequence: 2, state: 'validating', waitingOn: 'dns', since } as const;
  expect(await recordProgress(database, waiting)).toBe(true);
  expect(await recordProgress(database, { orderId, sequence: 1, state: 'validating', waitingOn: 'us' })).toBe(
    false,
  );
  expect(await recordProgress(database, waiting)).toBe(false);
  const nextAction = { zh: '无', en: 'nothing' };
  await recordProgress(database, {
    orderId,
    sequence: 3,
    state: 'rejected',
    nextAction,
    reason: 'security review',
  });
  const { rows } = await database.query(
    'select state, waiting_on, since, next_action, reason, progress_sequence from orders where order_id = $1',
    [orderId],
  );
  expect(rows).toEqual([
    {
      state: 'rejected',
      waiting_on: null,
      since: null,
      next_action: nextAction,
      reason: 'security review',
      progress_sequence: 3,
    },
  ]);
});

const proof = (name: string, value: string): DomainValidation => ({
  name,
  method: 'manual-dns',
  record: { type: 'TXT', name: `_dnsauth.${name}`, value },
  issuedAt: '2026-11-23T00:00:00.000Z',
});

it('validations are replaced as a whole; what is asked in the same words keeps its status', async () => {
  const orderId = await newOrder();
  await replaceValidations(database, orderId, [proof('a.example.com', '1'), proof('b.example.com', '1')]);
  await markValidationStatuses(database, orderId, [
    { name: 'a.example.com', status: 'valid', validatedAt: '2026-11-23T01:00:00.000Z' },
    { name: 'b.example.com', status: 'valid', validatedAt: '2026-11-23T01:00:00.000Z' },
    { name: 'gone.example.com', status: 'failed' },
  ]);
  await replaceValidations(database, orderId, [
    proof('a.example.com', '1'),
    proof('b.example.com', '2'),
    proof('c.example.com', '1'),
  ]);
  expect(await loadValidations(database, orderId)).toEqual([
    { ...proof('a.example.com', '1'), status: 'valid' },
    { ...proof('b.example.com', '2'), status: 'pending' },
    { ...proof('c.example.com', '1'), status: 'pending' },
  ]);
  // Reuse is counted from the time of the proof: a proof that is asked for anew has none.
  const { rows } = await database.query<{ name: string; validatedAt: Date }>(
    'select name, validated_at as "validatedAt" from domain_validations where validated_at is not null and order_id = $1',
    [orderId],
  );
  expect(rows).toEqual([{ name: 'a.example.com', validatedAt: new Date('2026-11-23T01:00:00.000Z') }]);
  const file = { url: 'http://a.example.com/.well-known/pki-validation/fileauth.txt', content: 'x' };
  const byFile: DomainValidation = {
    name: 'a.example.com',
    method: 'file',
    file,
    issuedAt: '2026-11-24T00:00:00.000Z',
  };
  await replaceValidations(database, orderId, [byFile]);
  expect(await loadValidations(database, orderId)).toEqual([{ ...byFile, status: 'pending' }]);
});

it('publications are noted once and forgotten one by one', async () => {
  const orderId = await newOrder();
  const record = (value: string) => ({ type: 'TXT', name: '_dnsauth.example.com', value }) as const;
  const [first, second] = [
    { kind: 'record', record: record('1') } as const,
    { kind: 'record', record: record('2') } as const,
  ];
  expect(await notePublication(database, orderId, first)).toEqual({ isNew: true, isGivenUp: false });
  expect(await notePublication(database, orderId, first)).toEqual({ isNew: false, isGivenUp: false });
  await notePublication(database, orderId, second);
  expect(await loadPublications(database, orderId)).toEqual([first, second]);
  await forgetPublication(database, orderId, first);
  await forgetPublication(database, orderId, first);
  expect(await loadPublications(database, orderId)).toEqual([second]);
});

it('a resolver at another port is the same one, also where only its source was kept', async () => {
  const orderId = await newOrder();
  const from = (source: string): Finding => ({
    name: 'www.example.com',
    subject: 'caa',
    source,
    question: 'CAA www.example.com',
    expected: 'no CAA record',
    found: 'no CAA record',
    verdict: 'ok',
    checkedAt: '2026-11-23T00:00:00.000Z',
  });
  const sources = [
    'resolver 127.0.0.1:5301',
    'resolver 127.0.0.1:5302',
    'resolver [::1]:5301',
    'resolver ::2',
  ];
  await recordFindings(database, orderId, sources.map(from));
  const asked = async () =>
    (await loadLatestFindings(database, orderId)).map((finding) => [
      finding.asked,
      finding.source,
      finding.times,
    ]);
  const before = await asked();
  // As a worker of before kept them, and as the migration makes of it.
  await database.query('update findings set asked = null where order_id = $1', [orderId]);
  const migration = readFileSync('db/migrations/0014_findings_by_source.sql', 'utf8');
  await database.query(migration.slice(migration.indexOf('update findings')));
  expect(await asked()).toEqual(before);

  const later = ['resolver 127.0.0.1:6301', 'resolver 127.0.0.1:6302', 'resolver [::1]:6301', 'resolver ::2'];
  await recordFindings(database, orderId, later.map(from));
  expect(await asked()).toEqual([
    ['resolver 127.0.0.1', 'resolver 127.0.0.1:6301', 2],
    ['resolver 127.0.0.1 #2', 'resolver 127.0.0.1:6302', 2],
    ['resolver ::1', 'resolver [::1]:6301', 2],
    ['resolver ::2', 'resolver ::2', 2],
  ]);
});

it('the same finding counts up; another one is a row of its own, and the last one is shown', async () => {
  const orderId = await newOrder();
  const look = (minute: number, found: string): Finding => ({
    name: 'www.example.com',
    subject: 'dns-record',
    source: 'resolver 192.0.2.53',
    question: 'TXT _dnsauth.www.example.com',
    expected: 'value',
    found,
    verdict: found === 'value' ? 'ok' : 'missing',
    checkedAt: `2026-11-23T00:0${minute}:00.000Z`,
  });
  await recordFindings(database, orderId, [look(0, '')]);
  await recordFindings(database, orderId, [look(1, ''), { ...look(1, ''), source: 'resolver 192.0.2.54' }]);
  await recordFindings(database, orderId, [look(2, 'value')]);
  await recordFindings(database, orderId, [look(3, '')]);
  await recordFindings(database, orderId, []);
  const rows = await database.query<{ times: number }>(
    "select times from findings where order_id = $1 and source = 'resolver 192.0.2.53' order by finding_id",
    [orderId],
  );
  expect(rows.rows.map(({ times }) => times)).toEqual([2, 1, 1]);
  expect(await loadLatestFindings(database, orderId)).toMatchObject([
    { source: 'resolver 192.0.2.53', verdict: 'missing', times: 1, checkedAt: '2026-11-23T00:03:00.000Z' },
    {
      source: 'resolver 192.0.2.54',
      verdict: 'missing',
      times: 1,
      firstCheckedAt: '2026-11-23T00:01:00.000Z',
    },
  ]);
});
