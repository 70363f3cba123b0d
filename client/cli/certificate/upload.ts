/** `sealflow certificate upload` and `remove`: certificates that were bought elsewhere. */
import type { Command } from 'commander';
import { inBoth, type Reader } from '../../../domain/bilingual.js';
import { CERTIFICATE_STATE_WORDS } from '../../../domain/certificates/spoken-words.js';
import type { Tag } from '../../../domain/orders/labels.js';
import type { UploadedCertificate } from '../../certificates/own.js';
import type { CertificateView } from '../../certificates/reading.js';
import { onClient } from '../command.js';
import { readKeyPassword } from '../form-input.js';
import { tags } from '../labels.js';
import type { Terminal } from '../terminal.js';
import { readText } from '../text-file.js';
import { oneLine, shortNames, time, worded } from '../text.js';
import { removedThing, uploadedCertificateText } from '../texts/certificate.js';

interface UploadFlags {
  readonly chain?: string;
  readonly key?: string;
  readonly keyPasswordFile?: string;
  readonly alias?: string;
  readonly tag: readonly Tag[];
  readonly project?: string;
  readonly repeatable?: boolean;
}

export function addOwnCertificateCommands(certificate: Command, terminal: Terminal): void {
  certificate
    .command('upload <file>')
    .option('--chain <file>')
    .option('--key <file>')
    .option('--key-password-file <file>')
    .option('--alias <alias>')
    .option('--tag <key=value>', '', tags, [])
    .option('--project <project>')
    .option('--repeatable')
    .action((path: string, flags: UploadFlags, command: Command) => upload(path, flags, command, terminal));
  certificate.command('remove <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      await client.certificates.remove(id);
      answer({ id, removed: true }, () => `${removedThing(oneLine(id))[reader.language]}\n`);
    }),
  );
}

async function upload(path: string, flags: UploadFlags, command: Command, terminal: Terminal): Promise<void> {
  const { chain, key, keyPasswordFile, tag, alias, project, repeatable } = flags;
  const request = {
    certificatePem: readText('certificatePem', path),
    ...(chain !== undefined && { chainPem: readText('chainPem', chain) }),
    ...(key !== undefined && { privateKeyPem: readText('privateKeyPem', key) }),
    ...(keyPasswordFile !== undefined && { keyPassword: readKeyPassword(keyPasswordFile) }),
    ...(alias !== undefined && { alias }),
    ...(tag.length > 0 && { tags: tag }),
    ...(project !== undefined && { project }),
    ...(repeatable === true && { repeatable }),
  };
  await onClient(command, terminal, async (client, { answer, reader }) => {
    const uploaded = await client.certificates.upload(request);
    answer(uploaded, () => uploadedText(uploaded, reader));
  });
}

function uploadedText(
  {
    certificateId,
    warningsInWords,
    certificate: { names, notAfter, state },
  }: UploadedCertificate & { certificate: CertificateView },
  reader: Reader,
): string {
  const stand = inBoth(worded(CERTIFICATE_STATE_WORDS, state, reader));
  const until = time(notAfter, reader);
  const line = uploadedCertificateText(certificateId, shortNames(names, 3), stand, until)[reader.language];
  const warnings = warningsInWords.map((warning) => warning[reader.language]);
  return [line, ...warnings].map((text) => `${text}\n`).join('');
}
