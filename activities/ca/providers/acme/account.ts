/**
 * Our account at a directory: made once, and kept. Its key is stored before the directory hears of it, so that whoever dies in
 * between finds the account again by that key; a binding that is good for one account is never spent on a second.
 */
import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { openAcmeKeys, sealAcmeKeys, type AcmeKeys } from '../../../../db/acme-keys.js';
import { inTransaction, type Database, type Queryable } from '../../../../db/database.js';
import type { MasterKey } from '../../../../db/sealed-values.js';
import {
  loadAcmeAccount,
  lockAcmeAccount,
  recordAcmeAccount,
  recordAcmeAccountAnew,
  recordAcmeKeys,
  recordCaaIdentities,
  storeAcmeAccount,
  type StoredAcmeAccount,
} from '../../../../db/statements/connections/acme-accounts.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import type { AcmeForm } from '../../../../domain/connections/kinds/acme.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { AcmeSession, asFailures, type DirectoryAccess } from './client.js';
import { AcmeProblem, meaningOf } from './problems.js';
import { sessionFor } from './sessions.js';

/** Where the account is kept, and by whose form it is made. */
export interface AccountPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  /** Whose connection it is; null: the installation's. */
  readonly account: string | null;
  readonly access: DirectoryAccess;
  readonly form: AcmeForm;
}

/**
 * Connections of one owner that agree in directory and binding have one account: a connection that is tried before it is kept,
 * or before it is changed, spends no binding, and one that was pointed elsewhere does not sign there with what it had.
 */
export function accountRefOf({ account, access, form }: AccountPorts): string {
  const parts = [account, access.directoryUrl, form.eabKeyId ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Signs as our account; makes it where there is none yet. Throws OrderFailure `CaUnavailable` where the directory makes none,
 * saying what it lacks.
 */
export async function openAccount(ports: AccountPorts): Promise<AcmeSession> {
  const stored = (await loadAcmeAccount(ports.database, accountRefOf(ports))) ?? (await keyMade(ports));
  if (stored.sealedKeys === null) return await openAccountAnew(ports);
  const keys = keysOf(ports, stored);
  if (stored.accountUrl !== null && keys.next === undefined)
    return sessionFor(ports.access, { keyPem: keys.current, accountUrl: stored.accountUrl });
  return await settled(ports);
}

/** In the place of an account that the directory has ended: with a key of its own, and the connection's binding. */
export async function openAccountAnew(ports: AccountPorts): Promise<AcmeSession> {
  const { database, masterKeys } = ports;
  const accountRef = accountRefOf(ports);
  await recordAcmeAccountAnew(
    database,
    accountRef,
    sealAcmeKeys({ current: await newKeyPem() }, accountRef, masterKeys),
  );
  return await openAccount(ports);
}

/** Undefined where there is none yet; without asking the directory. */
export async function knownAccountUrl(ports: AccountPorts): Promise<string | undefined> {
  return (await loadAcmeAccount(ports.database, accountRefOf(ports)))?.accountUrl ?? undefined;
}

/** What the account's row says, without asking the directory. */
export async function knownIdentities(ports: AccountPorts): Promise<readonly string[]> {
  return (await loadAcmeAccount(ports.database, accountRefOf(ports)))?.caaIdentities ?? [];
}

/**
 * A new key takes the place of the account's (RFC 8555, section 7.3.5). It is stored before the directory is asked; where the
 * answer is lost, both are tried the next time, and the one that the directory takes stays.
 */
export async function rollOverKey(ports: AccountPorts): Promise<void> {
  const { database, masterKeys, access } = ports;
  const accountRef = accountRefOf(ports);
  await openAccount(ports);
  const next = await newKeyPem();
  const changed = await inTransaction(database, async (transaction) => {
    await lockAcmeAccount(transaction, accountRef);
    const stored = await reread(transaction, ports);
    const keys = keysOf(ports, stored);
    // Stored by a connection of its own: it must be there whatever becomes of this transaction.
    await recordAcmeKeys(
      database,
      accountRef,
      sealAcmeKeys({ current: keys.current, next }, accountRef, masterKeys),
    );
    const session = new AcmeSession(access, { keyPem: keys.current, accountUrl: urlOf(stored) });
    await asFailures(access.ca, ACME_REQUESTS.keyChange, session.changeKey(next));
    return sealAcmeKeys({ current: next }, accountRef, masterKeys);
  });
  await recordAcmeKeys(database, accountRef, changed);
}

/** The directory's names in CAA records are kept beside the account: looks at a domain need them, and don't ask for them. */
export async function readDirectory(ports: AccountPorts, session: AcmeSession) {
  const directory = await asFailures(ports.access.ca, ACME_REQUESTS.directory, session.directory());
  await recordCaaIdentities(ports.database, accountRefOf(ports), directory.meta?.caaIdentities ?? []);
  return directory;
}

/** One at a time: the others wait, and find what the first one made. */
async function settled(ports: AccountPorts): Promise<AcmeSession> {
  const accountRef = accountRefOf(ports);
  return await inTransaction(ports.database, async (transaction) => {
    await lockAcmeAccount(transaction, accountRef);
    const stored = await reread(transaction, ports);
    const keys = keysOf(ports, stored);
    if (keys.next !== undefined)
      return await withTheKeyThatCounts(ports, stored, { ...keys, next: keys.next });
    const keyPem = keys.current;
    if (stored.accountUrl !== null)
      return sessionFor(ports.access, { keyPem, accountUrl: stored.accountUrl });
    const accountUrl = await registered(ports, keyPem);
    await recordAcmeAccount(transaction, accountRef, { accountUrl, contactDigest: digestOf(ports.form) });
    return sessionFor(ports.access, { keyPem, accountUrl });
  });
}

/** After a change of keys whose answer was lost. */
async function withTheKeyThatCounts(
  ports: AccountPorts,
  stored: StoredAcmeAccount,
  { current, next }: Required<AcmeKeys>,
): Promise<AcmeSession> {
  const { access, database, masterKeys } = ports;
  const accountUrl = urlOf(stored);
  const isTaken = async (keyPem: string) => {
    try {
      await new AcmeSession(access, { keyPem, accountUrl }).account();
      return true;
    } catch (error) {
      if (isNo(error)) return false;
      throw error;
    }
  };
  const counts = await asFailures(
    access.ca,
    ACME_REQUESTS.accountStatus,
    (async () => ((await isTaken(next)) ? next : current))(),
  );
  const sealed = sealAcmeKeys({ current: counts }, stored.accountRef, masterKeys);
  await recordAcmeKeys(database, stored.accountRef, sealed);
  return sessionFor(access, { keyPem: counts, accountUrl });
}

/**
 * An account that the key has already is looked for first: its making may have been answered to nobody, and a binding is good
 * for one account only. Whatever a directory answers to that, it is asked for a new one then, and that answer counts.
 */
async function registered({ access, form }: AccountPorts, keyPem: string): Promise<string> {
  const { eabKeyId, eabHmacKey, contact } = form;
  const seeking = new AcmeSession(access, { keyPem });
  const known = seeking.register({ contact: [], onlyExisting: true }).catch((error: unknown) => {
    if (isNo(error)) return undefined;
    throw error;
  });
  const accountUrl = await asFailures(access.ca, ACME_REQUESTS.account, known);
  if (accountUrl !== undefined) return accountUrl;
  const binding = eabKeyId !== undefined &&
    eabHmacKey !== undefined && { kid: eabKeyId, hmacKey: eabHmacKey };
  const directory = await seeking.directory();
  if (directory.meta?.externalAccountRequired === true && !binding)
    throw new OrderFailure('CaUnavailable', ACME_TEXTS.needsEab(access.ca));
  const making = new AcmeSession(access, { keyPem, ...(binding && { externalAccountBinding: binding }) });
  return await asFailures(
    access.ca,
    ACME_REQUESTS.account,
    making.register({ contact, onlyExisting: false }),
  );
}

/** The directory has understood, and says no: not that it can't, nor that it is asked too often. */
function isNo(error: unknown): boolean {
  return error instanceof AcmeProblem && error.status < 500 && meaningOf(error.document) !== 'limit';
}

/** The mailboxes of today, where the directory was told of others. */
export async function contactKept(ports: AccountPorts, session: AcmeSession): Promise<void> {
  const { database, form, access } = ports;
  const accountRef = accountRefOf(ports);
  const stored = await loadAcmeAccount(database, accountRef);
  const contactDigest = digestOf(form);
  if (!stored?.accountUrl || stored.contactDigest === contactDigest) return;
  await asFailures(access.ca, ACME_REQUESTS.account, session.changeContact(form.contact));
  await recordAcmeAccount(database, accountRef, { accountUrl: stored.accountUrl, contactDigest });
}

async function keyMade(ports: AccountPorts): Promise<StoredAcmeAccount> {
  const { database, masterKeys, account, access } = ports;
  const accountRef = accountRefOf(ports);
  const sealedKeys = sealAcmeKeys({ current: await newKeyPem() }, accountRef, masterKeys);
  await storeAcmeAccount(database, {
    accountRef,
    account,
    directoryUrl: access.directoryUrl,
    sealedKeys,
  });
  return await reread(database, ports);
}

async function reread(database: Queryable, ports: AccountPorts): Promise<StoredAcmeAccount> {
  const stored = await loadAcmeAccount(database, accountRefOf(ports));
  if (!stored) throw new OrderFailure('CaUnavailable', ACME_TEXTS.keyLost(ports.access.ca));
  return stored;
}

function keysOf(
  { masterKeys, access }: AccountPorts,
  { sealedKeys, accountRef }: StoredAcmeAccount,
): AcmeKeys {
  if (!sealedKeys) throw new OrderFailure('CaUnavailable', ACME_TEXTS.keyLost(access.ca));
  return openAcmeKeys(sealedKeys, accountRef, masterKeys);
}

function urlOf({ accountUrl }: StoredAcmeAccount): string {
  if (accountUrl === null) throw new Error('The account has not been registered.');
  return accountUrl;
}

/** RFC 8555 leaves the algorithm open; every directory takes ES256, and its signatures are short. */
async function newKeyPem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function digestOf({ contact }: AcmeForm): string {
  return createHash('sha256').update(JSON.stringify(contact)).digest('hex');
}
