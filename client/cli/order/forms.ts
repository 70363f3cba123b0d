/** `sealflow order create` and `submit`: the commands that take an order form. */
import type { Command } from 'commander';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  VALIDATION_METHODS,
} from '../../../domain/catalogue/words.js';
import type { CreatedOrder, OrderFormInput } from '../../orders/creating.js';
import type { OrderView } from '../../orders/views.js';
import { answering, onClient } from '../command.js';
import { formFrom, type FormFlags } from '../form-input.js';
import type { TerminalReader } from '../reader.js';
import { remarksOn } from '../remarks.js';
import type { Terminal } from '../terminal.js';
import { facts } from '../text.js';
import { pageFacts } from '../texts/pages.js';

type CreateFlags = FormFlags & {
  readonly draft?: boolean;
  readonly idempotencyKey?: string;
  readonly orderId?: string;
};

export function addFormCommands(order: Command, terminal: Terminal): void {
  formOptions(order.command('create'))
    .description('place an order; prints its id. A person at a terminal is asked for what is missing')
    .option('--draft', 'only brand and type now: the order waits for `order submit`')
    .option('--idempotency-key <key>', 'the same key with the same request is the same order')
    .option('--order-id <id>', 'an id of your own for the order')
    .action((flags: CreateFlags, command: Command) => create(flags, command, terminal));
  formOptions(order.command('submit'))
    .argument('<order>', 'id of an order that waits for its form')
    .description('hand in the form of a draft; once')
    .action((orderId: string, flags: FormFlags, command: Command) =>
      submit(orderId, flags, command, terminal),
    );
}

/** No choices here: the form's own check tells field, problem and what is accepted, whoever sent it. */
function formOptions(command: Command): Command {
  return command
    .option('--brand <brand>', BRANDS.join(', '))
    .option('--type <type>', CERTIFICATE_TYPES.join(', '))
    .option('--name <names...>', 'the names, the common name first; may be given again')
    .option('--validation <method>', VALIDATION_METHODS.join(', '))
    .option('--key <algorithm>', `${KEY_ALGORITHMS.join(', ')} (made here)`)
    .option('--csr <file>', 'a PKCS#10 request made elsewhere, in PEM form')
    .option(
      '--key-password-file <file>',
      'holds a password for the private key: at least 6 characters, no space',
    )
    .option('--company <id>', 'a saved company, for OV and EV')
    .option('--manager <id>', 'a saved contact, to be the manager')
    .option('--contact <id>', 'a saved contact, or same-as-manager (the default)')
    .option('--form <file>', 'the form as JSON or YAML; flags win over it');
}

async function create(flags: CreateFlags, command: Command, terminal: Terminal): Promise<void> {
  const { draft, idempotencyKey, orderId } = flags;
  const given = await formFrom(flags);
  // Checked at the client's door, field by field.
  const form = (draft ? given : await completed(given, command, terminal)) as OrderFormInput;
  await onClient(command, terminal, async (client, { answer, reader }) => {
    const created = await client.create({
      form,
      ...(draft !== undefined && { draft }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(orderId !== undefined && { orderId }),
    });
    answer(created, () => createdText('Order', created, reader));
  });
}

async function submit(
  orderId: string,
  flags: FormFlags,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const given = await formFrom(flags);
  await onClient(command, terminal, async (client, { answer, reader }) => {
    const product = terminal.ask ? productOf(await client.show(orderId)) : {};
    const form = (await completed({ ...product, ...given }, command, terminal)) as OrderFormInput;
    const submitted = await client.submit(orderId, form);
    answer(submitted, () => createdText('Submitted', submitted, reader));
  });
}

function productOf({ brand, type }: OrderView): Record<string, unknown> {
  return { brand, type };
}

/** Programs, and people who ask for JSON, get the usual refusal of a form that lacks something. */
async function completed(
  form: Record<string, unknown>,
  command: Command,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  if (answering(command, terminal).json) return form;
  if (!terminal.ask) return form;
  const { askForMissing, orderRules } = await import('../prompting.js');
  return await askForMissing(form, orderRules, terminal);
}

function createdText(
  word: string,
  { orderId, warnings, pages }: CreatedOrder,
  reader: TerminalReader,
): string {
  const remarks = remarksOn(warnings, reader).map((line) => `${line}\n`);
  const rows = pageFacts(pages).map(([label, url]) => [`  ${label[reader.language]}`, url] as const);
  return `${word} ${orderId}\n${remarks.join('')}${facts(rows)}  next: sealflow order watch ${orderId}\n`;
}
