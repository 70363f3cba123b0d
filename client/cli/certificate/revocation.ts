/** `sealflow certificate revoke` and `revocation`: taking a certificate out of use, and following that to its end. */
import type { Command } from 'commander';
import { REVOCATION_REASONS, type RevocationReason } from '../../../domain/revocation/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { RevocationSummary } from '../../revocation/listing.js';
import type { RevocationView } from '../../revocation/views.js';
import type { RequestedRevocation } from '../../revocation/requesting.js';
import { onClient } from '../command.js';
import { addLetterUpload } from '../letter-upload.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import { saveFile } from '../save-file.js';
import { userName } from '../session.js';
import { table } from '../table.js';
import type { Language, Terminal } from '../terminal.js';
import { bothLanguages, facts, oneLine, time } from '../text.js';

interface RevokeFlags {
  /** Judged at the client's door. */
  readonly reason: RevocationReason;
  readonly yes?: boolean;
  readonly plan?: boolean;
}

export function addRevocationCommands(certificate: Command, terminal: Terminal): void {
  certificate
    .command('revoke <id>')
    .description(
      'have a certificate revoked, by its own id or its order’s: can’t be undone. It can’t be downloaded from then on',
    )
    .requiredOption('--reason <reason>', REVOCATION_REASONS.join(', '))
    .option('--plan', 'every living certificate of its plan, each by a request of its own')
    .option('--yes', 'do not ask for confirmation')
    .action(async (id: string, flags: RevokeFlags, command: Command) => {
      if (!flags.yes) await confirm(id, flags, terminal);
      const { reason, plan: wholePlan = false } = flags;
      await onClient(command, terminal, async (client, { answer, language }) => {
        const requestedBy = userName();
        const requested = await client.certificates.revoke(id, { reason, wholePlan, requestedBy });
        answer(requested, () => requestedText(requested, language));
      });
    });
  const revocation = certificate.command('revocation').description('how far a revocation is, and its letter');
  addReading(revocation, terminal);
  addLetter(revocation, terminal);
}

function addReading(revocation: Command, terminal: Terminal): void {
  withPages(revocation.command('list'))
    .description('all requests to revoke, newest first')
    .action((flags: PageFlags, command: Command) =>
      onClient(command, terminal, async (client, session) => {
        answerPage(session, flags, await client.certificates.pageOfRevocations(requestOf(flags)), listText);
      }),
    );
  revocation
    .command('show <id>')
    .description('the newest request to revoke: by the id of the certificate, of its order, or its own')
    .action((id: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, language }) => {
        const view = await client.certificates.revocation(id);
        answer(view, () => revocationText(view, language));
      }),
    );
  revocation
    .command('check <id>')
    .description('have it look at the CA now instead of at the next interval')
    .action((id: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, language }) => {
        const { signalled, revocation: view } = await client.certificates.checkRevocation(id);
        const remark = signalled ? 'It looks now; `show` tells what it finds.\n' : '';
        answer({ signalled, ...view }, () => remark + revocationText(view, language));
      }),
    );
}

function addLetter(revocation: Command, terminal: Terminal): void {
  revocation
    .command('letter-template <id>')
    .description('the letter that asks for it as a PDF, filled in: print, sign, stamp, upload')
    .requiredOption('--out <file>', 'where to write the PDF')
    .action((id: string, { out }: { out: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const file = saveFile(out, await client.certificates.revocationLetterTemplate(id));
        answer({ id, file }, () => `${file}\n`);
      }),
    );
  const upload = revocation
    .command('letter <id> <file>')
    .description(
      'hand in the stamped letter that asks for it; what kind of file it is, its content says. SM2 takes one only',
    );
  addLetterUpload(upload, terminal, 'revocation', (client, id, content) =>
    client.certificates.uploadRevocationLetter(id, content),
  );
}

async function confirm(id: string, { plan }: RevokeFlags, { ask }: Terminal): Promise<void> {
  const what = plan ? `every certificate of ${id}’s plan` : id;
  const answer = ask ? await ask(`Revoking ${what} can't be undone. Type yes to go on: `) : undefined;
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

function listText(found: readonly RevocationSummary[], width: number | undefined): string {
  if (found.length === 0) return 'Nobody has asked for a certificate to be revoked.\n';
  const rows = found.map((one) => [
    one.revocationId,
    one.certificateId,
    one.reason,
    one.state,
    one.waitingOn && one.party ? `${one.waitingOn} (${one.party})` : '-',
    time(one.requestedAt),
  ]);
  return table([['REVOCATION', 'CERTIFICATE', 'REASON', 'STATE', 'WAITING ON', 'ASKED'], ...rows], {
    width,
    words: [],
  });
}

function requestedText({ others, ...revocation }: RequestedRevocation, language: Language): string {
  return [revocation, ...others].map((view) => revocationText(view, language)).join('\n');
}

function revocationText(view: RevocationView, language: Language): string {
  const { waitingOn, party, nextAction, letters } = view;
  const letter = letters.at(-1);
  const lines = facts([
    ['Revocation', view.revocationId],
    ['Certificate', view.certificateId],
    ['Reason', view.reason],
    ['State', view.state],
    ['Proof', view.proof],
    ['Waiting on', waitingOn && party && `${waitingOn} (${party})`],
    ['Since', time(view.since)],
    ['Until', time(view.deadline)],
    ['Detail', view.detail && oneLine(view.detail)],
    ['Letter', letter && `version ${letter.version}: ${letter.status}`],
    ['Ended', time(view.endedAt)],
  ]);
  return lines + (nextAction ? `\n${bothLanguages(nextAction, language).join('\n')}\n` : '');
}
