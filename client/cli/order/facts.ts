/** `sealflow order confirm-email` and its like: facts of life that an order is told of. */
import { Option, type Command } from 'commander';
import { PHONE_RESULTS, type PhoneResult } from '../../../domain/organization/words.js';
import type { EmailNumber } from '../../organization/facts.js';
import type { OrderClient } from '../../order-client.js';
import type { OrderView } from '../../orders/views.js';
import { onClient } from '../command.js';
import { orderText } from './text.js';
import type { Terminal } from '../terminal.js';
import { ORDER_TEXTS } from '../texts/order.js';

export function addFactCommands(order: Command, terminal: Terminal): void {
  const tell = (command: Command, act: (client: OrderClient) => Promise<OrderView>) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await act(client);
      answer(view, () => `${ORDER_TEXTS.told[reader.language]}\n${orderText(view, reader)}`);
    });
  order
    .command('confirm-email <order>')
    .addOption(new Option('--email <number>').choices(['1', '2']))
    .action((orderId: string, { email }: { email?: '1' | '2' }, command: Command) =>
      tell(command, (client) => client.confirmEmail(orderId, email ? { email: numbered(email) } : {})),
    );
  order
    .command('phone-result <order>')
    .addOption(new Option('--result <result>').choices(PHONE_RESULTS).makeOptionMandatory())
    .action((orderId: string, { result }: { result: PhoneResult }, command: Command) =>
      tell(command, (client) => client.reportPhoneCheck(orderId, { result })),
    );
  order
    .command('confirm-mailbox <order>')
    .action((orderId: string, _flags: object, command: Command) =>
      tell(command, (client) => client.confirmMailbox(orderId)),
    );
  order
    .command('resend-emails <order>')
    .action((orderId: string, _flags: object, command: Command) =>
      onClient(command, terminal, (client) => client.resendEmails(orderId)),
    );
}

function numbered(email: '1' | '2'): EmailNumber {
  return email === '1' ? 1 : 2;
}
