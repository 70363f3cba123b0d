/** `sealflow contact`: the people that orders may name as manager or contact, `{existing: ID}`. */
import type { Command } from 'commander';
import { addSavedCommands } from './commands.js';
import type { Terminal } from '../terminal.js';
import { SAVED_HEADINGS } from '../texts/saved.js';

export function addContactCommands(program: Command, terminal: Terminal): void {
  addSavedCommands(program, terminal, {
    name: 'contact',
    of: (client) => client.contacts,
    parse: async () => (await import('../../../domain/organization/input.js')).parsePerson,
    headings: [
      SAVED_HEADINGS.person,
      SAVED_HEADINGS.department,
      SAVED_HEADINGS.position,
      SAVED_HEADINGS.email,
    ],
    cells: ({ name, department, position, email }) => [name, department, position, email],
  });
}
