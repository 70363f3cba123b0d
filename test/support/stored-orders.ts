/** Orders as the door would have stored them, for tests of what works on their rows. */
import type { Queryable } from '../../db/database.js';
import { sealKeyPassword } from '../../db/key-passwords.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { insertOrder, storeKeyPassword } from '../../db/statements/orders/requests.js';
import { checkOrder } from '../../domain/orders/checks.js';
import { parseOrderForm, storableForm } from '../../domain/orders/form.js';
import type { Wait } from '../../domain/waits.js';
import { COMPANY, MANAGER, PHONE_CHANNEL } from './organizations.js';

export const TEST_MASTER_KEYS: readonly MasterKey[] = [{ id: 'test', key: new Uint8Array(32).fill(7) }];

export interface StoredOrderPlan {
  readonly orderId: string;
  /** Fields of the order form beside brand, type and validation, or instead of them. */
  readonly form?: Readonly<Record<string, unknown>>;
  readonly waitingOn?: Wait;
}

/** A submitted TrustAsia DV order for www.example.com, unless the form says otherwise. */
export async function storeOrder(database: Queryable, plan: StoredOrderPlan): Promise<void> {
  const form = parseOrderForm({
    brand: 'trustasia',
    type: 'dv',
    names: ['www.example.com'],
    validation: 'manual-dns',
    csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
    ...plan.form,
  });
  const { names, kind, terms, validationMethod } = checkOrder(form);
  await insertOrder(database, {
    orderId: plan.orderId,
    account: 'default',
    requestSha256: '',
    brand: form.brand,
    certificateType: form.type,
    state: 'validating',
    waitingOn: plan.waitingOn ?? 'us',
    since: '2026-11-01T00:00:00.000Z',
    submitted: { kind, names, validationMethod, terms, form: storableForm(form) },
  });
  if (form.keyPassword !== undefined) {
    const sealed = sealKeyPassword(form.keyPassword, plan.orderId, TEST_MASTER_KEYS);
    await storeKeyPassword(database, plan.orderId, sealed);
  }
}

/** Stands in a row that nobody reads a key from. */
const UNREAD_CSR = { mode: 'paste', pem: '-----BEGIN CERTIFICATE REQUEST-----' } as const;

/** A submitted OV order of a brand that takes a letter, an application form, or (GeoTrust) neither. */
export async function storeLetterOrder(
  database: Queryable,
  orderId: string,
  brand: 'globalsign' | 'dnspod-sm2' | 'geotrust',
): Promise<void> {
  await storeOrder(database, {
    orderId,
    form: {
      brand,
      type: 'ov',
      company: COMPANY,
      manager: MANAGER,
      contact: 'same-as-manager',
      ...(brand === 'geotrust' && { organizationCheck: PHONE_CHANNEL }),
      ...(brand === 'dnspod-sm2' && { csr: UNREAD_CSR }),
    },
  });
}
