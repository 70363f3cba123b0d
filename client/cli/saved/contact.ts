/** `sealflow contact`: the people that orders may name as manager or contact, `{existing: ID}`. */
import type { Command } from 'commander';
import { addSavedCommands } from './commands.js';
import type { Terminal } from '../terminal.js';

export function addContactCommands(program: Command, terminal: Terminal): void {
  addSavedCommands(program, terminal, {
    name: 'contact',
    description: 'people of this account, to be managers or contacts of orders',
    of: (client) => client.contacts,
    parse: async () => (await import('../../../domain/organization/input.js')).parsePerson,
    headings: ['NAME', 'DEPARTMENT', 'POSITION', 'E-MAIL'],
    cells: ({ name, department, position, email }) => [name, department, position, email],
  });
}
