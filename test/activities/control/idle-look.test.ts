// A look that finds nothing new: what it asks of Postgres, and of DNS, and that it writes nothing.
import { beforeEach, expect, it } from 'vitest';
import type { CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import { confirm, type ConfirmationDependencies } from '../../../activities/control/confirmation.js';
import { createManualDnsProvider } from '../../../activities/dns/providers/manual.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import type { Database, Queryable } from '../../../db/database.js';
import type { Finding } from '../../../domain/control/findings.js';
import { startWait } from '../../../domain/waits.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

const database = await ownDatabase();
const START = Date.parse('2026-11-23T12:00:00.000Z');
const NAME = 'www.example.com';
const validation = {
  name: NAME,
  method: 'manual-dns',
  record: { name: `_dnsauth.${NAME}`, type: 'TXT', value: 'abc' },
  issuedAt: new Date(START).toISOString(),
} as const;

let count = 0;
let orderId: string;
let now: number;
let found: string;
let asked: string[];
let isAskedFor: boolean;

beforeEach(async () => {
  orderId = `idle-${(count += 1)}`;
  now = START;
  found = 'no such name (NXDOMAIN)';
  isAskedFor = true;
  await storeOrder(database, { orderId, waitingOn: 'subscriber-dns' });
  await database.query("update orders set ca_reference = 'c' where order_id = $1", [orderId]);
});

/** The same database; the first word of each statement is noted in `asked`. */
function counting(real: Database): Database {
  const counted = (one: Queryable): Queryable['query'] => {
    return (text, values) => {
      asked.push(text.trim().split(/\s+/)[0] ?? '');
      return one.query(text, values);
    };
  };
  return {
    end: () => real.end(),
    query: counted(real),
    withConnection: (work) => real.withConnection((one) => work({ query: counted(one) })),
  };
}

/** Fakes stand in for the CA and for DNS: what is counted is Postgres's. */
async function look(): Promise<string[]> {
  asked = [];
  const counted = counting(database);
  const clock = () => now;
  const pending = {
    caReference: 'c',
    status: 'validating',
    validations: [{ ...validation, status: 'pending' }],
  };
  const dependencies: ConfirmationDependencies = {
    database: counted,
    clock,
    ca: {
      name: 'FakeCa',
      caaIdentities: ['ca.example'],
      limits: {},
      orderStatus: () => Promise.resolve(pending),
    } as unknown as CertificateAuthority,
    look: () => Promise.resolve([finding()]),
    reminders: createDueReminders(postingWithoutTemporal(counted, clock)),
    dnsProvider: createManualDnsProvider(),
    filePublisher: createManualFilePublisher(),
    aliases: () => Promise.resolve({ outcome: 'none' }),
    isAskedFor: () => isAskedFor,
  };
  const wait = startWait('subscriber-dns', { deadlineDays: 60, reminderDays: [0, 7] }, START);
  const request = { orderId, validations: [validation], wait, randomValueDays: 30, changes: 0 };
  await expect(confirm(dependencies, request)).rejects.toMatchObject({ type: 'StillWaiting' });
  return asked;
}

function finding(): Finding {
  return {
    name: NAME,
    subject: 'dns-record',
    source: 'resolver 192.0.2.53',
    question: `TXT _dnsauth.${NAME}`,
    expected: 'abc',
    found,
    verdict: 'missing',
    checkedAt: new Date(now).toISOString(),
  };
}

async function findings() {
  const { rows } = await database.query<{ found: string; times: number; at: Date }>(
    'select found, times, last_checked_at as at from findings where order_id = $1 order by finding_id',
    [orderId],
  );
  return rows;
}

it('asks for three rows and writes nothing', async () => {
  await look();
  isAskedFor = false;
  now += 60_000;
  expect(await look()).toEqual(['select', 'select', 'select']);
  expect(await findings()).toEqual([{ found, times: 1, at: new Date(START) }]);
});

it('writes down at most once an hour that it looked', async () => {
  await look();
  isAskedFor = false;
  for (let minutes = 10; minutes <= 130; minutes += 10) {
    now = START + minutes * 60_000;
    await look();
  }
  expect(await findings()).toEqual([{ found, times: 3, at: new Date(START + 120 * 60_000) }]);
});

it('writes down what is new at once, and what somebody asked for', async () => {
  await look();
  isAskedFor = false;
  now += 60_000;
  found = 'the name has no TXT record';
  await look();
  expect(await findings()).toMatchObject([{ times: 1 }, { found, times: 1, at: new Date(now) }]);
  now += 60_000;
  isAskedFor = true;
  await look();
  expect(await findings()).toMatchObject([{ times: 1 }, { found, times: 2, at: new Date(now) }]);
});
