/** Looks through everything a world wrote, histories, tables and logs, for what must not be there. */
import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { GRPC, grpcCode } from '../../client/temporal-calls.js';
import type { Environment } from '../../config/environment.js';
import { secretsFrom, type MasterKey } from '../../config/secrets.js';
import type { Database } from '../../db/database.js';
import { openAcmeKeys } from '../../db/acme-keys.js';
import { openConnectionSecrets } from '../../db/connection-secrets.js';
import { openKeyPassword } from '../../db/key-passwords.js';
import { openPrivateKey } from '../../db/private-keys.js';
import type { SealedValue } from '../../db/sealed-values.js';
import { loadKey } from '../../db/statements/certificates/keys.js';
import { openSm2Envelope } from '../../domain/sm2/envelope.js';
import { readSm2Pkcs8 } from '../../domain/sm2/keys.js';
import {
  certificateLifecycleWorkflowId,
  certificateOrderWorkflowId,
  certificateRevocationWorkflowId,
  noticeDeliveryWorkflowId,
} from '../../workflows/messages.js';
import { LETTER_FILLING } from './letter-files.js';
import { CHANNEL_NUMBER, COMPANY, CONTACT, CREDIT_CODE, IDENTITY, MANAGER } from './organizations.js';
import { findNeedles, KEY_MATERIAL, secretTextNeedles, textNeedles, type Needle } from './secret-needles.js';

const { GetWorkflowExecutionHistoryResponse, DescribeWorkflowExecutionResponse } =
  proto.temporal.api.workflowservice.v1;

export interface SweptWorld {
  readonly temporal: Client;
  readonly database: Database;
  readonly environment: Environment;
  readonly dataDir: string;
}

/** One thing that was written, and where; `kind` decides what may be in it. */
export interface Haystack {
  readonly where: string;
  readonly kind: 'history' | 'log' | 'table';
  readonly content: Buffer;
}

/** What must be nowhere: any key, the keys of these orders, the passwords, the passwords between the parts. */
export async function secretNeedles(world: SweptWorld, keyPasswords: ReadonlySet<string>): Promise<Needle[]> {
  const { database, environment } = world;
  const secrets = secretsFrom(environment);
  const waiting = await pendingPasswords(database, secrets.masterKeys);
  const passwords = new Set([...keyPasswords, ...waiting]);
  return [
    ...KEY_MATERIAL,
    ...[...passwords].flatMap((password) => textNeedles('a key password', password)),
    ...(await keysOf(database, secrets.masterKeys, [...passwords])),
    ...secrets.masterKeys.map(({ key }) => ({ name: 'a master key', bytes: Buffer.from(key) })),
    ...tokensOf(environment),
    ...(await secretsOfConnections(database, secrets.masterKeys)),
    ...(await keysOfAcmeAccounts(database, secrets.masterKeys)),
  ];
}

const TOKENS = [
  'SEALFLOW_CA_TOKEN',
  'SEALFLOW_TSIG_SECRET',
  'SEALFLOW_FILE_AGENT_TOKEN',
  'SEALFLOW_CONTROL_TOKEN',
  'SEALFLOW_PAYMENT_TOKEN',
  'SEALFLOW_SMS_KEY_ID',
  'SEALFLOW_SMS_KEY_SECRET',
];

function tokensOf(environment: Environment): Needle[] {
  return TOKENS.flatMap((name) => {
    const token = environment[name];
    return token === undefined ? [] : textNeedles(name, token);
  });
}

/** Every text of a connection's secrets that is long enough to be looked for. */
async function secretsOfConnections(database: Database, masterKeys: readonly MasterKey[]): Promise<Needle[]> {
  const { rows } = await database.query<{ connectionId: string; sealed: SealedValue }>(
    `select connection_id as "connectionId", sealed_secrets as sealed from connections where sealed_secrets is not null`,
  );
  return rows.flatMap(({ connectionId, sealed }) =>
    Object.entries(openConnectionSecrets(sealed, connectionId, masterKeys)).flatMap(([field, value]) =>
      typeof value === 'string' && value.length >= 6
        ? secretTextNeedles(`${field} of connection ${connectionId}`, value)
        : [],
    ),
  );
}

async function keysOfAcmeAccounts(database: Database, masterKeys: readonly MasterKey[]): Promise<Needle[]> {
  const { rows } = await database.query<{ accountRef: string; sealed: SealedValue }>(
    'select account_ref as "accountRef", sealed_keys as sealed from acme_accounts',
  );
  return rows.flatMap(({ accountRef, sealed }) => {
    const { current, next } = openAcmeKeys(sealed, accountRef, masterKeys);
    return [current, ...(next === undefined ? [] : [next])].map((pem) => ({
      name: `the key of ACME account ${accountRef}`,
      bytes: privateNumber(pem),
    }));
  });
}

async function pendingPasswords(database: Database, masterKeys: readonly MasterKey[]): Promise<string[]> {
  const { rows } = await database.query<{ orderId: string; sealed: SealedValue }>(
    'select order_id as "orderId", sealed_password as sealed from pending_key_passwords',
  );
  return rows.map(({ orderId, sealed }) => openKeyPassword(sealed, orderId, masterKeys));
}

/** DER of the curve's object identifier, 1.2.156.10197.1.301. */
const SM2_CURVE = Buffer.from('06082a811ccf5501822d', 'hex');

/** The number that makes each key private, and the sealed form of those whose password is not known here. */
async function keysOf(
  database: Database,
  masterKeys: readonly MasterKey[],
  passwords: readonly string[],
): Promise<Needle[]> {
  const { rows } = await database.query<{ orderId: string; envelope: string | null }>(
    `select order_id as "orderId", encryption_enveloped_key as envelope
       from order_keys left join certificates using (order_id)
      where sealed_private_key is not null`,
  );
  const needles: Needle[] = [];
  for (const { orderId, envelope } of rows) {
    const key = await loadKey(database, orderId);
    if (!key) continue;
    const name = `the private key of ${orderId}`;
    const pem = openPrivateKey(key, masterKeys);
    const numbers = key.passwordProtected
      ? passwords.flatMap((password) => privateNumberBehind(pem, password) ?? [])
      : [privateNumber(pem)];
    needles.push(...numbers.map((bytes) => ({ name, bytes })));
    if (envelope) needles.push(...numbers.map((bytes) => encryptionKey(orderId, envelope, bytes)));
  }
  return needles;
}

/** The other half of an SM2 pair: opened at each download, and written nowhere. */
function encryptionKey(orderId: string, envelope: string, signingNumber: Buffer): Needle {
  const { privateKey } = openSm2Envelope(Buffer.from(envelope, 'base64'), signingNumber);
  return { name: `the encryption key of ${orderId}`, bytes: privateKey };
}

function privateNumber(key: string, passphrase?: string): Buffer {
  const privateKey = createPrivateKey({ key, passphrase });
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  // Node has no JWK for SM2, and says of such a key nothing but what its DER does.
  if (der.includes(SM2_CURVE)) return readSm2Pkcs8(der).privateKey;
  const { d } = privateKey.export({ format: 'jwk' });
  if (!d) throw new Error('The key has no private number.');
  return Buffer.from(d, 'base64url');
}

function privateNumberBehind(pem: string, password: string): Buffer | undefined {
  try {
    return privateNumber(pem, password);
  } catch {
    return undefined; // another order's password
  }
}

/** Everything the world's workflows left behind: histories and descriptions, every row of every table, every log. */
export async function everythingWritten(world: SweptWorld): Promise<Haystack[]> {
  const tables = await tablesOf(world.database);
  const workflows = await workflowsOf(world.database);
  const histories = await Promise.all(workflows.map((id) => historyOf(world.temporal, id)));
  return [...histories.flat(), ...tables, ...logsOf(world.dataDir)];
}

/** The ids of all workflows that may have been started: of orders, plans, revocations, and notices on their way. */
async function workflowsOf(database: Database): Promise<string[]> {
  const idsIn = async (query: string) =>
    (await database.query<{ id: string }>(query)).rows.map(({ id }) => id);
  const [orders, plans, revocations, notices] = await Promise.all([
    idsIn('select order_id as id from orders'),
    idsIn('select plan_id as id from plans'),
    idsIn('select revocation_id as id from revocations'),
    idsIn(`select distinct notice_id as id from notice_deliveries where channel <> 'inbox' and attempts > 0`),
  ]);
  return [
    ...orders.map(certificateOrderWorkflowId),
    ...plans.map(certificateLifecycleWorkflowId),
    ...revocations.map(certificateRevocationWorkflowId),
    ...notices.map(noticeDeliveryWorkflowId),
  ];
}

/** Protobuf keeps texts and payloads as they are: what is in there can be found. */
export async function historyOf(temporal: Client, workflowId: string): Promise<Haystack[]> {
  const execution = { workflowId };
  const { workflowService } = temporal.connection;
  const { namespace } = temporal.options;
  const found: Haystack[] = [];
  try {
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await workflowService.getWorkflowExecutionHistory({ namespace, execution, nextPageToken });
      const content = Buffer.from(GetWorkflowExecutionHistoryResponse.encode(page).finish());
      found.push({ where: `history of ${workflowId}`, kind: 'history', content });
      ({ nextPageToken } = page);
    } while (nextPageToken.length > 0);
    const description = await workflowService.describeWorkflowExecution({ namespace, execution });
    const content = Buffer.from(DescribeWorkflowExecutionResponse.encode(description).finish());
    found.push({ where: `attributes and attempts of ${workflowId}`, kind: 'history', content });
    return found;
  } catch (error) {
    // Never started: a test of what happens then.
    if (grpcCode(error) === GRPC.notFound) return found;
    throw error;
  }
}

async function tablesOf(database: Database): Promise<Haystack[]> {
  const { rows: tables } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const found = tables.map(async ({ name }): Promise<Haystack> => {
    // The order form is where personal data may be; it is looked at on its own.
    const { rows } = await database.query<{ row: string }>(
      `select (to_jsonb(t) - 'form')::text as row from "${name}" t`,
    );
    return { where: `table ${name}`, kind: 'table', content: linesOf(rows.map(({ row }) => row)) };
  });
  return await Promise.all([...found, formsOf(database)]);
}

/** Where people's names, phones and addresses may be, and secrets still may not. */
export const ORDER_FORMS = 'column orders.form';

async function formsOf(database: Database): Promise<Haystack> {
  const { rows } = await database.query<{ form: string | null }>('select form::text as form from orders');
  return { where: ORDER_FORMS, kind: 'table', content: linesOf(rows.map(({ form }) => form ?? '')) };
}

function linesOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n'));
}

function logsOf(dataDir: string): Haystack[] {
  return readdirSync(dataDir)
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ where: name, kind: 'log', content: readFileSync(join(dataDir, name)) }));
}

/** `needle in haystack`, for each that is where it must not be. */
export function findingsOf(haystacks: readonly Haystack[], needles: readonly Needle[]): string[] {
  return haystacks.flatMap(({ where, content }) =>
    findNeedles(content, needles).map((name) => `${name} in ${where}`),
  );
}

/** The people that orders of tests name, what they were reached by, and what their letters hold. */
export function peopleNeedles(): Needle[] {
  const people = [MANAGER, CONTACT].flatMap(({ name, phone, email }) => [name, phone, email]);
  const { address, landline } = COMPANY;
  const values = [
    ...people,
    address,
    landline.number,
    IDENTITY.number,
    CREDIT_CODE,
    CHANNEL_NUMBER,
    LETTER_FILLING,
  ];
  return values.flatMap((value) => textNeedles(`personal data (${value})`, value));
}

/**
 * Throws, naming what was found where and never the value. `keyPasswords` are those the world was given. Personal data
 * stands in tables, where it belongs; a history, a search attribute or a log has none.
 */
export async function refuseLeaks(world: SweptWorld, keyPasswords: ReadonlySet<string>): Promise<void> {
  const written = await everythingWritten(world);
  const outsideTables = written.filter(({ kind }) => kind !== 'table');
  const leaks = [
    ...findingsOf(written, await secretNeedles(world, keyPasswords)),
    ...findingsOf(outsideTables, peopleNeedles()),
  ];
  if (leaks.length > 0) throw new Error(`What must not be was written down: ${leaks.join('; ')}`);
}
