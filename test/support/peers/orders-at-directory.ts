/** What an account of ours has at an ACME directory, by the directory's own word. */
import { AcmeSession } from '../../../activities/ca/providers/acme/client.js';
import type { WireOrder } from '../../../activities/ca/providers/acme/wire.js';
import { openAcmeKeys } from '../../../db/acme-keys.js';
import type { Queryable } from '../../../db/database.js';
import type { MasterKey, SealedValue } from '../../../db/sealed-values.js';

export interface KnownDirectory {
  readonly database: Queryable;
  readonly masterKeys: readonly MasterKey[];
  readonly directoryUrl: string;
  readonly tlsCertificate: string;
}

/** Signs as the one account that we have there. */
export async function sessionAt({
  database,
  masterKeys,
  directoryUrl,
  tlsCertificate,
}: KnownDirectory): Promise<AcmeSession> {
  const { rows } = await database.query<{ ref: string; sealed: SealedValue; accountUrl: string }>(
    `select account_ref as ref, sealed_keys as sealed, account_url as "accountUrl"
       from acme_accounts where directory_url = $1`,
    [directoryUrl],
  );
  const [account, ...others] = rows;
  if (!account || others.length > 0) throw new Error(`There are ${rows.length} accounts at ${directoryUrl}.`);
  const { current } = openAcmeKeys(account.sealed, account.ref, masterKeys);
  return new AcmeSession(
    { ca: 'pebble', directoryUrl, rootPem: tlsCertificate },
    { keyPem: current, accountUrl: account.accountUrl },
  );
}

/** All orders of the account for just these names. */
export async function ordersThereFor(
  directory: KnownDirectory,
  names: readonly string[],
): Promise<WireOrder[]> {
  const session = await sessionAt(directory);
  const { orders: list } = await session.account();
  const urls = await session.orders(list ?? '');
  const orders = await Promise.all(urls.map(async (url) => (await session.order(url)).value));
  const sorted = (all: readonly string[]) => [...all].sort().join();
  return orders.filter(({ identifiers }) => sorted(identifiers.map(({ value }) => value)) === sorted(names));
}
