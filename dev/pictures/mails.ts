/** Mails as their readers get them, in Chinese and in English: one that asks for a record, one that brings a letter to be stamped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import type { CommandLine } from '../demo/command-line.js';
import { FOR_COMPANY } from '../demo/company.js';
import { MailStore, type Mail } from '../mail/mail-store.js';
import type { Say } from '../say.js';
import { place, type Placed } from './orders.js';

export interface MailToTake {
  readonly name: string;
  readonly recipient: string;
  /** Stands in this mail, and in none that comes before it. */
  readonly says: string;
}

const LANGUAGES = ['zh', 'en'] as const;
const MOST_LOOKS = 120;

/** Leaves the account's mails in both languages, as they were. */
export async function createTheMails(
  dataDir: string,
  commands: CommandLine,
  say: Say,
): Promise<readonly MailToTake[]> {
  const mails: MailToTake[] = [];
  const send = async (placed: Omit<Placed, 'names'>, form: object, name: string, says: string) => {
    const recipient = `${name}@example.com`;
    const file = join(dataDir, `${name}-form.json`);
    writeFileSync(file, JSON.stringify({ ...form, notificationEmail: recipient }));
    await place({ ...placed, names: [`${name}.example.com`] }, file, commands, say);
    mails.push({ name: `mail-${name}`, recipient, says });
  };
  for (const language of LANGUAGES) {
    await commands.run('notice', 'preferences', '--language', language);
    await send(BY_RECORD, {}, `record-${language}`, '_dnsauth');
    await send(BY_LETTER, FOR_COMPANY, `letter-${language}`, 'letter upload');
  }
  await commands.run('notice', 'preferences', '--language', 'both');
  return mails;
}

const BY_RECORD = { brand: 'trustasia', validation: 'manual-dns', until: 'subscriber-dns' } as const;
const BY_LETTER = {
  ...{ brand: 'globalsign', type: 'ov', validation: 'auto-dns' },
  until: 'subscriber-letter',
} as const;

/** A page with the mail as a mail program shows it: who, what, its HTML, what is attached. Throws where the sink never has it. */
export async function pageOfMail(folder: string, { recipient, says }: MailToTake): Promise<string> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    // As the sink keeps them: whole files, one a mail.
    const store = await MailStore.open(folder);
    const found = store.list().find(({ to, text }) => to.includes(recipient) && text.includes(says));
    if (found) return await pageOf(found, (await store.source(found.id)) ?? Buffer.of());
    await pause(250);
  }
  throw new Error(`${recipient} never got a mail with ${says}.`);
}

async function pageOf({ from, to, subject, attachments }: Mail, raw: Buffer): Promise<string> {
  const { html } = await simpleParser(raw);
  const files = attachments.map(
    ({ name, sizeBytes }) => `附件 Attached: ${name} (${Math.ceil(sizeBytes / 1024)} KB)`,
  );
  return (
    `<body style="margin:0 24px;font:15px/1.5 'Noto Sans CJK SC',sans-serif"><h2>${subject}</h2>` +
    `<p style="color:#555">${from.replaceAll('"', '')} → ${to.join(', ')}${files.map((file) => `<br>${file}`).join('')}</p><hr>` +
    `${html === false ? '' : html}</body>`
  );
}
