/** `sealflow order sweep`: orders that a crash left stored and never started. */
import type { Command } from 'commander';
import { onClient } from '../command.js';
import type { Terminal } from '../terminal.js';
import { keptText, ORDER_TEXTS, removedText } from '../texts/order.js';

export function addSweepCommand(order: Command, terminal: Terminal): void {
  order.command('sweep').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader: { language } }) => {
      const swept = await client.sweep();
      answer(swept, () => {
        const removed = swept.removed.map((orderId) => `${removedText(orderId)[language]}\n`);
        const found = swept.found.map((orderId) => `${keptText(orderId)[language]}\n`);
        return [...removed, ...found].join('') || `${ORDER_TEXTS.noneLeftBehind[language]}\n`;
      });
    }),
  );
}
