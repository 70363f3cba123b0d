/** `sealflow migrate`: the schema, by the role that owns the tables, and the rights of the one that works on them. */
import type { Command } from 'commander';
import { readEnvironment } from '../../config/environment.js';
import { databaseUrlsFrom } from '../../config/secrets.js';
import { ConfigurationError } from '../../config/configuration-error.js';
import { answering } from './command.js';
import { migratedText } from './texts/operating.js';
import type { Terminal } from './terminal.js';

/** Speaks to Postgres alone: nothing else need run yet. */
export function addMigrateCommand(program: Command, terminal: Terminal): void {
  program.command('migrate').action(async (_flags: object, command: Command) => {
    const { databaseUrl, migrationDatabaseUrl } = databaseUrlsFrom(readEnvironment(terminal.environment));
    if (migrationDatabaseUrl === undefined)
      throw new ConfigurationError('SEALFLOW_MIGRATION_DATABASE_URL', {
        zh: 'postgres://user:password@host:port/database,使用拥有数据表的角色',
        en: 'postgres://user:password@host:port/database, of the role that owns the tables',
      });
    const { migrateAndGrant } = await import('../../db/prepare-schema.js');
    const applied = await migrateAndGrant({ databaseUrl, migrationDatabaseUrl });
    const { answer, reader } = answering(command, terminal);
    answer({ applied }, () => `${migratedText(applied)[reader.language]}\n`);
  });
}
