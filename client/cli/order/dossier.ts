/** `sealflow order dossier`: everything known of one order, in one archive. */
import type { Command } from 'commander';
import type { Dossier, DossierRequest } from '../../dossiers/dossier.js';
import { onClient } from '../command.js';
import { saveFile } from '../save-file.js';
import type { Language, Terminal } from '../terminal.js';

interface DossierFlags {
  readonly out: string;
  readonly withoutPersonalData?: boolean;
  readonly timeZone?: string;
}

export function addDossierOfOrder(order: Command, terminal: Terminal): void {
  order
    .command('dossier <order>')
    .description(
      'one archive of all that is known of it, with its part of the log, verified offline: `sealflow dossier verify`',
    )
    .requiredOption('--out <file>', 'a ZIP file, for its owner alone')
    .option('--without-personal-data', 'leave out what names or reaches people, letters’ files included')
    .option('--time-zone <zone>', 'whose clock its summary goes by, such as UTC (default: Asia/Shanghai)')
    .action((orderId: string, flags: DossierFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, language }) => {
        const { archive, ...dossier } = await client.dossiers.make(orderId, requestOf(flags, language));
        const file = saveFile(flags.out, archive);
        answer({ ...dossier, file }, () => dossierText(dossier, file, language));
      }),
    );
}

function requestOf(
  { withoutPersonalData = false, timeZone }: DossierFlags,
  language: Language,
): DossierRequest {
  return { withoutPersonalData, language, ...(timeZone !== undefined && { timeZone }) };
}

function dossierText(
  { files, made, signer }: Omit<Dossier, 'archive'>,
  file: string,
  language: Language,
): string {
  const lines =
    language === 'zh'
      ? [
          `${file} 内有 ${files} 个文件`,
          `日志第 ${made.sequence} 条记录了此次制作,哈希值 ${made.hash}`,
          `签名密钥的指纹 ${signer}`,
          `核验:sealflow dossier verify ${file} --signer ${signer}`,
        ]
      : [
          `${files} files in ${file}`,
          `entry ${made.sequence} of the log tells of it, hash ${made.hash}`,
          `signed by the key ${signer}`,
          `Verify it: sealflow dossier verify ${file} --signer ${signer}`,
        ];
  return `${lines.join('\n')}\n`;
}
