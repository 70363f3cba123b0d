/** `sealflow company`: the companies that orders may name as `{existing: ID}`. */
import type { Command } from 'commander';
import { addSavedCommands } from './commands.js';
import type { Terminal } from '../terminal.js';
import { SAVED_HEADINGS } from '../texts/saved.js';

export function addCompanyCommands(program: Command, terminal: Terminal): void {
  addSavedCommands(program, terminal, {
    name: 'company',
    of: (client) => client.companies,
    parse: async () => (await import('../../../domain/organization/input.js')).parseCompany,
    headings: [SAVED_HEADINGS.name, SAVED_HEADINGS.country, SAVED_HEADINGS.city],
    cells: ({ fullName, country, city }) => [fullName, country, city],
  });
}
