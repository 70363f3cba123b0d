/** An API key and its first secret, which is told once. */
import { sealKeySecret } from '../../db/api-key-secrets.js';
import type { Queryable } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { insertApiKey, insertKeySecret, type NewApiKey } from '../../db/statements/accounts/api-keys.js';
import { newId } from '../orders/identity.js';
import { newKeyId, newKeySecret } from './tokens.js';
import { ACCOUNT_REFUSALS } from './words.js';

/** Throws Refusal `RefusedInThisState` where the name is taken. */
export async function makeApiKey(
  transaction: Queryable,
  masterKeys: readonly MasterKey[],
  wanted: Omit<NewApiKey, 'keyId'>,
): Promise<{ keyId: string; secret: string }> {
  const keyId = newKeyId();
  if (!(await insertApiKey(transaction, { ...wanted, keyId }))) throw ACCOUNT_REFUSALS.nameTaken();
  return { keyId, secret: await addSecret(transaction, masterKeys, keyId, wanted.at) };
}

export async function addSecret(
  transaction: Queryable,
  masterKeys: readonly MasterKey[],
  keyId: string,
  at: Date,
): Promise<string> {
  const secret = newKeySecret();
  // Tells its key, where none opens it any more.
  const secretId = newId(`${keyId}.`, at.getTime());
  const sealed = sealKeySecret(secret, secretId, masterKeys);
  await insertKeySecret(transaction, { secretId, keyId, sealed, at });
  return secret;
}
