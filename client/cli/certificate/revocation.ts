/** `sealflow certificate revoke` and `revocation`: taking a certificate out of use, and following that to its end. */
import type { Command } from 'commander';
import { inBoth, type Reader } from '../../../domain/bilingual.js';
import { PARTY_WORDS } from '../../../domain/orders/status-markdown.js';
import { LETTER_STATUS_WORDS } from '../../../domain/organization/spoken-words.js';
import {
  REVOCATION_PROOF_WORDS,
  REVOCATION_REASON_WORDS,
  REVOCATION_STATE_WORDS,
} from '../../../domain/revocation/spoken-words.js';
import type { RevocationReason } from '../../../domain/revocation/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { WAIT_WORDS } from '../../../domain/wait-words.js';
import type { RevocationSummary } from '../../revocation/listing.js';
import type { RevocationView } from '../../revocation/views.js';
import type { RequestedRevocation } from '../../revocation/requesting.js';
import { answering, onClient } from '../command.js';
import { addLetterUpload } from '../letter-upload.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import { saveFile } from '../save-file.js';
import type { TerminalReader } from '../reader.js';
import { userName } from '../session.js';
import { tableFor } from '../table.js';
import type { Terminal } from '../terminal.js';
import { bothLanguages, clockTime, coded, factsFor, oneLine, time, worded } from '../text.js';
import {
  letterVersionText,
  REVOCATION_HEADINGS,
  REVOCATION_LABELS,
  REVOCATION_TEXTS,
  revokeQuestion,
} from '../texts/certificate.js';
import { trackWaitText } from '../texts/order.js';

interface RevokeFlags {
  /** Judged at the client's door. */
  readonly reason: RevocationReason;
  readonly yes?: boolean;
  readonly plan?: boolean;
}

export function addRevocationCommands(certificate: Command, terminal: Terminal): void {
  certificate
    .command('revoke <id>')
    .requiredOption('--reason <reason>')
    .option('--plan')
    .option('--yes')
    .action(async (id: string, flags: RevokeFlags, command: Command) => {
      if (!flags.yes) await confirm(id, flags, terminal, answering(command, terminal).reader);
      const { reason, plan: wholePlan = false } = flags;
      await onClient(command, terminal, async (client, { answer, reader }) => {
        const requestedBy = userName();
        const requested = await client.certificates.revoke(id, { reason, wholePlan, requestedBy });
        answer(requested, () => requestedText(requested, reader));
      });
    });
  const revocation = certificate.command('revocation');
  addReading(revocation, terminal);
  addLetter(revocation, terminal);
}

function addReading(revocation: Command, terminal: Terminal): void {
  withPages(revocation.command('list')).action((flags: PageFlags, command: Command) =>
    onClient(command, terminal, async (client, session) => {
      answerPage(
        session,
        flags,
        await client.certificates.pageOfRevocations(requestOf(flags)),
        (found, width) => listText(found, session.reader, width),
      );
    }),
  );
  revocation.command('show <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.certificates.revocation(id);
      answer(view, () => revocationText(view, reader));
    }),
  );
  revocation.command('check <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const { signalled, revocation: view } = await client.certificates.checkRevocation(id);
      const remark = signalled ? `${REVOCATION_TEXTS.looksNow[reader.language]}\n` : '';
      answer({ signalled, ...view }, () => remark + revocationText(view, reader));
    }),
  );
}

function addLetter(revocation: Command, terminal: Terminal): void {
  revocation
    .command('letter-template <id>')
    .requiredOption('--out <file>')
    .action((id: string, { out }: { out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const file = saveFile(out, await client.certificates.revocationLetterTemplate(id));
        answer({ id, file }, () => `${file}\n`);
      }),
    );
  const upload = revocation.command('letter <id> <file>');
  addLetterUpload(upload, terminal, 'revocation', (client, id, content) =>
    client.certificates.uploadRevocationLetter(id, content),
  );
}

async function confirm(
  id: string,
  { plan = false }: RevokeFlags,
  { ask }: Terminal,
  { language }: Reader,
): Promise<void> {
  const answer = ask ? await ask(revokeQuestion(id, plan)[language]) : undefined;
  if (answer?.trim().toLowerCase() === 'yes') return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'yes',
      message: {
        zh: '吊销不可撤销,且未得到确认:未执行任何操作',
        en: "Revoking can't be undone, and was not confirmed: nothing was done",
      },
      accepted: { zh: '加上 --yes,或在终端回答 yes', en: '--yes, or the answer yes at a terminal' },
    }),
  );
}

function listText(found: readonly RevocationSummary[], reader: Reader, width: number | undefined): string {
  if (found.length === 0) return `${REVOCATION_TEXTS.none[reader.language]}\n`;
  const rows = found.map((one) => [
    one.revocationId,
    one.certificateId,
    coded(REVOCATION_REASON_WORDS, one.reason, reader),
    worded(REVOCATION_STATE_WORDS, one.state, reader),
    waitingOn(one, reader) ?? '-',
    clockTime(one.requestedAt, reader),
  ]);
  const columns = [
    { heading: REVOCATION_HEADINGS.revocation },
    { heading: REVOCATION_HEADINGS.certificate },
    { heading: REVOCATION_HEADINGS.reason },
    { heading: REVOCATION_HEADINGS.state },
    { heading: REVOCATION_HEADINGS.waitingOn },
    { heading: REVOCATION_HEADINGS.asked, times: true },
  ];
  return tableFor(reader, columns, rows, width);
}

function requestedText({ others, ...revocation }: RequestedRevocation, reader: TerminalReader): string {
  return [revocation, ...others].map((view) => revocationText(view, reader)).join('\n');
}

function revocationText(view: RevocationView, reader: TerminalReader): string {
  const { nextAction, letters } = view;
  const letter = letters.at(-1);
  const lines = factsFor(reader, [
    [REVOCATION_LABELS.revocation, view.revocationId],
    [REVOCATION_LABELS.certificate, view.certificateId],
    [REVOCATION_LABELS.reason, coded(REVOCATION_REASON_WORDS, view.reason, reader)],
    [REVOCATION_LABELS.state, worded(REVOCATION_STATE_WORDS, view.state, reader)],
    [REVOCATION_LABELS.proof, worded(REVOCATION_PROOF_WORDS, view.proof, reader)],
    [REVOCATION_LABELS.waitingOn, waitingOn(view, reader)],
    [REVOCATION_LABELS.since, time(view.since, reader)],
    [REVOCATION_LABELS.until, time(view.deadline, reader)],
    [REVOCATION_LABELS.detail, view.detail && oneLine(view.detail)],
    [REVOCATION_LABELS.letter, letter && letterStand(letter, reader)],
    [REVOCATION_LABELS.ended, time(view.endedAt, reader)],
  ]);
  return lines + (nextAction ? `\n${bothLanguages(nextAction, reader).join('\n')}\n` : '');
}

function letterStand({ version, status }: RevocationView['letters'][number], reader: Reader): string {
  return letterVersionText(version, inBoth(worded(LETTER_STATUS_WORDS, status, reader)))[reader.language];
}

/** English keeps to the codes. */
function waitingOn(
  { waitingOn: wait, party }: Pick<RevocationView, 'waitingOn' | 'party'>,
  reader: Reader,
): string | null {
  if (!wait || !party) return null;
  return trackWaitText(inBoth(coded(WAIT_WORDS, wait, reader)), { zh: PARTY_WORDS[party].zh, en: party })[
    reader.language
  ];
}
