/**
 * The role of workers and programs, which is not the tables' owner: it reads and writes rows, and can neither change the
 * schema nor switch off what makes the log of operations append-only.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { ToldError } from '../domain/told.js';
import type { Queryable } from './database.js';

/** RFC 7677 asks for 4096 at least; Postgres's own default as well. */
const SCRAM_ITERATIONS = 4096;

/** What is granted where it is not all of a row's life. */
const GRANTED: Readonly<Record<string, string>> = {
  // Append-only, by the role's rights as well as by the table's triggers.
  operations: 'select, insert',
  schema_migrations: 'select',
  // Replaced by the next one, never taken away.
  log_checkpoints: 'select, insert, update',
};
const GRANTED_ELSE = 'select, insert, update, delete';

/**
 * Gives the role of `databaseUrl` what workers and programs need in the schema that `migrationUrl`'s role owns, and takes
 * what they don't. Makes the role, with the URL's password, where it is missing and may be made. Idempotent: after every
 * migration. Resolves to false where both are one role: then it owns the tables. Throws ToldError, saying what to do.
 */
export async function grantToApplication(migrationUrl: string, databaseUrl: string): Promise<boolean> {
  const { username, password } = new URL(databaseUrl);
  const role = decodeURIComponent(username);
  const client = new pg.Client({ connectionString: migrationUrl, application_name: 'sealflow-migrate' });
  await client.connect();
  try {
    const owner = await ownRights(client);
    if (owner.name === role) return false;
    await ensureRole(client, role, decodeURIComponent(password), owner.makesRoles);
    for (const statement of await grants(client, role)) await client.query(statement);
    return true;
  } finally {
    await client.end();
  }
}

async function ownRights(client: pg.Client): Promise<{ name: string; makesRoles: boolean }> {
  const { rows } = await client.query<{ name: string; makesRoles: boolean }>(
    `select rolname as name, rolsuper or rolcreaterole as "makesRoles" from pg_roles where rolname = current_user`,
  );
  return rows[0] ?? { name: '', makesRoles: false };
}

async function ensureRole(
  client: pg.Client,
  role: string,
  password: string,
  mayMake: boolean,
): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 1) return;
  const name = pg.escapeIdentifier(role);
  if (!mayMake)
    throw new ToldError({
      zh:
        `数据库中没有 DATABASE_URL 所指的角色 ${role},而执行迁移的角色无权创建它。请以管理员身份创建:` +
        `\`create role ${name} login password '...'\`,然后再次运行。`,
      en:
        `The database has no role ${role}, which DATABASE_URL names, and the role that migrates may not make it. Make it ` +
        `as an administrator: \`create role ${name} login password '...'\`; then run this again.`,
    });
  // The password itself stands in no statement: servers log those that fail.
  await client.query(`create role ${name} login password ${pg.escapeLiteral(scramVerifier(password))}`);
}

/** Of the tables and views that this role owns in the schema where the product's are. */
async function grants(client: pg.Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ schema: string; name: string; sequence: boolean }>(
    `select relnamespace::regnamespace::text as schema, relname as name, relkind = 'S' as sequence
       from pg_class
      where relnamespace = (select relnamespace from pg_class where oid = 'schema_migrations'::regclass)
        and relkind in ('r', 'p', 'v', 'S') and pg_has_role(current_user, relowner, 'USAGE')`,
  );
  const to = pg.escapeIdentifier(role);
  const each = rows.flatMap(({ schema, name, sequence }) => {
    const table = `${schema}.${pg.escapeIdentifier(name)}`;
    if (sequence) return [`grant usage, select on sequence ${table} to ${to}`];
    const rights = GRANTED[name] ?? GRANTED_ELSE;
    return [`revoke all on ${table} from ${to}`, `grant ${rights} on ${table} to ${to}`];
  });
  const [schema] = rows.map((row) => row.schema);
  // In one transaction with each other: nobody is without rights in between.
  return [
    'begin',
    ...(schema === undefined ? [] : [`grant usage on schema ${schema} to ${to}`]),
    ...each,
    'commit',
  ];
}

/** As Postgres stores it (RFC 5803), so that the server never sees the password. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, SCRAM_ITERATIONS, 32, 'sha256');
  const keyed = (label: string) => createHmac('sha256', salted).update(label).digest();
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const serverKey = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

export interface RoleStanding {
  readonly role: string;
  /** May migrate: owns what is there, or there is nothing yet and it may make it. */
  readonly migrates: boolean;
  /** Could switch off what makes the log append-only. */
  readonly ownsLog: boolean;
}

/** What the role of this connection may do here. */
export async function roleStanding(database: Queryable): Promise<RoleStanding> {
  const { rows } = await database.query<RoleStanding>(
    `select current_user::text as role,
            coalesce(
              (select pg_has_role(current_user, relowner, 'USAGE') from pg_class
                where oid = to_regclass('schema_migrations')),
              has_schema_privilege(current_user, current_schema(), 'create')
            ) as migrates,
            (select rolsuper from pg_roles where rolname = current_user)
              or coalesce(
                (select pg_has_role(current_user, relowner, 'USAGE') from pg_class where oid = to_regclass('operations')),
                false
              ) as "ownsLog"`,
  );
  return rows[0] ?? { role: '', migrates: false, ownsLog: false };
}
