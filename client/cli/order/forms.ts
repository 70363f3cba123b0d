/** `sealflow order create` and `submit`: the commands that take an order form. */
import type { Command } from 'commander';
import type { OrderClient } from '../../order-client.js';
import type { OrderFormInput } from '../../orders/creating.js';
import type { OrderView } from '../../orders/views.js';
import { onClient, type Answering } from '../command.js';
import { formFrom, type FormFlags } from '../form-input.js';
import { agreedPrice, withPriceFlags, type PriceFlags } from '../price-flags.js';
import type { Terminal } from '../terminal.js';
import { answerPlaced, withWait, type WaitFlags } from './answer-placed.js';

type HandedIn = FormFlags & PriceFlags & WaitFlags;
type CreateFlags = HandedIn & {
  readonly draft?: boolean;
  readonly idempotencyKey?: string;
  readonly orderId?: string;
};

export function addFormCommands(order: Command, terminal: Terminal): void {
  formOptions(order.command('quote')).action((flags: FormFlags, command: Command) =>
    quote(flags, command, terminal),
  );
  withWait(withPriceFlags(formOptions(order.command('create'))))
    .option('--draft')
    .option('--idempotency-key <key>')
    .option('--order-id <id>')
    .action((flags: CreateFlags, command: Command) => create(flags, command, terminal));
  withWait(withPriceFlags(formOptions(order.command('submit'))))
    .argument('<order>')
    .action((orderId: string, flags: HandedIn, command: Command) =>
      submit(orderId, flags, command, terminal),
    );
}

/** No choices here: the form's own check tells field, problem and what is accepted, whoever sent it. */
function formOptions(command: Command): Command {
  return command
    .option('--brand <brand>')
    .option('--type <type>')
    .option('--name <names...>')
    .option('--validation <method>')
    .option('--key <algorithm>')
    .option('--csr <file>')
    .option('--key-password-file <file>')
    .option('--company <id>')
    .option('--manager <id>')
    .option('--contact <id>')
    .option('--form <file>');
}

async function quote(flags: FormFlags, command: Command, terminal: Terminal): Promise<void> {
  const given = await formFrom(flags);
  await onClient(command, terminal, async (client, session) => {
    // Checked at the client's door, field by field.
    const form = (await completed(client, given, session, terminal)) as OrderFormInput;
    const [quoted, { quoteText }] = await Promise.all([client.quote(form), import('../price.js')]);
    session.answer(quoted, () => quoteText(quoted, session.language));
  });
}

async function create(flags: CreateFlags, command: Command, terminal: Terminal): Promise<void> {
  const { draft, idempotencyKey, orderId } = flags;
  const given = await formFrom(flags);
  await onClient(command, terminal, async (client, session) => {
    const form = (draft ? given : await completed(client, given, session, terminal)) as OrderFormInput;
    const agreed = isDraft(flags, form)
      ? {}
      : await agreedPrice(() => client.quote(form), flags, session, terminal);
    const created = await client.create({
      form,
      ...agreed,
      ...(draft !== undefined && { draft }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(orderId !== undefined && { orderId }),
    });
    await answerPlaced(client, created, flags, session);
  });
}

/** As the client reads it: of a draft nothing is taken. */
function isDraft({ draft }: CreateFlags, form: object): boolean {
  return draft ?? Object.keys(form).every((field) => field === 'brand' || field === 'type');
}

async function submit(orderId: string, flags: HandedIn, command: Command, terminal: Terminal): Promise<void> {
  const given = await formFrom(flags);
  await onClient(command, terminal, async (client, session) => {
    const asks = terminal.ask !== undefined && !session.json;
    const product = asks || flags.yes ? productOf(await client.show(orderId)) : {};
    const form = (await completed(client, { ...product, ...given }, session, terminal)) as OrderFormInput;
    const agreed = await agreedPrice(() => client.quote(form), flags, session, terminal);
    const submitted = await client.submit(orderId, form, agreed);
    await answerPlaced(client, submitted, flags, session);
  });
}

function productOf({ brand, type }: OrderView): Record<string, unknown> {
  return { brand, type };
}

/** Programs, and people who ask for JSON, get the usual refusal of a form that lacks something. */
async function completed(
  client: OrderClient,
  form: Record<string, unknown>,
  { json, language }: Answering,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  if (json || !terminal.ask) return form;
  const [{ askForMissing }, { orderQuestions }] = await Promise.all([
    import('../prompting.js'),
    import('./questions.js'),
  ]);
  return await askForMissing(form, orderQuestions(client), language, terminal);
}
