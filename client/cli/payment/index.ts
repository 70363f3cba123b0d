/** `sealflow payment`: what orders cost and what is owed; for the embedded stack, the account's funds as well. */
import type { Command } from 'commander';
import { configFrom } from '../../../config/config.js';
import { readEnvironment } from '../../../config/environment.js';
import type { PaymentState } from '../../../domain/payments/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { installationOf } from '../../installation.js';
import { Unavailable } from '../../unavailable.js';
import { answering, onClient } from '../command.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import { callControl, fieldsOf, type Control } from '../control-call.js';
import { money, paymentListText, paymentText } from './text.js';
import type { GlobalOptions } from '../session.js';
import type { Terminal } from '../terminal.js';
import { factsFor } from '../text.js';
import { BALANCE_LABELS } from '../texts/payment.js';

interface ListFlags extends PageFlags {
  readonly owed?: boolean;
  readonly state?: PaymentState;
}

export function addPaymentCommands(program: Command, terminal: Terminal): void {
  const payment = program.command('payment');
  withPages(payment.command('list'))
    .option('--owed')
    .option('--state <state>')
    .action(({ owed, ...flags }: ListFlags, command: Command) =>
      onClient(command, terminal, async (client, answering) => {
        const request = { ...requestOf(flags), ...(owed && { state: 'owed' as const }) };
        answerPage(answering, flags, await client.payments.page(request), (found) =>
          paymentListText(found, answering.reader),
        );
      }),
    );
  payment.command('show <order>').action((orderId: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const shown = await client.payments.show(orderId);
      answer(shown, () => paymentText(shown, reader));
    }),
  );
  payment
    .command('balance')
    .option('--set <fen>')
    .action(({ set }: { set?: string }, command: Command) => showBalance(command, terminal, set));
}

async function showBalance(command: Command, terminal: Terminal, set: string | undefined): Promise<void> {
  const { control, account } = houseOf(command, terminal);
  const path = `_control/accounts/${encodeURIComponent(account)}`;
  const answer =
    set === undefined
      ? await callControl(control, 'GET', path)
      : await callControl(control, 'POST', path, { balance: fen(set) });
  const { answer: tell, reader } = answering(command, terminal);
  tell(answer, () => {
    const { balance, held, captured } = fieldsOf(answer);
    return factsFor(reader, [
      [BALANCE_LABELS.balance, inYuan(balance)],
      [BALANCE_LABELS.held, inYuan(held)],
      [BALANCE_LABELS.captured, inYuan(captured)],
    ]);
  });
}

function inYuan(amount: unknown): string {
  return typeof amount === 'number' ? money({ amount, currency: 'CNY' }) : '-';
}

function fen(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'set',
      message: { zh: 'set 的值不能使用', en: "set can't be used" },
      accepted: {
        zh: '以分为单位的整数,例如 100000 表示 1,000.00 元',
        en: 'whole fen, such as 100000 for 1,000.00 CNY',
      },
    }),
  );
}

function houseOf(command: Command, { environment }: Terminal): { control: Control; account: string } {
  const given = readEnvironment(installationOf(command.optsWithGlobals<GlobalOptions>(), environment));
  const { SEALFLOW_PAYMENT_URL: baseUrl, SEALFLOW_PAYMENT_TOKEN: token } = given;
  if (!baseUrl)
    throw new Unavailable('NothingRuns', {
      zh: '这里没有支付服务:请设置 SEALFLOW_PAYMENT_URL,或用 `sealflow up` 启动系统。',
      en: 'There is no payment house here: set SEALFLOW_PAYMENT_URL, or start a stack with `sealflow up`.',
    });
  const what = { zh: '开发用支付服务', en: 'The development payment house' };
  const control = { what, baseUrl, token };
  return { control, account: configFrom(given).account };
}
