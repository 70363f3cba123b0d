/** Connections and routes as people read them, and as they are changed. One account sees its own and the installation's. */
import type { AccountRules } from '../../../domain/accounts/account-rules.js';
import type { ConnectionFamily } from '../../../domain/connections/kind.js';
import type { ConnectionChoices, Route } from '../../../domain/connections/routes.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';
import { CONNECTION_COLUMNS, type StoredConnection } from './row.js';

/** By name. */
export async function listConnections(database: Queryable, account: string): Promise<StoredConnection[]> {
  const { rows } = await database.query<StoredConnection>(
    `select ${CONNECTION_COLUMNS} from connections c
      where c.state = 'kept' and coalesce(c.account, '') = any ($1)
      order by c.name, c.account nulls last`,
    [[account, '']],
  );
  return rows;
}

/** By name or id; of one name the account's own comes before the installation's. `owner`: one's own only (null: installation's). */
export async function findConnection(
  database: Queryable,
  account: string,
  named: string,
  { owner, lock = false }: { readonly owner?: string | null; readonly lock?: boolean } = {},
): Promise<StoredConnection | undefined> {
  const owners = owner === undefined ? [account, ''] : [owner ?? ''];
  const { rows } = await database.query<StoredConnection>(
    `select ${CONNECTION_COLUMNS} from connections c
      where c.state = 'kept' and coalesce(c.account, '') = any ($1) and (c.name = $2 or c.connection_id = $2)
      order by c.account nulls last limit 1${lock ? ' for update' : ''}`,
    [owners, named],
  );
  return rows[0];
}

export interface NewConnection {
  readonly connectionId: string;
  readonly account: string | null;
  readonly name: string;
  readonly kind: string;
  readonly family: ConnectionFamily;
  readonly state: 'candidate' | 'kept';
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sealedSecrets: SealedValue | null;
  readonly at: Date;
}

/** Throws StatementRefused (23505) where the name is taken. */
export async function insertConnection(database: Queryable, connection: NewConnection): Promise<void> {
  const { connectionId, account, name, kind, family, state, settings, sealedSecrets, at } = connection;
  await database.query(
    `insert into connections
       (connection_id, account, name, kind, family, state, settings, sealed_secrets, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      connectionId,
      account,
      name,
      kind,
      family,
      state,
      JSON.stringify(settings),
      sealedSecrets && JSON.stringify(sealedSecrets),
      at,
    ],
  );
}

/** What was tried is kept. False where it is not there any more. Throws StatementRefused (23505) where the name is taken. */
export async function keepCandidate(
  database: Queryable,
  connectionId: string,
  triedAt: Date | null,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update connections set state = 'kept', tried_at = $2
      where connection_id = $1 and state = 'candidate'`,
    [connectionId, triedAt],
  );
  return rowCount > 0;
}

export async function removeCandidate(database: Queryable, connectionId: string): Promise<void> {
  await database.query(`delete from connections where connection_id = $1 and state = 'candidate'`, [
    connectionId,
  ]);
}

/** Candidates that a program left behind; how many those were. */
export async function removeOldCandidates(database: Queryable, before: Date): Promise<number> {
  const { rowCount } = await database.query(
    `delete from connections where state = 'candidate' and created_at < $1`,
    [before],
  );
  return rowCount;
}

export interface ConnectionChange {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sealedSecrets: SealedValue | null;
  readonly triedAt: Date | null;
  readonly at: Date;
}

/** Steps of living orders open what stands here from now on. False where it was changed or removed meanwhile. */
export async function changeConnection(
  database: Queryable,
  { connectionId, version }: Pick<StoredConnection, 'connectionId' | 'version'>,
  { settings, sealedSecrets, triedAt, at }: ConnectionChange,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update connections
        set settings = $3, sealed_secrets = $4, written_off_at = null, tried_at = $5, updated_at = $6, version = version + 1
      where connection_id = $1 and version = $2 and state = 'kept'`,
    [
      connectionId,
      version,
      JSON.stringify(settings),
      sealedSecrets && JSON.stringify(sealedSecrets),
      triedAt,
      at,
    ],
  );
  return rowCount > 0;
}

export async function noteTried(database: Queryable, connectionId: string, at: Date): Promise<void> {
  await database.query(`update connections set tried_at = $2 where connection_id = $1 and state = 'kept'`, [
    connectionId,
    at,
  ]);
}

/** Its secrets are gone; its name is free; orders of then still tell of it. */
export async function markRemoved(database: Queryable, connectionId: string, at: Date): Promise<void> {
  await database.query(
    `update connections
        set state = 'removed', sealed_secrets = null, written_off_at = null, version = version + 1, updated_at = $2
      where connection_id = $1 and state = 'kept'`,
    [connectionId, at],
  );
}

const ROUTE_COLUMNS = `
  r.route_id as "routeId", r.account, r.brand, r.certificate_type as "certificateType", r.suffix,
  r.connection_id as "connectionId", r.fallback_connection_id as "fallbackConnectionId"`;

export interface NamedRoute extends Route {
  readonly connectionName: string;
  readonly fallbackName: string | null;
}

const NAMED_ROUTES = `
  select ${ROUTE_COLUMNS}, c.name as "connectionName", f.name as "fallbackName"
    from routes r
    join connections c on c.connection_id = r.connection_id
    left join connections f on f.connection_id = r.fallback_connection_id`;

/** The account's own first, the more specific ones first. */
export async function listRoutes(database: Queryable, account: string): Promise<NamedRoute[]> {
  const { rows } = await database.query<NamedRoute>(
    `${NAMED_ROUTES} where coalesce(r.account, '') = any ($1)
      order by r.account nulls last, r.suffix desc, r.brand nulls last, r.certificate_type nulls last`,
    [[account, '']],
  );
  return rows;
}

/** Whoever's: what needs a connection stands in the way of its removal. */
export async function routesTo(database: Queryable, connectionId: string): Promise<NamedRoute[]> {
  const { rows } = await database.query<NamedRoute>(
    `${NAMED_ROUTES} where r.connection_id = $1 or r.fallback_connection_id = $1 order by r.route_id`,
    [connectionId],
  );
  return rows;
}

/** In place of the one for the same rule, whose id stays. */
export async function putRoute(database: Queryable, route: Route, at: Date): Promise<string> {
  const { rows } = await database.query<{ routeId: string }>(
    `insert into routes (route_id, account, brand, certificate_type, suffix, connection_id, fallback_connection_id, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (coalesce(account, ''), coalesce(brand, ''), coalesce(certificate_type, ''), suffix)
     do update set connection_id = excluded.connection_id,
                   fallback_connection_id = excluded.fallback_connection_id, updated_at = excluded.updated_at
     returning route_id as "routeId"`,
    [
      route.routeId,
      route.account,
      route.brand,
      route.certificateType,
      route.suffix,
      route.connectionId,
      route.fallbackConnectionId,
      at,
    ],
  );
  return rows[0]?.routeId ?? route.routeId;
}

/** `owner` null: the installation's. False where there is none. */
export async function removeRoute(
  database: Queryable,
  owner: string | null,
  routeId: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `delete from routes where route_id = $1 and coalesce(account, '') = $2`,
    [routeId, owner ?? ''],
  );
  return rowCount > 0;
}

/** What an order of the account may be given, and what the account wants of it. */
export interface OrderChoices extends ConnectionChoices, Pick<AccountRules, 'approvesOrders'> {}

/** All of it in one statement. */
export async function readChoices(database: Queryable, account: string): Promise<OrderChoices> {
  const { rows } = await database.query<{
    routes: Route[] | null;
    dns: string[] | null;
    files: string[] | null;
    approves: boolean | null;
  }>(
    `select
       (select jsonb_agg(to_jsonb(found)) from (
          select ${ROUTE_COLUMNS} from routes r where coalesce(r.account, '') = any ($1)) found) as routes,
       (select jsonb_agg(c.connection_id order by c.account nulls last, c.name)
          from connections c where c.state = 'kept' and c.family = 'dns' and coalesce(c.account, '') = any ($1)) as dns,
       (select jsonb_agg(c.connection_id order by c.account nulls last, c.name)
          from connections c where c.state = 'kept' and c.family = 'files' and coalesce(c.account, '') = any ($1)) as files,
       (select approves_orders from account_rules where account = ($1::text[])[1]) as approves`,
    [[account, '']],
  );
  const [found] = rows;
  const { routes, dns, files, approves } = found ?? {};
  return { routes: routes ?? [], dns: dns ?? [], files: files ?? [], approvesOrders: approves ?? false };
}
