/** `sealflow order dossier`: everything known of one order, in one archive. */
import type { Command } from 'commander';
import { onClient } from '../command.js';
import { saveFile } from '../save-file.js';
import type { Terminal } from '../terminal.js';
import { madeText } from '../texts/dossier.js';

interface DossierFlags {
  readonly out: string;
  readonly withoutPersonalData?: boolean;
}

export function addDossierOfOrder(order: Command, terminal: Terminal): void {
  order
    .command('dossier <order>')
    .requiredOption('--out <file>')
    .option('--without-personal-data')
    .action((orderId: string, flags: DossierFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const { withoutPersonalData = false } = flags;
        const { archive, ...dossier } = await client.dossiers.make(orderId, {
          withoutPersonalData,
          language: reader.language,
          timeZone: reader.timeZone,
        });
        const file = saveFile(flags.out, archive);
        const { files, made, signer } = dossier;
        const told = madeText({ file, files, signer, ...made });
        answer({ ...dossier, file }, () => `${told[reader.language]}\n`);
      }),
    );
}
