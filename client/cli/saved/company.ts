/** `sealflow company`: the companies that orders may name as `{existing: ID}`. */
import type { Command } from 'commander';
import { addSavedCommands } from './commands.js';
import type { Terminal } from '../terminal.js';

export function addCompanyCommands(program: Command, terminal: Terminal): void {
  addSavedCommands(program, terminal, {
    name: 'company',
    description: 'companies of this account, to be named in orders',
    of: (client) => client.companies,
    parse: async () => (await import('../../../domain/organization/input.js')).parseCompany,
    headings: ['NAME', 'COUNTRY', 'CITY'],
    cells: ({ fullName, country, city }) => [fullName, country, city],
  });
}
