/** The schema as this program needs it: migrated by whichever role may, or found to be so. */
import { grantToApplication, roleStanding, type RoleStanding } from './application-role.js';
import { createDatabase } from './database.js';
import { migrate } from './migrate.js';
import { refuseOtherSchema } from './schema-standing.js';

export interface DatabaseUrls {
  /** Of workers and programs. */
  readonly databaseUrl: string;
  /** Of the role that owns the tables; absent: `databaseUrl` owns them, or somebody else migrates. */
  readonly migrationDatabaseUrl?: string;
}

/**
 * Migrates where one of the roles may, and gives the other one its rights; elsewhere compares. Resolves to what the role of
 * `databaseUrl` may do. Throws MigrationConflict where the schema is not one to work with.
 */
export async function prepareSchema(urls: DatabaseUrls): Promise<RoleStanding> {
  const { databaseUrl, migrationDatabaseUrl } = urls;
  if (migrationDatabaseUrl !== undefined) await migrateAndGrant({ databaseUrl, migrationDatabaseUrl });
  const database = createDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const standing = await roleStanding(database);
    if (migrationDatabaseUrl === undefined && standing.migrates) await migrate(databaseUrl);
    else await refuseOtherSchema(database);
    return await roleStanding(database);
  } finally {
    await database.end();
  }
}

/** Resolves to the names of what was applied. Throws as `migrate` and `grantToApplication` do. */
export async function migrateAndGrant({
  databaseUrl,
  migrationDatabaseUrl,
}: Required<DatabaseUrls>): Promise<string[]> {
  const applied = await migrate(migrationDatabaseUrl);
  await grantToApplication(migrationDatabaseUrl, databaseUrl);
  return applied;
}
