/** `sealflow dossier`: verifying one, without any installation, and which key an installation signs them with. */
import type { Command } from 'commander';
import { logLinesOf } from '../../domain/accounts/operations-log.js';
import { DOSSIER_PROBLEMS } from '../../domain/dossiers/texts.js';
import { DEFAULT_TIME_ZONE, localTime } from '../../domain/time-zone.js';
import type { DossierVerdict } from '../../domain/dossiers/verification.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { answering, onClient } from './command.js';
import { EXIT } from './exit-codes.js';
import { LARGEST_LOG, readFileBytes } from './read-file.js';
import type { Language, Terminal } from './terminal.js';

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
  const dossier = program
    .command('dossier')
    .description('dossiers of orders: verify one offline, and the key that signs them');
  dossier
    .command('verify <file>')
    .description(
      'check every file, every entry of the log and the signature, without a network or a database; exit code 1 where one fails',
    )
    .option('--signer <fingerprint>', 'whose signature it must have, as `sealflow dossier signer` prints it')
    .option('--log <file>', 'an export of the account’s log, to compare the dossier’s entries with')
    .action(async (path: string, { signer, log }: VerifyFlags, command: Command) => {
      const { LARGEST_DOSSIER, verifyDossierFile } = await import('../dossiers/verifying.js');
      const bytes = readFileBytes({ field: 'file', path, atMost: LARGEST_DOSSIER });
      const verdict = verifyDossierFile(bytes, { signer, log: log === undefined ? undefined : linesOf(log) });
      const { answer, language } = answering(command, terminal);
      answer(verdict, () => verdictText(verdict, language));
      if (!verdict.verified) setExitCode(EXIT.failed);
    });
  dossier
    .command('signer')
    .description(
      'the fingerprint of the key that this installation signs with; those before it signed earlier ones',
    )
    .action((_flags: object, command: Command) =>
      onClient(command, terminal, (client, { answer }) => {
        const signers = client.dossiers.signers();
        answer({ signers }, () => signers.map((signer) => `${signer}\n`).join(''));
        return Promise.resolve();
      }),
    );
}

function linesOf(path: string): string[] {
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

function verdictText(verdict: DossierVerdict, language: Language): string {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  if (!verdict.verified) {
    const problems = verdict.problems.map(
      ({ where, problem }) => `  ${where}: ${DOSSIER_PROBLEMS[problem][language]} (${problem})\n`,
    );
    return say('未通过核验:\n', 'Not as it was made:\n') + problems.join('');
  }
  const { account, orderId, madeAt, files, entries, wholeEntries, made, signer } = verdict;
  const at = `${localTime(madeAt, DEFAULT_TIME_ZONE)} ${DEFAULT_TIME_ZONE}`;
  const lines = [
    say(
      `已核验:账号 ${account} 的订单 ${orderId} 的档案,制作于 ${at}`,
      `Verified: dossier of order ${orderId} of account ${account}, made ${at}`,
    ),
    say(`  ${files} 个文件与制作时相同`, `  its ${files} files are as they were when it was made`),
    say(
      `  操作日志条目 ${entries} 条,其中 ${wholeEntries} 条的哈希值由其内容重新算得;最后一条(第 ${made.sequence} 条)记有此清单的哈希值`,
      `  ${entries} entries of the log, ${wholeEntries} of them hashed anew from what they say; the last one (${made.sequence}) names this manifest`,
    ),
    say(`  签名密钥的指纹 ${signer}`, `  signed by the key ${signer}`),
    ...leftOpen(verdict, say).map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was compared with something outside the archive, and what the signature alone says. */
function leftOpen(
  { signerCompared, comparedLog }: DossierVerdict & { readonly verified: true },
  say: (zh: string, en: string) => string,
): string[] {
  return [
    signerCompared
      ? say('与 --signer 所给的指纹一致', 'which is the one given as --signer')
      : say(
          '未比对:任何人都可以用自己的密钥签名。请向制作方另行索取指纹,用 --signer 给出',
          'not compared: anybody can sign with a key of their own. Ask its maker for the fingerprint, and give it as --signer',
        ),
    comparedLog === null
      ? say(
          '这些条目在账号的完整日志中、且没有遗漏,仅由签名保证;用 --log 给出导出的日志即可比对',
          'that these entries stand in the whole log, and none is left out, the signature alone says: --log compares them with an export',
        )
      : say(
          `每一条都在导出的 ${comparedLog} 条日志中,没有遗漏`,
          `each of them stands in the exported log of ${comparedLog} entries, and none is left out`,
        ),
  ];
}
