/** An order's CSR: made here together with its key, checked where it was pasted, or kept as an earlier order had it. */
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import { openKeyPassword } from '../../db/key-passwords.js';
import { keptKey, sealPrivateKey } from '../../db/private-keys.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { loadKey, storeKey, type StoredKey } from '../../db/statements/certificates/keys.js';
import { loadOrderToPrepare, type OrderToPrepare } from '../../db/statements/orders/row.js';
import { checkPastedCsr, sha256Hex } from '../../domain/certificates/csr.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import type { StorableOrderForm } from '../../domain/orders/form.js';
import type { KeyAlgorithm, SignatureHash } from '../../domain/catalogue/words.js';
import type { OrderTerms } from '../../domain/orders/terms.js';
import { Refusal } from '../../domain/refusals.js';
import type { CsrActivities, PreparedCsr } from '../../workflows/activity-contract/certificates.js';
import { withClassifiedFailures } from '../failures.js';
import { encryptPrivateKey } from './encrypted-private-key.js';
import { generateKeyPair, privateKeyDer, publicKeyDer } from './key-pair.js';
import { generateCsr } from './generate-csr.js';

export interface CsrDependencies {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
}

export function createCsrActivities(dependencies: CsrDependencies): CsrActivities {
  return withClassifiedFailures({
    prepareCsr: (orderId) => prepareCsr(dependencies, orderId),
  } satisfies CsrActivities);
}

export async function prepareCsr(dependencies: CsrDependencies, orderId: string): Promise<PreparedCsr> {
  const { database } = dependencies;
  const known = await loadOrderToPrepare(database, orderId);
  if (known?.key) return prepared(known.key);
  const made = await newKey(dependencies, known, orderId);
  const { isStored } = await storeKey(database, made);
  return prepared(isStored ? made : await storedFirst(database, made));
}

/** The key and CSR that an order has none of yet. Throws OrderFailure `RecordMissing`, `OrderDataUnusable`. */
export async function newKey(
  dependencies: CsrDependencies,
  known: OrderToPrepare | undefined,
  orderId: string,
): Promise<StoredKey> {
  if (!known) throw recordMissing({ record: 'submission', id: orderId });
  const { keptOrderId, keptKey: kept } = known;
  if (keptOrderId === undefined) return await makeKey(dependencies, planOf(known, orderId));
  if (kept) return keptKey(kept, orderId, dependencies.masterKeys);
  throw recordMissing({ record: 'csr', id: keptOrderId });
}

/** Another attempt was faster: its key is the order's, the one that was made meanwhile is forgotten. */
export async function storedFirst(database: Database, made: StoredKey): Promise<StoredKey> {
  return (await loadKey(database, made.orderId)) ?? made;
}

interface KeyPlan {
  readonly orderId: string;
  readonly names: readonly string[];
  readonly certificateNames: readonly string[];
  readonly terms: OrderTerms;
  readonly csr: StorableOrderForm['csr'];
  readonly keyPassword: OrderToPrepare['keyPassword'];
}

function planOf({ order, csr, keyPassword }: OrderToPrepare, orderId: string): KeyPlan {
  if (!order.terms || !csr) throw recordMissing({ record: 'submission', id: orderId });
  const { names, terms } = order;
  const certificateNames = certificateNamesOf({ brand: terms.brand, kind: terms.kind, names });
  return { orderId, names, terms, csr, keyPassword, certificateNames };
}

function makeKey(dependencies: CsrDependencies, plan: KeyPlan): Promise<StoredKey> {
  return plan.csr.mode === 'paste'
    ? takePasted(plan, plan.csr.pem)
    : generate(dependencies, plan, plan.csr.algorithm, plan.csr.hash);
}

async function takePasted(
  { orderId, names, certificateNames, terms }: KeyPlan,
  pem: string,
): Promise<StoredKey> {
  try {
    const { keyAlgorithms } = terms;
    const facts = await checkPastedCsr(pem, { names, certificateNames, keyAlgorithms });
    const { spkiSha256 } = facts;
    return { orderId, csrPem: facts.pem, spkiSha256, sealedPrivateKey: null, passwordProtected: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.refused(error));
  }
}

async function generate(
  { masterKeys }: CsrDependencies,
  { orderId, certificateNames, keyPassword }: KeyPlan,
  algorithm: KeyAlgorithm,
  hash: SignatureHash,
): Promise<StoredKey> {
  // Its owner asked for a key that nobody else opens: none is made without the password.
  if (keyPassword === 'lost')
    throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.keyPasswordLost(orderId));
  const pair = await generateKeyPair(algorithm, hash);
  const pkcs8 = await privateKeyDer(pair);
  const protectedKey = keyPassword
    ? await encryptPrivateKey(pkcs8, openKeyPassword(keyPassword, orderId, masterKeys))
    : pkcs8;
  const key: StoredKey = {
    orderId,
    csrPem: await generateCsr(pair, certificateNames),
    spkiSha256: sha256Hex(await publicKeyDer(pair)),
    sealedPrivateKey: sealPrivateKey(protectedKey, orderId, masterKeys),
    passwordProtected: keyPassword !== undefined,
  };
  pkcs8.fill(0);
  return key;
}

function prepared({ spkiSha256, sealedPrivateKey }: StoredKey): PreparedCsr {
  return { spkiSha256, keyIsHere: sealedPrivateKey !== null };
}
