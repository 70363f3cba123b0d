/** list, add, edit and remove of what an account saves: companies and contacts have the same commands. */
import type { Command } from 'commander';
import type { OrderClient } from '../../order-client.js';
import type { SavedRecord } from '../../../db/statements/organization/saved-details.js';
import type { SavedChanges, SavedDetails } from '../../organization/saved-details.js';
import { answering, onClient } from '../command.js';
import { readForm } from '../form-input.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import type { Terminal } from '../terminal.js';
import { table } from '../table.js';
import { facts, time } from '../text.js';

export interface SavedGroup<Details extends object> {
  readonly name: 'company' | 'contact';
  readonly description: string;
  readonly of: (client: OrderClient) => SavedDetails<Details>;
  /** The check of one, loaded when somebody is asked. It throws Refusal. */
  readonly parse: () => Promise<(input: unknown) => Details>;
  readonly headings: readonly string[];
  readonly cells: (details: Details) => readonly string[];
}

export function addSavedCommands<Details extends object>(
  program: Command,
  terminal: Terminal,
  group: SavedGroup<Details>,
): void {
  const { name, of } = group;
  const command = program.command(name).description(group.description);
  withPages(command.command('list'))
    .description('saved ones, newest first')
    .action((flags: PageFlags, self: Command) =>
      onClient(self, terminal, async (client, session) => {
        const page = await of(client).page(requestOf(flags));
        answerPage(session, flags, page, (found, width) => listText(found, group, width));
      }),
    );
  command
    .command('add')
    .description('save one; prints its id. Without a file, a person at a terminal is asked')
    .option('--file <file>', 'JSON or YAML')
    .action(async ({ file }: { file?: string }, self: Command) => {
      const given = file === undefined ? {} : await readForm('file', file);
      const whole = await asked(given, group, self, terminal);
      // Checked again at the client's door.
      await onClient(self, terminal, async (client, { answer }) => {
        const saved = await of(client).add(whole as Details);
        answer(saved, () => savedText(saved, group));
      });
    });
  command
    .command('edit <id>')
    .description('change fields of one; orders keep the copy they were placed with')
    .requiredOption('--file <file>', 'JSON or YAML of the fields to change; null takes an optional one away')
    .action(async (id: string, { file }: { file: string }, self: Command) => {
      const changes = (await readForm('file', file)) as SavedChanges<Details>;
      await onClient(self, terminal, async (client, { answer }) => {
        const saved = await of(client).edit(id, changes);
        answer(saved, () => savedText(saved, group));
      });
    });
  command
    .command('remove <id>')
    .description('forget one; orders that named it keep their copies')
    .action((id: string, _flags: object, self: Command) =>
      onClient(self, terminal, async (client, { answer }) => {
        await of(client).remove(id);
        answer({ id, removed: true }, () => `Removed ${id}\n`);
      }),
    );
}

async function asked<Details extends object>(
  given: Record<string, unknown>,
  { parse }: SavedGroup<Details>,
  command: Command,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  if (answering(command, terminal).json) return given;
  if (!terminal.ask) return given;
  const { askForMissing, problemsIn } = await import('../prompting.js');
  const check = await parse();
  return await askForMissing(given, (form) => problemsIn(() => check(form)), terminal);
}

function listText<Details extends object>(
  found: readonly SavedRecord<Details>[],
  { name, headings, cells }: SavedGroup<Details>,
  width: number | undefined,
): string {
  if (found.length === 0) return `No ${name === 'company' ? 'companies' : 'contacts'}.\n`;
  const rows = found.map(({ id, details, updatedAt }) => [id, ...cells(details), time(updatedAt)]);
  return table([[name.toUpperCase(), ...headings, 'UPDATED'], ...rows], { width, words: headings });
}

function savedText<Details extends object>(
  { id, details }: SavedRecord<Details>,
  { name }: SavedGroup<Details>,
): string {
  return `Saved ${name} ${id}\n${facts(linesOf(details, '  '))}`;
}

function linesOf(details: object, indent: string): [string, string][] {
  return Object.entries(details).flatMap(([field, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? linesOf(value, `${indent}${field}.`)
      : [[`${indent}${field}`, String(value)]],
  );
}
