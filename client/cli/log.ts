/** `sealflow log`: what was asked for in this account, by whom; exported, and verified. */
import type { Command } from 'commander';
import { CHECKPOINT_USE_WORDS, OUTCOME_WORDS } from '../../domain/accounts/log-words.js';
import type { LogVerdict, OperationDetails } from '../../domain/accounts/operations-log.js';
import type { Reader } from '../../domain/bilingual.js';
import type { LogVerification, OperationView } from '../accounts/operations.js';
import { inBatches } from './batches.js';
import { answering, onClient, type Answering } from './command.js';
import { EXIT } from './exit-codes.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import { piecesOfFile } from './read-file.js';
import type { SafeTerminal } from './safe-terminal.js';
import { saveFileInParts } from './save-file.js';
import { tableFor } from './table.js';
import { clockTime, shortNames, time, worded } from './text.js';
import {
  exportedText,
  fromCheckpointText,
  headText,
  LOG_HEADINGS,
  NOTHING_ASKED,
  notVerifiedText,
  verifiedText,
} from './texts/log.js';

interface ListFlags extends PageFlags {
  readonly subject?: string;
}

interface VerifyFlags {
  readonly head?: string;
  readonly full?: boolean;
}

/** `setExitCode` is for a log that does not stand its verification. */
export function addLogCommands(
  program: Command,
  terminal: SafeTerminal,
  setExitCode: (code: number) => void,
): void {
  const log = program.command('log');
  withPages(log.command('list'))
    .option('--subject <id>')
    .action((flags: ListFlags, command: Command) =>
      onClient(command, terminal, async (client, session) => {
        answerPage(session, flags, await client.operations.page(requestOf(flags)), (found, width) =>
          listText(found, session.reader, width),
        );
      }),
    );
  addExport(log, terminal);
  log
    .command('verify [file]')
    .option('--head <hash>')
    .option('--full')
    .action(async (file: string | undefined, { head, full = false }: VerifyFlags, command: Command) => {
      const flags = head === undefined ? {} : { head };
      const tell = ({ answer, reader }: Answering, verdict: LogVerdict | LogVerification) => {
        answer(verdict, () => verdictText(verdict, reader));
        if (!verdict.verified) setExitCode(EXIT.failed);
      };
      if (file !== undefined) {
        const { verifyLogFile } = await import('./log-file.js');
        tell(answering(command, terminal), verifyLogFile(piecesOfFile({ field: 'file', path: file }), flags));
        return;
      }
      await onClient(command, terminal, async (client, session) => {
        tell(session, await client.operations.verify({ ...flags, whole: full }));
      });
    });
}

function addExport(log: Command, terminal: SafeTerminal): void {
  log
    .command('export')
    .option('--out <file>')
    .action(({ out }: { out?: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader: { language } }) => {
        let last = '';
        async function* texts(): AsyncGenerator<string> {
          for await (const some of inBatches(client.operations.export(), LINES_AT_ONCE)) {
            last = some.at(-1) ?? last;
            yield `${some.join('\n')}\n`;
          }
        }
        if (out !== undefined) {
          const file = await saveFileInParts(out, texts());
          const head = JSON.parse(last) as { count: number; head: string };
          answer(
            { ...head, file },
            () => `${exportedText(head.count, file)[language]}\n${headText(head.head)[language]}\n`,
          );
          return;
        }
        for await (const text of texts()) {
          terminal.writeExactly(text);
          await terminal.taken?.();
        }
      }),
    );
}

/** Lines that are written in one piece. */
const LINES_AT_ONCE = 1_000;

function listText(found: readonly OperationView[], reader: Reader, width: number | undefined): string {
  if (found.length === 0) return `${NOTHING_ASKED[reader.language]}\n`;
  const rows = found.map(({ sequence, at, actor, origin, operation, outcome, subject, details }) => [
    String(sequence),
    clockTime(at, reader),
    `${actor} (${origin})`,
    operation,
    worded(OUTCOME_WORDS, outcome, reader),
    subject ?? '-',
    detailsText(details),
  ]);
  const columns = [
    { heading: LOG_HEADINGS.number },
    { heading: LOG_HEADINGS.at, times: true },
    { heading: LOG_HEADINGS.who, words: true },
    { heading: LOG_HEADINGS.operation },
    { heading: LOG_HEADINGS.outcome },
    { heading: LOG_HEADINGS.subject },
    { heading: LOG_HEADINGS.details, words: true },
  ];
  return tableFor(reader, columns, rows, width);
}

function detailsText(details: OperationDetails): string {
  return Object.entries(details)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? shortNames(value, 3) : String(value)}`)
    .join(', ');
}

function verdictText(verdict: LogVerdict | LogVerification, reader: Reader): string {
  const { language } = reader;
  const checkpoint = 'checkpoint' in verdict ? checkpointText(verdict, reader) : '';
  if (!verdict.verified)
    return `${notVerifiedText(verdict.sequence, verdict.problem)[language]}\n${checkpoint}`;
  const { count, account, head } = verdict;
  return `${verifiedText(count, account)[language]}\n${headText(head)[language]}\n${checkpoint}`;
}

/** Where the run began; nothing where there is nothing to know. */
function checkpointText(
  { checkpoint: { use, sequence, verifiedAt, verifiedWholeAt } }: LogVerification,
  reader: Reader,
): string {
  if (use === 'none') return '';
  if (use !== 'used') return `${CHECKPOINT_USE_WORDS[use][reader.language]}\n`;
  const told = fromCheckpointText(sequence ?? 0, time(verifiedAt, reader), time(verifiedWholeAt, reader));
  return `${told[reader.language]}\n`;
}
