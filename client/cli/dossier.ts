/** `sealflow dossier`: verifying one, without any installation, and which key an installation signs them with. */
import type { Command } from 'commander';
import type { Bilingual, Reader } from '../../domain/bilingual.js';
import { DOSSIER_PROBLEMS } from '../../domain/dossiers/texts.js';
import { timeInWords } from '../../domain/time-zone.js';
import type { DossierVerdict } from '../../domain/dossiers/verification.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { answering, onClient } from './command.js';
import { EXIT } from './exit-codes.js';
import { LARGEST_LOG, readFileBytes } from './read-file.js';
import type { Terminal } from './terminal.js';
import {
  DOSSIER_TEXTS,
  entriesText,
  filesText,
  logComparedText,
  problemText,
  signedText,
  verifiedText,
} from './texts/dossier.js';

interface VerifyFlags {
  readonly signer?: string;
  readonly log?: string;
}

/** `setExitCode` is for a dossier that does not stand its verification. */
export function addDossierCommands(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  const dossier = program.command('dossier');
  dossier
    .command('verify <file>')
    .option('--signer <fingerprint>')
    .option('--log <file>')
    .action(async (path: string, { signer, log }: VerifyFlags, command: Command) => {
      const { LARGEST_DOSSIER, verifyDossierFile } = await import('../dossiers/verifying.js');
      const bytes = readFileBytes({ field: 'file', path, atMost: LARGEST_DOSSIER });
      const verdict = verifyDossierFile(bytes, {
        signer,
        log: log === undefined ? undefined : await linesOf(log),
      });
      const { answer, reader } = answering(command, terminal);
      answer(verdict, () => verdictText(verdict, reader));
      if (!verdict.verified) setExitCode(EXIT.failed);
    });
  dossier.command('signer').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer }) => {
      // Over HTTP it is answered later.
      const signers = await Promise.resolve(client.dossiers.signers());
      answer({ signers }, () => signers.map((signer) => `${signer}\n`).join(''));
    }),
  );
}

async function linesOf(path: string): Promise<string[]> {
  const { logLinesOf } = await import('../../domain/accounts/operations-log.js');
  const lines = logLinesOf(readFileBytes({ field: 'log', path, atMost: LARGEST_LOG }));
  if (lines) return lines;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'log',
      message: { zh: `文件 ${path} 不是导出的操作日志`, en: `The file ${path} is no exported log` },
      accepted: { zh: '`sealflow log export` 写出的文件', en: 'a file that `sealflow log export` wrote' },
    }),
  );
}

function verdictText(verdict: DossierVerdict, reader: Reader): string {
  const { language } = reader;
  if (!verdict.verified) {
    const problems = verdict.problems.map(
      ({ where, problem }) => `  ${problemText(where, DOSSIER_PROBLEMS[problem], problem)[language]}\n`,
    );
    return `${DOSSIER_TEXTS.notVerified[language]}\n${problems.join('')}`;
  }
  const { account, orderId, madeAt, files, entries, wholeEntries, made, signer } = verdict;
  const lines = [
    filesText(files),
    entriesText(entries, wholeEntries, made.sequence),
    signedText(signer),
    ...leftOpen(verdict),
  ];
  const head = verifiedText(account, orderId, timeInWords(madeAt, reader.timeZone));
  return [head[language], ...lines.map((line) => `  ${line[language]}`)].map((line) => `${line}\n`).join('');
}

/** What was compared with something outside the archive, and what the signature alone says. */
function leftOpen({
  signerCompared,
  comparedLog,
}: DossierVerdict & { readonly verified: true }): Bilingual[] {
  return [
    signerCompared ? DOSSIER_TEXTS.signerCompared : DOSSIER_TEXTS.signerNotCompared,
    comparedLog === null ? DOSSIER_TEXTS.logNotCompared : logComparedText(comparedLog),
  ];
}
