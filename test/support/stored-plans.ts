/** Certificates as a worker would have stored them, with their plans: for tests of what follows issuance. */
import { certificateIdOf, createCertificateStore } from '../../activities/certificates/store.js';
import { createCsrActivities } from '../../activities/certificates/csr.js';
import type { Database } from '../../db/database.js';
import { markStarted } from '../../db/statements/orders/requests.js';
import { storeOrder, TEST_MASTER_KEYS } from './stored-orders.js';
import { createTestCa } from './test-chain.js';

export interface StoredIssuance {
  readonly orderId: string;
  readonly form?: Readonly<Record<string, unknown>>;
  /** Columns of the order to set before its certificate is stored. */
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly notBefore: string;
  readonly days: number;
}

/** Orders, makes the key, issues, stores: resolves to the certificate's id. */
export async function storeIssued(database: Database, issuance: StoredIssuance): Promise<string> {
  const { orderId, form = {} } = issuance;
  await storeOrder(database, { orderId, form });
  await setColumns(database, orderId, { state: 'issued', ...issuance.columns });
  await markStarted(database, orderId);
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
  await issueStored(database, issuance);
  return certificateIdOf(orderId);
}

/** The certificate of an order that is stored already. */
export async function issueStored(
  database: Database,
  { orderId, notBefore, days }: Pick<StoredIssuance, 'orderId' | 'notBefore' | 'days'>,
): Promise<string> {
  const from = new Date(notBefore);
  const ca = await createTestCa(from);
  const leaf = await ca.issue({ names: ['www.example.com'], notBefore: from, days });
  return await createCertificateStore({ database }).store(
    { orderId, account: 'default' },
    { ...ca, ...leaf },
  );
}

export async function setColumns(
  database: Database,
  orderId: string,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const [column, value] of Object.entries(columns))
    await database.query(`update orders set ${column} = $2 where order_id = $1`, [orderId, value]);
}
