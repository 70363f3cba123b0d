/** `sealflow order repair`, `reroute` and `resubmit`: putting an order right in place, and the way out where that can't be done. */
import type { Command } from 'commander';
import type { CheckChannel, Person } from '../../../domain/organization/form.js';
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { OrderClient } from '../../order-client.js';
import type { FormChanges } from '../../orders/prefilled-form.js';
import type { OrderView } from '../../orders/views.js';
import { onClient } from '../command.js';
import { readForm, readKeyPassword } from '../form-input.js';
import { agreedPrice, withPriceFlags, type PriceFlags } from '../price-flags.js';
import { answerPlaced, withWait, type WaitFlags } from './answer-placed.js';
import { orderText } from './text.js';
import type { Terminal } from '../terminal.js';

export function addRepairCommands(order: Command, terminal: Terminal): void {
  order
    .command('repair <order>')
    .option('--validation <method>')
    .option('--contact <id>')
    .option('--contact-file <file>')
    .option('--channel-file <file>')
    .option('--by <way>')
    .option('--number <number>')
    .option('--address <address>')
    .option('--source <source>')
    .option('--where <place>')
    .option('--slot <time>')
    .action(async (orderId: string, flags: RepairFlags, command: Command) => {
      const repair = await repairOf(orderId, flags);
      await onClient(command, terminal, async (client, { answer, reader }) => {
        const view = await repair(client);
        answer(view, () => orderText(view, reader));
      });
    });
  order.command('reroute <order>').action((orderId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.reroute(orderId);
      answer(view, () => orderText(view, reader));
    }),
  );
  withWait(withPriceFlags(order.command('resubmit <order>')))
    .option('--contact <id>')
    .option('--contact-file <file>')
    .option('--manager <id>')
    .option('--form-changes <file>')
    .option('--key-password-file <file>')
    .option('--no-key-password')
    .option('--dry-run')
    .action(async (orderId: string, flags: ResubmitFlags, command: Command) => {
      const changes = await changesOf(flags);
      const keyPassword = keyPasswordOf(flags);
      const { dryRun = false } = flags;
      const request = { changes, dryRun, ...(keyPassword !== undefined && { keyPassword }) };
      await onClient(command, terminal, async (client, session) => {
        const { answer, reader } = session;
        if (dryRun) {
          const [again, { dryRunText }] = await Promise.all([
            client.resubmit(orderId, request),
            import('./placed.js'),
          ]);
          answer(again, () => dryRunText(again, reader));
          return;
        }
        const agreed = await agreedPrice(
          () => client.quoteResubmission(orderId, request),
          flags,
          session,
          terminal,
        );
        await answerPlaced(client, await client.resubmit(orderId, { ...request, ...agreed }), flags, session);
      });
    });
}

interface RepairFlags {
  readonly validation?: ValidationMethod;
  readonly contact?: string;
  readonly contactFile?: string;
  readonly channelFile?: string;
  readonly by?: string;
  readonly number?: string;
  readonly address?: string;
  readonly source?: string;
  readonly where?: string;
  readonly slot?: string;
}

interface ResubmitFlags extends PriceFlags, WaitFlags {
  readonly contact?: string;
  readonly contactFile?: string;
  readonly manager?: string;
  readonly formChanges?: string;
  readonly keyPasswordFile?: string;
  /** False with --no-key-password. */
  readonly keyPassword: boolean;
  readonly dryRun?: boolean;
}

type Repair = (client: OrderClient) => Promise<OrderView>;

/** One thing at a time. What it says is checked at the client's door. */
async function repairOf(
  orderId: string,
  { validation, contact, contactFile, ...flags }: RepairFlags,
): Promise<Repair> {
  const repairs: Repair[] = [];
  if (validation !== undefined) repairs.push((client) => client.repair(orderId, { validation }));
  const person = await contactOf({ contact, contactFile });
  if (person) repairs.push((client) => client.repairContact(orderId, person));
  const channel = await channelOf(flags);
  if (channel) repairs.push((client) => client.repairChannel(orderId, channel));
  const [repair, ...others] = repairs;
  if (repair && others.length === 0) return repair;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      message: {
        zh: '每次只能修复一项:--validation METHOD;--contact ID 或 --contact-file FILE;--channel-file FILE,或 --by phone|email 加上 --number 或 --address 以及 --source',
        en: 'Say one thing to repair: --validation METHOD, --contact ID or --contact-file FILE, --channel-file FILE or --by phone|email with --number or --address and --source',
      },
    }),
  );
}

async function contactOf({
  contact,
  contactFile,
}: {
  contact?: string | undefined;
  contactFile?: string | undefined;
}): Promise<Person | { existing: string } | undefined> {
  if (contactFile !== undefined) return (await readForm('contactFile', contactFile)) as Person;
  return contact === undefined ? undefined : { existing: contact };
}

async function channelOf({ channelFile, ...flags }: RepairFlags): Promise<CheckChannel | undefined> {
  if (channelFile !== undefined) return (await readForm('channelFile', channelFile)) as CheckChannel;
  return Object.keys(flags).length > 0 ? (flags as CheckChannel) : undefined;
}

async function changesOf({
  contact,
  contactFile,
  manager,
  formChanges,
}: ResubmitFlags): Promise<FormChanges> {
  const changes =
    formChanges === undefined ? {} : ((await readForm('formChanges', formChanges)) as FormChanges);
  const person = contact === 'same-as-manager' ? contact : await contactOf({ contact, contactFile });
  return {
    ...changes,
    ...(person && { contact: person }),
    ...(manager !== undefined && { manager: { existing: manager } }),
  };
}

function keyPasswordOf({ keyPasswordFile, keyPassword }: ResubmitFlags): string | false | undefined {
  if (keyPasswordFile !== undefined) return readKeyPassword(keyPasswordFile);
  return keyPassword ? undefined : false;
}
