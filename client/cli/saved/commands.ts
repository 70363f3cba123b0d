/** list, add, edit and remove of what an account saves: companies and contacts have the same commands. */
import type { Command } from 'commander';
import type { Bilingual, Reader } from '../../../domain/bilingual.js';
import type { OrderClient } from '../../order-client.js';
import type { SavedRecord } from '../../../db/statements/organization/saved-details.js';
import type { SavedChanges, SavedDetails } from '../../organization/saved-details.js';
import { answering, onClient } from '../command.js';
import { readForm } from '../form-input.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import type { Terminal } from '../terminal.js';
import { tableFor } from '../table.js';
import { clockTime, factsFor } from '../text.js';
import { removedThing } from '../texts/certificate.js';
import { fieldLabel, SAVED_HEADINGS, SAVED_WORDS, savedText as savedHead } from '../texts/saved.js';

export interface SavedGroup<Details extends object> {
  readonly name: 'company' | 'contact';
  readonly of: (client: OrderClient) => SavedDetails<Details>;
  /** The check of one, loaded when somebody is asked. It throws Refusal. */
  readonly parse: () => Promise<(input: unknown) => Details>;
  readonly headings: readonly Bilingual[];
  readonly cells: (details: Details) => readonly string[];
}

export function addSavedCommands<Details extends object>(
  program: Command,
  terminal: Terminal,
  group: SavedGroup<Details>,
): void {
  const { name, of } = group;
  const command = program.command(name);
  withPages(command.command('list')).action((flags: PageFlags, self: Command) =>
    onClient(self, terminal, async (client, session) => {
      const page = await of(client).page(requestOf(flags));
      answerPage(session, flags, page, (found, width) => listText(found, group, session.reader, width));
    }),
  );
  command
    .command('add')
    .option('--file <file>')
    .action(async ({ file }: { file?: string }, self: Command) => {
      const given = file === undefined ? {} : await readForm('file', file);
      const whole = await asked(given, group, self, terminal);
      // Checked again at the client's door.
      await onClient(self, terminal, async (client, { answer, reader }) => {
        const saved = await of(client).add(whole as Details);
        answer(saved, () => savedText(saved, group, reader));
      });
    });
  command
    .command('edit <id>')
    .requiredOption('--file <file>')
    .action(async (id: string, { file }: { file: string }, self: Command) => {
      const changes = (await readForm('file', file)) as SavedChanges<Details>;
      await onClient(self, terminal, async (client, { answer, reader }) => {
        const saved = await of(client).edit(id, changes);
        answer(saved, () => savedText(saved, group, reader));
      });
    });
  command.command('remove <id>').action((id: string, _flags: object, self: Command) =>
    onClient(self, terminal, async (client, { answer, reader }) => {
      await of(client).remove(id);
      answer({ id, removed: true }, () => `${removedThing(id)[reader.language]}\n`);
    }),
  );
}

async function asked<Details extends object>(
  given: Record<string, unknown>,
  { name, parse }: SavedGroup<Details>,
  command: Command,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  const { json, language } = answering(command, terminal);
  if (json || !terminal.ask) return given;
  const [{ askForMissing }, { savedQuestions }, { problemsIn }] = await Promise.all([
    import('../prompting.js'),
    import('../people-questions.js'),
    import('../../../domain/refusals.js'),
  ]);
  const check = await parse();
  const questions = savedQuestions(name, (form) => problemsIn(() => check(form)));
  return await askForMissing(given, questions, language, terminal);
}

function listText<Details extends object>(
  found: readonly SavedRecord<Details>[],
  { name, headings, cells }: SavedGroup<Details>,
  reader: Reader,
  width: number | undefined,
): string {
  const { heading, none } = SAVED_WORDS[name];
  if (found.length === 0) return `${none[reader.language]}\n`;
  const rows = found.map(({ id, details, updatedAt }) => [
    id,
    ...cells(details),
    clockTime(updatedAt, reader),
  ]);
  const columns = [
    { heading },
    ...headings.map((each) => ({ heading: each, words: true })),
    { heading: SAVED_HEADINGS.updated, times: true },
  ];
  return tableFor(reader, columns, rows, width);
}

function savedText<Details extends object>(
  { id, details }: SavedRecord<Details>,
  { name }: SavedGroup<Details>,
  reader: Reader,
): string {
  return `${savedHead(name, id)[reader.language]}\n${factsFor(reader, linesOf(details, ''))}`;
}

/** By the names that a file gives them. */
function linesOf(details: object, above: string): [Bilingual, string][] {
  return Object.entries(details).flatMap(([field, value]: [string, unknown]): [Bilingual, string][] =>
    typeof value === 'object' && value !== null
      ? linesOf(value, `${above}${field}.`)
      : [[indented(fieldLabel(`${above}${field}`)), String(value)]],
  );
}

function indented({ zh, en }: Bilingual): Bilingual {
  return { zh: `  ${zh}`, en: `  ${en}` };
}
