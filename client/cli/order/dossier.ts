/** `sealflow order dossier`: everything known of one order, in one archive. */
import type { Command } from 'commander';
import type { Dossier } from '../../dossiers/dossier.js';
import { onClient } from '../command.js';
import { saveFile } from '../save-file.js';
import type { Language, Terminal } from '../terminal.js';

interface DossierFlags {
  readonly out: string;
  readonly withoutPersonalData?: boolean;
}

export function addDossierOfOrder(order: Command, terminal: Terminal): void {
  order
    .command('dossier <order>')
    .description(
      'one archive of all that is known of it, with its part of the log, verified offline: `sealflow dossier verify`',
    )
    .requiredOption('--out <file>', 'a ZIP file, for its owner alone')
    .option('--without-personal-data', 'leave out what names or reaches people, letters’ files included')
    .action((orderId: string, flags: DossierFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader, language }) => {
        const { withoutPersonalData = false } = flags;
        const { archive, ...dossier } = await client.dossiers.make(orderId, {
          withoutPersonalData,
          ...reader,
        });
        const file = saveFile(flags.out, archive);
        answer({ ...dossier, file }, () => dossierText(dossier, file, language));
      }),
    );
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
