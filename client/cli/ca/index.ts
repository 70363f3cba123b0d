/** `sealflow ca`: the development CA seen from behind, its people and its bad days. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import { CA_STATUS_WORDS } from '../../../domain/development/ca-spoken-words.js';
import { askCa } from './control.js';
import { addDeskCommands } from './desks.js';
import { addHostileCommand } from './hostile.js';
import { addMailCommands } from './mail.js';
import { addPolicyCommands } from './policy.js';
import { addRevocationDesk } from './revocation.js';
import { cellsOf, PRODUCT_CELLS, rowsOf } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import type { Terminal } from '../terminal.js';
import { tableFor } from '../table.js';
import { CA_ORDER_HEADINGS, CA_TEXTS } from '../texts/ca.js';

export function addCaCommands(program: Command, terminal: Terminal): void {
  const ca = program.command('ca');
  ca.command('orders').action(async (_flags: object, command: Command) => {
    const { orders } = fieldsOf(await askCa(command, terminal, 'GET', 'orders'));
    const { answer, reader } = answering(command, terminal);
    answer(orders, (width) => ordersText(orders, reader, width));
  });
  addHostileCommand(ca, terminal);
  addDeskCommands(ca, terminal);
  addRevocationDesk(ca, terminal);
  addMailCommands(ca, terminal);
  addPolicyCommands(ca, terminal);
}

function ordersText(orders: unknown, reader: Reader, width: number | undefined): string {
  const rows = rowsOf(orders);
  if (rows.length === 0) return `${CA_TEXTS.noOrders[reader.language]}\n`;
  const columns = Object.entries(CA_ORDER_HEADINGS).map(([key, heading]) => ({
    heading,
    words: key === 'names',
  }));
  const told = { words: { ...PRODUCT_CELLS, status: CA_STATUS_WORDS } };
  const cells = rows.map((order) => cellsOf(order, Object.keys(CA_ORDER_HEADINGS), reader, told));
  return tableFor(reader, columns, cells, width);
}
