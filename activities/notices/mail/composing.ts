/**
 * What a mail says: its notice's text, and all that is needed to act on it. Letters and addresses are personal data: they are
 * loaded for the one mail, and stand in it alone.
 */
import type { Database } from '../../../db/database.js';
import { readCertificate } from '../../../db/statements/certificates/views.js';
import { loadValidations } from '../../../db/statements/control/domain-validations.js';
import type { NoticeToDeliver } from '../../../db/statements/notices/deliveries.js';
import type { NoticeSubjectRecord } from '../../../db/statements/notices/posting.js';
import { loadOrder } from '../../../db/statements/orders/row.js';
import { loadRevocation } from '../../../db/statements/revocation/row.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { cleanedText } from '../../../domain/characters.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import { registrableDomain } from '../../../domain/names/domain-names.js';
import {
  actionWithTables,
  attachedLetter,
  FILE_HEADINGS,
  lastResult,
  ORDER_PAGE,
  RECORD_HEADINGS,
  timeOfReview,
} from '../../../domain/notices/mail-words.js';
import { ladderParts } from '../../../domain/notices/standing.js';
import { letterDocumentOf } from '../../../domain/organization/letter-rules.js';
import { revocationRule, revocationWaits } from '../../../domain/revocation/rules.js';
import { WAITS, type Wait, type WaitPolicy } from '../../../domain/waits.js';
import { howToReturn, peopleOf, type PaperToFill } from '../../../papers/letters.js';
import { TITLES } from '../../../papers/words.js';
import type { MailAttachment } from '../channel.js';
import { attachmentOf } from './letter.js';
import type { MailBlock, MailContent, MailTable } from './rendering.js';

export interface ComposedMail {
  readonly content: MailContent;
  readonly attachments: readonly MailAttachment[];
}

/** What is asked of the subscriber, as the records have it at this moment. */
interface Asked {
  readonly wait: Wait;
  /** What commands take: of the order, or of the certificate to revoke. */
  readonly id: string;
  readonly validations: readonly DomainValidation[];
  readonly policies: Partial<Record<Wait, Pick<WaitPolicy, 'expectedDays'>>>;
  /** To be stamped. */
  readonly letter?: PaperToFill | undefined;
}

/** `pageOf`: an order's page in the console; null where there is none. */
export async function composeMail(
  database: Database,
  notice: Pick<NoticeToDeliver, 'subject' | 'kind' | 'occasion' | 'texts' | 'account'>,
  about: NoticeSubjectRecord,
  pageOf: (orderId: string) => string | null,
): Promise<ComposedMail> {
  const { subject, body } = notice.texts;
  const asked = notice.kind === 'waiting' ? await askedOf(database, notice, about) : undefined;
  const page = about.orderId === null ? null : pageOf(about.orderId);
  const people = asked?.letter && peopleOf(about.form);
  const letter = people && asked.letter;
  const blocks: MailBlock[] = [
    ...(asked ? askedBlocks(body, { ...asked, letter }, about) : [{ paragraph: body }]),
    ...(page === null ? [] : [{ link: { label: ORDER_PAGE, url: page } }]),
  ];
  const attachments = people && letter ? [await attachmentOf(letter, people)] : [];
  return { content: { subject, blocks }, attachments };
}

async function askedOf(
  database: Database,
  { subject, occasion, account }: Pick<NoticeToDeliver, 'subject' | 'occasion' | 'account'>,
  about: NoticeSubjectRecord,
): Promise<Asked | undefined> {
  const ladder = ladderParts(occasion);
  const wait = WAITS.find((known) => known === ladder.wait);
  if (!wait) return undefined;
  if ('orderId' in subject) return await askedOfOrder(database, subject.orderId, wait);
  return 'revocationId' in subject
    ? await askedOfRevocation(database, { account, revocationId: subject.revocationId, wait }, about)
    : undefined;
}

async function askedOfOrder(database: Database, orderId: string, wait: Wait): Promise<Asked | undefined> {
  const order = await loadOrder(database, orderId);
  if (!order) return undefined;
  const { brand, certificateType: type, names, terms } = order;
  const organization = terms?.organization;
  const isLetterWanted = wait === 'subscriber-letter' || wait === 'subscriber-application-form';
  const document = isLetterWanted ? letterDocumentOf(organization?.way) : undefined;
  return {
    wait,
    id: orderId,
    validations: await loadValidations(database, orderId),
    policies: organization?.waits ?? {},
    ...(document && { letter: { document, of: { orderId, brand, type, names } } }),
  };
}

async function askedOfRevocation(
  database: Database,
  { account, revocationId, wait }: { account: string; revocationId: string; wait: Wait },
  { names }: NoticeSubjectRecord,
): Promise<Asked | undefined> {
  const revocation = await loadRevocation(database, revocationId);
  if (!revocation) return undefined;
  const { certificateId, validations } = revocation;
  const asked = { wait, id: certificateId, validations, policies: revocationWaits(revocation) };
  if (wait !== 'subscriber-revocation-letter' || !revocationRule(revocation).letter) return asked;
  const serialNumber = (await readCertificate(database, account, certificateId))?.serialNumber ?? '';
  return { ...asked, letter: { document: 'revocation-letter', of: { ...revocation, names, serialNumber } } };
}

function askedBlocks(body: Bilingual, asked: Asked, about: NoticeSubjectRecord): MailBlock[] {
  const { wait, id, validations, policies, letter } = asked;
  const action = actionWithTables(wait, id);
  const tables = action ? tablesOf(validations) : [];
  const reason = reasonOf(wait, about);
  const time = timeOfReview(wait, policies);
  return [
    ...(action && tables.length > 0
      ? [
          { paragraph: leadOf(body) },
          { paragraph: action },
          ...tables.map((table) => ({ table })),
          ...(reason ? [{ paragraph: lastResult(reason) }] : []),
        ]
      : [{ paragraph: body }]),
    ...(letter ? [{ paragraph: attachedLetter(TITLES[letter.document], howToReturn(letter)) }] : []),
    ...(time ? [{ paragraph: time }] : []),
  ];
}

/** All of a waiting notice's text but what to do, which is its last paragraph (domain/orders/reminders.ts). */
function leadOf({ zh, en }: Bilingual): Bilingual {
  const allButLast = (text: string) => text.split('\n\n').slice(0, -1).join('\n\n');
  return { zh: allButLast(zh), en: allButLast(en) };
}

/** Of two proofs side by side, that of the one which is told of. */
function reasonOf(wait: Wait, { tracks, reason }: NoticeSubjectRecord): string | undefined {
  const track = tracks?.find(({ status, waitingOn }) => status === 'open' && waitingOn === wait);
  const told = track ? track.reason : reason;
  return told ? cell(told) : undefined;
}

function tablesOf(validations: readonly DomainValidation[]): MailTable[] {
  const records = validations.flatMap(({ name, record }) => (record ? [recordRow(name, record)] : []));
  const files = validations.flatMap(({ file }) => (file ? [[cell(file.url), cell(file.content)]] : []));
  return [
    { headings: RECORD_HEADINGS, rows: records },
    { headings: FILE_HEADINGS, rows: files },
  ].filter(({ rows }) => rows.length > 0);
}

/** Consoles of DNS services ask for the part below the domain; where none is known, the whole name stands. */
function recordRow(proven: string, { name, type, value }: NonNullable<DomainValidation['record']>): string[] {
  const domain = registrableDomain(proven);
  const isBelow = domain !== undefined && name.endsWith(`.${domain}`);
  const host = isBelow ? name.slice(0, -domain.length - 1) : name;
  return [cell(isBelow ? domain : '-'), cell(host), type, cell(value)];
}

/** The CA's words: a mail is no place for what moves cursors or turns reading around. */
function cell(text: string): string {
  return cleanedText(text, { longest: 2_000 });
}
