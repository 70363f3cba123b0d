/** `sealflow order`: everything about orders but their forms. */
import type { Command } from 'commander';
import { isFinal, type OrderState } from '../../../domain/orders/states.js';
import type { Brand } from '../../../domain/catalogue/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { Wait } from '../../../domain/waits.js';
import type { OrderClient } from '../../order-client.js';
import type { CheckView, OrderView } from '../../orders/views.js';
import { onClient } from '../command.js';
import { EXIT } from '../exit-codes.js';
import { addDossierOfOrder } from './dossier.js';
import { addFactCommands } from './facts.js';
import { addFormCommands } from './forms.js';
import { addLabelCommand, withLabelFilters, type LabelFilterFlags } from '../labels.js';
import { addOrderQuery } from './query.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import { listText, newsText, orderText, timelineText, whyText } from './text.js';
import { addRepairCommands } from './repair.js';
import { addSweepCommand } from './sweep.js';
import { askedText } from './watched.js';
import type { Terminal } from '../terminal.js';
import { ORDER_TEXTS } from '../texts/order.js';

/** The end of a cancelled order is waited for this long; the CA and DNS are told meanwhile. */
const CANCEL_WAIT_MS = 10_000;

/** `setExitCode` is for what is no error and yet not a success: a watched order that ended without a certificate. */
export function addOrderCommands(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  const order = program.command('order');
  addFormCommands(order, terminal);
  addOrderQuery(order, terminal);
  addReadingCommands(order, terminal, setExitCode);
  addActingCommands(order, terminal);
  addRepairCommands(order, terminal);
  addFactCommands(order, terminal);
  addLabelCommand(order, terminal, 'order', (client, id, changes) => client.setLabels(id, changes));
  addDossierOfOrder(order, terminal);
  addSweepCommand(order, terminal);
}

interface ListFlags extends LabelFilterFlags, PageFlags {
  readonly state?: OrderState;
  readonly waitingOn?: Wait;
  readonly brand?: Brand;
  readonly name?: string;
}

function addReadingCommands(order: Command, terminal: Terminal, setExitCode: (code: number) => void): void {
  withPages(withLabelFilters(order.command('list')))
    .option('--state <state>')
    .option('--waiting-on <wait>')
    .option('--brand <brand>')
    .option('--name <name>')
    .action((flags: ListFlags, command: Command) =>
      onClient(command, terminal, async (client, answering) => {
        answerPage(answering, flags, await client.page(requestOf(flags)), (found, width) =>
          listText(found, answering.reader, width),
        );
      }),
    );
  order.command('show <order>').action((orderId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.show(orderId);
      answer(view, () => orderText(view, reader));
    }),
  );
  order.command('why <order>').action((orderId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.why(orderId);
      answer(view, () => whyText(view, reader, Date.now()));
    }),
  );
  order.command('watch [order]').action((orderId: string | undefined, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      if (orderId === undefined) {
        for await (const order of client.watchAll()) answer(order, () => newsText(order, reader, Date.now()));
        return;
      }
      let last: OrderView | undefined;
      for await (const view of client.watch(orderId)) {
        const before = last;
        last = view;
        answer(view, () => timelineText(view, reader, Date.now()) + askedText(before, view, reader));
      }
      setExitCode(last?.state === 'issued' ? EXIT.done : EXIT.failed);
    }),
  );
}

function addActingCommands(order: Command, terminal: Terminal): void {
  order.command('check <order>').action((orderId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const { fresh, order: view } = await lookNow(client, orderId);
      const remark = fresh ? '' : `${ORDER_TEXTS.nothingNew[reader.language]}\n`;
      answer({ fresh, ...view }, () => remark + whyText(view, reader, Date.now()));
    }),
  );
  order
    .command('cancel <order>')
    .option('--revoke-if-issued')
    .action((orderId: string, { revokeIfIssued }: { revokeIfIssued?: true }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        await client.cancel(orderId, revokeIfIssued && { revokeIfIssued });
        const view = await endOf(client, orderId);
        if (view.state === 'issued' && !revokeIfIssued) throw issuedFirst(orderId);
        answer(view, () => orderText(view, reader));
      }),
    );
}

/** What was to be looked for may have been found a moment before the question: an answer, not an error. */
async function lookNow(client: OrderClient, orderId: string): Promise<CheckView> {
  try {
    return await client.check(orderId);
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'RefusedInThisState')) throw error;
    const order = await client.why(orderId);
    if (order.state !== 'issued') throw error;
    return { fresh: true, order };
  }
}

/** The order once it has ended, or as it stands when that takes longer. */
async function endOf(client: OrderClient, orderId: string): Promise<OrderView> {
  const signal = AbortSignal.timeout(CANCEL_WAIT_MS);
  for await (const view of client.watch(orderId, { signal })) if (isFinal(view.state)) return view;
  return await client.show(orderId);
}

function issuedFirst(orderId: string): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `CA 已抢先签发:订单 ${orderId} 已签发。证书只能吊销,不能取消`,
        en: `Issuance won the race: order ${orderId} is issued. A certificate is revoked, not cancelled`,
      },
    }),
  );
}
