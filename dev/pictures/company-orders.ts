/** Orders whose company is checked, for the pictures: letters that are missing, in review and rejected. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandLine } from '../demo/command-line.js';
import { COMPANY, IDENTITY, MANAGER, REGISTRATION } from '../demo/company.js';
import type { Say } from '../say.js';
import { place, waitsFor, type Placed } from './orders.js';

export interface TheCompanyOrders {
  /** Domain and company both wait for their subscriber. */
  readonly bothOpen: string;
  readonly letterRejected: string;
  /** Why it was, as the reviewer put it. */
  readonly reason: string;
  /** Paths of PDFs, by the names of their pictures. */
  readonly papers: Readonly<Record<'letter' | 'application-form' | 'revocation-letter', string>>;
  /** The query that `sealflow order query` prints. */
  readonly overdue: string;
}

const FORM = {
  company: { ...COMPANY, registration: REGISTRATION },
  manager: { ...MANAGER, identity: IDENTITY },
  contact: 'same-as-manager',
};
const WAITS = { type: 'ov', validation: 'auto-dns', until: 'subscriber-letter' } as const;
const REJECTED: Placed = { ...WAITS, brand: 'globalsign', names: ['mail.example.com'] };
const BOTH_OPEN: Placed = {
  ...{ brand: 'globalsign', type: 'ov', validation: 'manual-dns' },
  names: ['bank.example.com'],
  until: 'subscriber-dns',
};
/** Those that the query finds as well, and two that it must not find: an EV order, and a check without a letter. */
const OTHERS: readonly Placed[] = [
  { ...WAITS, brand: 'cfca', names: ['pay.example.com'] },
  { ...WAITS, brand: 'globalsign', names: ['docs.example.net'] },
  { ...WAITS, brand: 'globalsign', type: 'ev', names: ['ev.example.com'] },
  { ...WAITS, brand: 'wotrus', names: ['login.example.net'], until: 'subscriber-emails' },
];
const BY_FORM: Placed = {
  ...{ ...WAITS, brand: 'dnspod-sm2', names: ['sm2.example.com'] },
  until: 'subscriber-application-form',
};
const TO_REVOKE: Placed = { ...WAITS, brand: 'globalsign', names: ['old.example.com'] };
const REASON = '公章与单位全称不一致 the seal is not that of the company named';
const DAYS_AHEAD = 14;

/** Returns once each of them waits where it should. */
export async function createTheCompanyOrders(
  dataDir: string,
  commands: CommandLine,
  say: Say,
): Promise<TheCompanyOrders> {
  const form = join(dataDir, 'company-form.json');
  writeFileSync(form, JSON.stringify(FORM));
  for (const other of OTHERS) await place(other, form, commands, say);
  const letterRejected = await place(REJECTED, form, commands, say);
  const letter = await haveLetterRejected(letterRejected, dataDir, commands, say);
  const papers = {
    letter,
    'application-form': await templateOf(await place(BY_FORM, form, commands, say), dataDir, commands),
    'revocation-letter': await letterOfRevocation(form, dataDir, commands, say),
  };
  const bothOpen = await place(BOTH_OPEN, form, commands, say);
  return { bothOpen, letterRejected, reason: REASON, papers, overdue: await overdueQuery(commands) };
}

async function templateOf(orderId: string, dataDir: string, commands: CommandLine): Promise<string> {
  const paper = join(dataDir, `${orderId}.pdf`);
  await commands.run('letter', 'template', orderId, '--out', paper);
  return paper;
}

/** Of a certificate of a company's own, that another one has taken the place of. */
async function letterOfRevocation(
  form: string,
  dataDir: string,
  commands: CommandLine,
  say: Say,
): Promise<string> {
  const orderId = await place(TO_REVOKE, form, commands, say);
  const letter = await templateOf(orderId, dataDir, commands);
  await commands.run('letter', 'upload', orderId, letter, '--sent-by', 'office');
  await waitsFor('reviewer-letter', orderId, commands, say);
  await commands.run('ca', 'letter', 'accept', orderId);
  await commands.run('order', 'check', orderId);
  await waitsFor('issued', orderId, commands, say);
  await commands.run('certificate', 'revoke', orderId, '--reason', 'superseded', '--yes');
  const paper = join(dataDir, 'revocation-letter.pdf');
  await commands.run('certificate', 'revocation', 'letter-template', orderId, '--out', paper);
  return paper;
}

async function haveLetterRejected(
  orderId: string,
  dataDir: string,
  commands: CommandLine,
  say: Say,
): Promise<string> {
  const letter = await templateOf(orderId, dataDir, commands);
  await commands.run('letter', 'upload', orderId, letter, '--sent-by', 'office');
  await waitsFor('reviewer-letter', orderId, commands, say);
  await commands.run('ca', 'letter', 'reject', orderId, '--reason', REASON);
  await waitsFor('subscriber-letter', orderId, commands, say);
  return letter;
}

/** Nobody has waited for three working days in a stack that is a minute old: asked as it will be in two weeks. */
async function overdueQuery(commands: CommandLine): Promise<string> {
  const at = new Date(Date.now() + DAYS_AHEAD * 86_400_000).toISOString();
  const search = ['--type', 'ov', '--waiting-on', 'subscriber-letter', '--longer-than', '3', '--at', at];
  return (await commands.run<{ query: string }>('order', 'query', ...search)).query;
}
