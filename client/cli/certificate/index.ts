/** `sealflow certificate`: what was issued, to look at and to take away. */
import type { Command } from 'commander';
import { inBoth, type Reader } from '../../../domain/bilingual.js';
import {
  CERTIFICATE_SOURCE_WORDS,
  CERTIFICATE_STATE_WORDS,
} from '../../../domain/certificates/spoken-words.js';
import type { CertificateState } from '../../../domain/certificates/words.js';
import type { PackFormat } from '../../../domain/certificates/download-packs.js';
import { REVOCATION_REASON_WORDS, REVOCATION_STATE_WORDS } from '../../../domain/revocation/spoken-words.js';
import type { CertificateView } from '../../certificates/reading.js';
import type { WrittenFiles, WrittenPack } from './files.js';
import { onClient } from '../command.js';
import { addRevocationCommands } from './revocation.js';
import { addSuccessorCommands } from './successors.js';
import { addOwnCertificateCommands } from './upload.js';
import { addLabelCommand, labelFacts, withLabelFilters, type LabelFilterFlags } from '../labels.js';
import { readKeyPassword } from '../form-input.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import type { Terminal } from '../terminal.js';
import { tableFor } from '../table.js';
import { clockTime, coded, factsFor, shortNames, time, worded } from '../text.js';
import {
  beingRevokedText,
  CERTIFICATE_HEADINGS,
  CERTIFICATE_LABELS,
  CERTIFICATE_TEXTS,
  missingFileText,
  revokedText,
} from '../texts/certificate.js';
import { USAGE } from '../texts/usage.js';
import type { CertificateDownload } from '../../certificates/download.js';
import type { Pack } from '../../certificates/downloads/pack.js';

interface ListFlags extends LabelFilterFlags, PageFlags {
  readonly state?: CertificateState;
  readonly name?: string;
  readonly expiresBefore?: string;
}

interface DownloadFlags {
  readonly out?: string;
  readonly zip?: string;
  /** Judged at the client's door. */
  readonly format?: PackFormat | 'all';
  readonly keyPasswordFile?: string;
}

export function addCertificateCommands(program: Command, terminal: Terminal): void {
  const certificate = program.command('certificate');
  withPages(withLabelFilters(certificate.command('list')))
    .option('--state <state>')
    .option('--name <name>')
    .option('--expires-before <when>')
    .action((flags: ListFlags, command: Command) =>
      onClient(command, terminal, async (client, answering) => {
        answerPage(answering, flags, await client.certificates.page(requestOf(flags)), (found, width) =>
          listText(found, answering.reader, width),
        );
      }),
    );
  certificate.command('show <id>').action((id: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const view = await client.certificates.show(id);
      answer(view, () => certificateText(view, reader));
    }),
  );
  certificate
    .command('notices <id> <on-or-off>')
    .action((id: string, word: string, _flags: object, command: Command) => {
      if (word !== 'on' && word !== 'off') command.error(`error: ${USAGE.onOrOff.en}`);
      return onClient(command, terminal, async (client, { answer, reader }) => {
        const view = await client.certificates.setExpiryNotices(id, word === 'on');
        const told = word === 'on' ? CERTIFICATE_TEXTS.noticesOn : CERTIFICATE_TEXTS.noticesOff;
        answer(view, () => `${told[reader.language]}\n`);
      });
    });
  certificate
    .command('download <id>')
    .option('--out <dir>')
    .option('--zip <file>')
    .option('--format <format>')
    .option('--key-password-file <file>')
    .action((id: string, flags: DownloadFlags, command: Command) => download(id, flags, command, terminal));
  addOwnCertificateCommands(certificate, terminal);
  addSuccessorCommands(certificate, terminal);
  addRevocationCommands(certificate, terminal);
  addLabelCommand(certificate, terminal, 'certificate', (client, id, changes) =>
    client.certificates.setLabels(id, changes),
  );
}

async function download(
  id: string,
  flags: DownloadFlags,
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { out, zip, format = zip === undefined ? undefined : 'pem', keyPasswordFile } = flags;
  refuseUnlessOnePlace(flags, command);
  const password = keyPasswordFile === undefined ? {} : { keyPassword: readKeyPassword(keyPasswordFile) };
  const { writeCertificateFiles, writePack, writePackZip } = await import('./files.js');
  await onClient(command, terminal, async (client, { answer, reader }) => {
    if (format === undefined) {
      const taken = await client.certificates.download(id, password);
      const written = writeCertificateFiles(taken, out ?? '');
      answer(written, () => writtenText(written, taken, reader));
      return;
    }
    const pack = await client.certificates.pack(id, { ...password, format });
    const written = zip === undefined ? writePack(pack, out ?? '') : writePackZip(pack, zip);
    answer(written, () => packText(written, pack, reader));
  });
}

/** Ends the command as a missing option does. */
function refuseUnlessOnePlace({ out, zip }: DownloadFlags, command: Command): void {
  if (out === '' || zip === '') command.error(`error: ${USAGE.noPlace.en}`);
  if (out === undefined && zip === undefined)
    command.error("error: required option '--out <dir>' not specified, nor '--zip <file>'");
  if (out !== undefined && zip !== undefined)
    command.error("error: option '--zip <file>' cannot be used with option '--out <dir>'");
}

function packText({ files }: WrittenPack, { notesInWords }: Pack, { language }: Reader): string {
  return [...files, ...notesInWords.map((note) => note[language])].map((line) => `${line}\n`).join('');
}

function writtenText(
  { files }: WrittenFiles,
  { privateKeyMissingInWords: missing, encryption }: CertificateDownload,
  { language }: Reader,
): string {
  const missingHalf = encryption?.privateKeyMissingInWords;
  return [
    ...files,
    ...(missing ? [missingFileText('private-key.pem', missing)[language]] : []),
    ...(missingHalf ? [missingFileText('encryption-private-key.pem', missingHalf)[language]] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function listText(
  certificates: readonly CertificateView[],
  reader: Reader,
  width: number | undefined,
): string {
  if (certificates.length === 0) return `${CERTIFICATE_TEXTS.none[reader.language]}\n`;
  const rows = certificates.map(({ certificateId, names, state, notAfter, source, orderId }) => [
    certificateId,
    shortNames(names, 3),
    coded(CERTIFICATE_STATE_WORDS, state, reader),
    clockTime(notAfter, reader),
    orderId ?? worded(CERTIFICATE_SOURCE_WORDS, source, reader),
  ]);
  const columns = [
    { heading: CERTIFICATE_HEADINGS.certificate },
    { heading: CERTIFICATE_HEADINGS.names, words: true },
    { heading: CERTIFICATE_HEADINGS.state },
    { heading: CERTIFICATE_HEADINGS.notAfter, times: true },
    { heading: CERTIFICATE_HEADINGS.order },
  ];
  return tableFor(reader, columns, rows, width);
}

function certificateText(certificate: CertificateView, reader: Reader): string {
  return factsFor(reader, [
    [CERTIFICATE_LABELS.certificate, certificate.certificateId],
    [CERTIFICATE_LABELS.order, certificate.orderId],
    [CERTIFICATE_LABELS.names, shortNames(certificate.names, 10)],
    [CERTIFICATE_LABELS.issuer, certificate.issuer],
    [CERTIFICATE_LABELS.serial, certificate.serialNumber],
    [CERTIFICATE_LABELS.fingerprint, certificate.fingerprintSha256],
    [CERTIFICATE_LABELS.notBefore, time(certificate.notBefore, reader)],
    [CERTIFICATE_LABELS.notAfter, time(certificate.notAfter, reader)],
    [CERTIFICATE_LABELS.state, stateText(certificate, reader)],
    [CERTIFICATE_LABELS.replacedBy, certificate.replacedBy],
    ...labelFacts(certificate),
  ]);
}

function stateText(
  { state, revokedAt, revocationReason, revocation }: CertificateView,
  reader: Reader,
): string {
  const { language } = reader;
  const told = worded(CERTIFICATE_STATE_WORDS, state, reader);
  if (revokedAt !== null) {
    const reason =
      revocationReason === null
        ? CERTIFICATE_TEXTS.noReason[language]
        : coded(REVOCATION_REASON_WORDS, revocationReason, reader);
    return revokedText(inBoth(told), time(revokedAt, reader), inBoth(reason))[language];
  }
  if (revocation === null) return told;
  const stand = worded(REVOCATION_STATE_WORDS, revocation.state, reader);
  return beingRevokedText(inBoth(told), inBoth(stand))[language];
}
