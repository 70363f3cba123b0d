/** `sealflow ca mail`: what the development CA wrote to an order's contact, and the contact's part, played for trying out. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import { STEP_WORDS } from '../../../domain/organization/spoken-words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { stackAt } from '../../installation.js';
import { askCa, pathOf } from './control.js';
import { cell, cellsOf, rowsOf } from './text.js';
import { answering } from '../command.js';
import { fieldsOf } from '../control-call.js';
import { followMail } from './mail-reader.js';
import type { GlobalOptions } from '../session.js';
import type { Terminal } from '../terminal.js';
import { tableFor } from '../table.js';
import { worded } from '../text.js';
import { CA_MAIL_HEADINGS, CA_TEXTS, confirmedText, STANDING_WORDS } from '../texts/ca.js';

export function addMailCommands(ca: Command, terminal: Terminal): void {
  const mail = ca.command('mail');
  mail.command('list <order>').action(async (order: string, _flags: object, command: Command) => {
    const mails = await mailsOf(order, command, terminal);
    const { answer, reader } = answering(command, terminal);
    answer(mails, () => mailsText(mails, reader));
  });
  mail
    .command('confirm <order>')
    .option('--email <number>')
    .action((order: string, { email }: { email?: string }, command: Command) =>
      confirm(order, email, command, terminal),
    );
}

async function confirm(
  order: string,
  email: string | undefined,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const mails = (await mailsOf(order, command, terminal)).filter((mail) => isWanted(mail, email));
  if (mails.length === 0) throw nothingToConfirm(order);
  const { addresses } = stackAt(command.optsWithGlobals<GlobalOptions>().dataDir);
  for (const mail of mails) await followMail(addresses.mail, cell(fieldsOf(mail).link));
  const confirmed = mails.map((mail) => cell(fieldsOf(mail).step));
  const { answer, reader } = answering(command, terminal);
  const told = confirmed.map((step) => worded(STEP_WORDS, step, reader));
  answer({ order, confirmed }, () => `${confirmedText(told)[reader.language]}\n`);
}

async function mailsOf(order: string, command: Command, terminal: Terminal): Promise<readonly unknown[]> {
  return rowsOf(fieldsOf(await askCa(command, terminal, 'GET', pathOf(order, 'mails'))).mails);
}

function isWanted(mail: unknown, email: string | undefined): boolean {
  const { step, standing, sentAt } = fieldsOf(mail);
  if (standing !== 'open' || sentAt === null) return false;
  return email === undefined || step === `email-${email}`;
}

function nothingToConfirm(order: string): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单 ${order} 没有等待确认的邮件;\`sealflow ca mail list ${order}\` 列出已发送的邮件`,
        en: `No mail of order ${order} waits to be confirmed; \`sealflow ca mail list ${order}\` shows what was sent`,
      },
    }),
  );
}

function mailsText(mails: readonly unknown[], reader: Reader): string {
  if (mails.length === 0) return `${CA_TEXTS.noMail[reader.language]}\n`;
  const { mail, to, standing, sent, link } = CA_MAIL_HEADINGS;
  const columns = [
    { heading: mail },
    { heading: to },
    { heading: standing },
    { heading: sent, times: true },
    { heading: link },
  ];
  const keys = ['step', 'to', 'standing', 'sentAt', 'link'];
  const told = { words: { step: STEP_WORDS, standing: STANDING_WORDS }, times: ['sentAt'] };
  return tableFor(
    reader,
    columns,
    mails.map((each) => cellsOf(each, keys, reader, told)),
  );
}
