/** `sealflow ca`: the development CA seen from behind, its people and its bad days. */
import type { Command } from 'commander';
import { askCa } from './control.js';
import { addDeskCommands } from './desks.js';
import { addHostileCommand } from './hostile.js';
import { addMailCommands } from './mail.js';
import { addPolicyCommands } from './policy.js';
import { addRevocationDesk } from './revocation.js';
import { cellsOf, rowsOf } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { table } from '../table.js';

export function addCaCommands(program: Command, terminal: Terminal): void {
  const ca = program.command('ca').description('the development CA');
  ca.command('orders')
    .description('the orders the CA has, with the reference of each and how often it was sent')
    .action(async (_flags: object, command: Command) => {
      const { orders } = fieldsOf(await askCa(command, terminal, 'GET', 'orders'));
      answering(command, terminal).answer(orders, (width) => ordersText(orders, width));
    });
  addHostileCommand(ca, terminal);
  addDeskCommands(ca, terminal);
  addRevocationDesk(ca, terminal);
  addMailCommands(ca, terminal);
  addPolicyCommands(ca, terminal);
}

function ordersText(orders: unknown, width: number | undefined): string {
  const rows = rowsOf(orders);
  if (rows.length === 0) return 'The CA has no orders.\n';
  const keys = ['id', 'reference', 'status', 'brand', 'type', 'attempts', 'names'];
  const lines = [keys.map((key) => key.toUpperCase()), ...rows.map((order) => cellsOf(order, keys))];
  return table(lines, { width, words: ['NAMES'] });
}
