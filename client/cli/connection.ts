/** `sealflow connection`: access to CAs, DNS services and servers for files. Secrets come from a file or are typed, never as an argument. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import type { AnyConnectionKind } from '../../domain/connections/kind.js';
import type { ConnectionView } from '../connections/index.js';
import { answering, onClient, type Answering } from './command.js';
import { readForm } from './form-input.js';
import { certificateInWords, linesOfPem } from './pem-text.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { clockTime, factsFor, oneLine, time, worded } from './text.js';
import { removedThing } from './texts/certificate.js';
import {
  CONNECTION_HEADINGS,
  CONNECTION_LABELS,
  CONNECTION_TEXTS,
  connectionFieldLabel,
  FAMILY_WORDS,
  keptConnectionText,
  keyChangedText,
} from './texts/connection.js';

interface KeepFlags {
  /** False with --no-test. */
  readonly test: boolean;
  readonly installation?: true;
}

export function addConnectionCommands(program: Command, terminal: Terminal): void {
  const connection = program.command('connection');
  connection.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const found = await client.connections.list();
      answer(found, (width) => listText(found, reader, width));
    }),
  );
  connection.command('show <connection>').action((named: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const shown = await client.connections.show(named);
      const kind = await kindOf(shown);
      answer(shown, () => connectionText(shown, kind, reader));
    }),
  );
  connection
    .command('add <kind> <name>')
    .option('--file <file>')
    .option('--no-test')
    .option('--installation')
    .action(async (kind: string, name: string, flags: KeepFlags & { file?: string }, command: Command) => {
      const given = flags.file === undefined ? {} : await readForm('file', flags.file);
      const form = await asked(kind, given, answering(command, terminal), terminal);
      await onClient(command, terminal, async (client, session) => {
        const kept = await client.connections.add({ kind, name, form, ...whose(flags), test: flags.test });
        await answerKept(kept, session);
      });
    });
  connection
    .command('edit <connection>')
    .requiredOption('--file <file>')
    .option('--no-test')
    .option('--installation')
    .action(async (named: string, flags: KeepFlags & { file: string }, command: Command) => {
      const changes = await readForm('file', flags.file);
      await onClient(command, terminal, async (client, session) => {
        const kept = await client.connections.edit(named, changes, { ...whose(flags), test: flags.test });
        await answerKept(kept, session);
      });
    });
  connection.command('test <connection>').action((named: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const tried = await client.connections.test(named);
      answer(tried, () => `${triedText(tried, reader)}\n`);
    }),
  );
  connection
    .command('rollover <connection>')
    .option('--installation')
    .action((named: string, flags: { installation?: true }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const changed = await client.connections.rollOverKey(named, whose(flags));
        answer(changed, () => `${keyChangedText(changed.name)[reader.language]}\n`);
      }),
    );
  connection
    .command('remove <connection>')
    .option('--force')
    .option('--installation')
    .action((named: string, flags: { force?: true; installation?: true }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        await client.connections.remove(named, { ...whose(flags), force: flags.force === true });
        answer({ connection: named, removed: true }, () => `${removedThing(named)[reader.language]}\n`);
      }),
    );
}

export function whose({ installation }: { readonly installation?: true }): { ofInstallation: boolean } {
  return { ofInstallation: installation === true };
}

/** What the file lacks is asked for at a terminal, secrets without showing them. Judged again at the client's door. */
async function asked(
  word: string,
  given: Record<string, unknown>,
  { json, language }: Answering,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  const kind = await kindOf({ kind: word });
  if (json || !terminal.ask || !kind) return given;
  const [{ askForMissing }, { problemsOfForm }] = await Promise.all([
    import('./prompting.js'),
    import('../../domain/connections/form.js'),
  ]);
  const questions = {
    rules: (form: Record<string, unknown>) => problemsOfForm(kind, form),
    order: Object.keys(kind.fields),
    labelOf: (field: string) => kind.fields[field] ?? { zh: field, en: field },
    choicesOf: () => Promise.resolve(undefined),
    secrets: kind.secrets,
    hintsOf: (field: string) => (kind.accepted[field] ? [kind.accepted[field]] : []),
  };
  return await askForMissing(given, questions, language, terminal);
}

/** Loaded by commands that are given one, and by no other. */
async function kindOf({ kind }: Pick<ConnectionView, 'kind'>): Promise<AnyConnectionKind | undefined> {
  const { connectionKind } = await import('../../domain/connections/kinds.js');
  return connectionKind(kind);
}

async function answerKept(kept: ConnectionView, { answer, reader }: Answering): Promise<void> {
  const kind = await kindOf(kept);
  answer(kept, () => {
    const head = keptConnectionText(kept.name)[reader.language];
    return `${head}${reader.language === 'zh' ? '' : ' '}${triedText(kept, reader)}\n${connectionText(kept, kind, reader)}`;
  });
}

function triedText({ triedAt }: ConnectionView, { language }: Reader): string {
  return (triedAt === null ? CONNECTION_TEXTS.untried : CONNECTION_TEXTS.letIn)[language];
}

function listText(found: readonly ConnectionView[], reader: Reader, width: number | undefined): string {
  if (found.length === 0) return `${CONNECTION_TEXTS.none[reader.language]}\n`;
  const rows = found.map((each) => [
    each.name,
    each.kind,
    worded(FAMILY_WORDS, each.family, reader),
    whoseText(each, reader),
    each.triedAt === null ? CONNECTION_TEXTS.notTried[reader.language] : clockTime(each.triedAt, reader),
  ]);
  const columns = [
    { heading: CONNECTION_HEADINGS.name },
    { heading: CONNECTION_HEADINGS.kind },
    { heading: CONNECTION_HEADINGS.family },
    { heading: CONNECTION_HEADINGS.whose },
    { heading: CONNECTION_HEADINGS.tried, times: true },
  ];
  return tableFor(reader, columns, rows, width);
}

export function whoseText(
  { ofInstallation }: { readonly ofInstallation: boolean },
  { language }: Reader,
): string {
  return (ofInstallation ? CONNECTION_TEXTS.ofInstallation : CONNECTION_TEXTS.ofAccount)[language];
}

function connectionText(shown: ConnectionView, known: AnyConnectionKind | undefined, reader: Reader): string {
  const { language } = reader;
  const { name, connectionId, kind, settings, secrets, secretsAreLost, isPubliclyTrusted } = shown;
  const fields = known?.fields ?? {};
  const label = (field: string) => connectionFieldLabel(field, fields[field]);
  const sealed = CONNECTION_TEXTS[secretsAreLost ? 'lost' : 'sealed'][language];
  const lost = secretsAreLost ? (known?.secrets ?? []) : secrets;
  const pems = Object.entries(settings).flatMap(([field, value]) => {
    const lines = linesOfPem(value);
    return lines ? [`\n${label(field)[language].trim()}\n${lines.join('\n')}\n`] : [];
  });
  const told = factsFor(reader, [
    [CONNECTION_LABELS.connection, name],
    [CONNECTION_LABELS.id, connectionId],
    [CONNECTION_LABELS.kind, kind],
    ...Object.entries(settings).map(([field, value]) => [label(field), shownValue(value, reader)] as const),
    ...lost.map((field) => [label(field), sealed] as const),
    [CONNECTION_LABELS.whose, whoseText(shown, reader)],
    [
      CONNECTION_LABELS.trusted,
      isPubliclyTrusted === null ? null : CONNECTION_TEXTS[isPubliclyTrusted ? 'yes' : 'no'][language],
    ],
    [
      CONNECTION_LABELS.tried,
      shown.triedAt === null ? CONNECTION_TEXTS.notTried[language] : time(shown.triedAt, reader),
    ],
    [CONNECTION_LABELS.updated, time(shown.updatedAt, reader)],
  ]);
  return told + pems.join('');
}

/** A certificate is told in words here, and printed below. */
function shownValue(value: unknown, reader: Reader): string | undefined {
  if (typeof value !== 'string') return oneLine(JSON.stringify(value));
  return linesOfPem(value) ? certificateInWords(value, reader) : oneLine(value);
}
