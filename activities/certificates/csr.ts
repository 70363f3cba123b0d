/** An order's CSR: made here together with its key, checked where it was pasted, or kept as an earlier order had it. */
import type { Database } from '../../db/database.js';
import { openKeyPassword } from '../../db/key-passwords.js';
import { keptKey, sealPrivateKey } from '../../db/private-keys.js';
import type { MasterKey } from '../../db/sealed-values.js';
import {
  keptKeyOf,
  loadKey,
  loadPendingKeyPassword,
  storeKey,
  type StoredKey,
} from '../../db/statements/certificates/keys.js';
import { loadForm, loadOrder } from '../../db/statements/orders/row.js';
import { checkPastedCsr, sha256Hex } from '../../domain/certificates/csr.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import { namesOnCertificate } from '../../domain/names/coverage.js';
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
  const existing = await loadKey(database, orderId);
  if (existing) return prepared(existing);
  const kept = await keptKeyOf(database, orderId);
  const made = kept
    ? await keep(dependencies, orderId, kept)
    : await makeKey(dependencies, await loadPlan(database, orderId));
  if (await storeKey(database, made)) return prepared(made);
  // Another attempt was faster: its key is the order's, this one is forgotten.
  const faster = await loadKey(database, orderId);
  return prepared(faster ?? made);
}

async function keep(
  { database, masterKeys }: CsrDependencies,
  orderId: string,
  keptOrderId: string,
): Promise<StoredKey> {
  const key = await loadKey(database, keptOrderId);
  if (key) return keptKey(key, orderId, masterKeys);
  throw recordMissing({ record: 'csr', id: keptOrderId });
}

interface KeyPlan {
  readonly orderId: string;
  readonly names: readonly string[];
  readonly certificateNames: readonly string[];
  readonly terms: OrderTerms;
  readonly csr: StorableOrderForm['csr'];
}

async function loadPlan(database: Database, orderId: string): Promise<KeyPlan> {
  const [order, form] = await Promise.all([loadOrder(database, orderId), loadForm(database, orderId)]);
  if (!order?.terms || !form) throw recordMissing({ record: 'submission', id: orderId });
  const { names, terms } = order;
  // The form was parsed before it was stored: its shape is known.
  const { csr } = form as StorableOrderForm;
  return { orderId, names, terms, csr, certificateNames: namesOnCertificate(terms.kind, names) };
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
    throw new OrderFailure('OrderDataUnusable', `${error.message}. Accepted: ${error.accepted ?? ''}.`);
  }
}

async function generate(
  { database, masterKeys }: CsrDependencies,
  { orderId, certificateNames }: KeyPlan,
  algorithm: KeyAlgorithm,
  hash: SignatureHash,
): Promise<StoredKey> {
  const sealedPassword = await loadPendingKeyPassword(database, orderId);
  // Its owner asked for a key that nobody else opens: none is made without the password.
  if (sealedPassword === 'lost')
    throw new OrderFailure(
      'OrderDataUnusable',
      `The key password of order ${orderId} was lost with its master key: submit the order anew (\`sealflow order ` +
        `resubmit ${orderId} --key-password-file FILE\`).`,
    );
  const pair = await generateKeyPair(algorithm, hash);
  const pkcs8 = await privateKeyDer(pair);
  const protectedKey = sealedPassword
    ? await encryptPrivateKey(pkcs8, openKeyPassword(sealedPassword, orderId, masterKeys))
    : pkcs8;
  const key: StoredKey = {
    orderId,
    csrPem: await generateCsr(pair, certificateNames),
    spkiSha256: sha256Hex(await publicKeyDer(pair)),
    sealedPrivateKey: sealPrivateKey(protectedKey, orderId, masterKeys),
    passwordProtected: sealedPassword !== undefined,
  };
  pkcs8.fill(0);
  return key;
}

function prepared({ spkiSha256, sealedPrivateKey }: StoredKey): PreparedCsr {
  return { spkiSha256, keyIsHere: sealedPrivateKey !== null };
}
