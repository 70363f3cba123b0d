/** `sealflow delegation`: names whose validation is left to us, by one CNAME each. */
import type { Command } from 'commander';
import { DELEGATED_STATE_WORDS, DELEGATION_STATE_WORDS } from '../../domain/control/spoken-words.js';
import type { DelegationView } from '../control/delegations.js';
import { onClient } from './command.js';
import { answerPage, requestOf, withPages, type PageFlags } from './pages.js';
import type { TerminalReader } from './reader.js';
import { table, tableFor } from './table.js';
import type { Terminal } from './terminal.js';
import { clockTime, factsFor, time, worded } from './text.js';
import { removedThing } from './texts/certificate.js';
import { DELEGATION_HEADINGS, DELEGATION_LABELS, DELEGATION_WORDS } from './texts/delegation.js';

export function addDelegationCommands(program: Command, terminal: Terminal): void {
  const delegation = program.command('delegation');
  delegation
    .command('add <name>')
    .requiredOption('--zone <zone>')
    .action((name: string, { zone }: { zone: string }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const added = await client.delegations.add({ name, zone });
        answer(added, () => addedText(added, reader));
      }),
    );
  withPages(delegation.command('list')).action((flags: PageFlags, command: Command) =>
    onClient(command, terminal, async (client, answering) => {
      const page = await client.delegations.page(requestOf(flags));
      answerPage(answering, flags, page, (found, width) => listText(found, answering.reader, width));
    }),
  );
  for (const verb of ['show', 'check'] as const)
    delegation.command(`${verb} <name>`).action((name: string, _flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const shown = await client.delegations[verb](name);
        answer(shown, (width) => delegationText(shown, reader, width));
      }),
    );
  delegation.command('remove <name>').action((name: string, _flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      await client.delegations.remove(name);
      answer({ name, removed: true }, () => `${removedThing(name)[reader.language]}\n`);
    }),
  );
}

/** The records as a zone file has them: to be copied as they are. */
function addedText({ name, records }: DelegationView, { language }: TerminalReader): string {
  const toSet = table(records.map((record) => [record.name, record.type, record.value]));
  return [
    DELEGATION_WORDS.setThese(name)[language],
    toSet.trimEnd(),
    DELEGATION_WORDS.thenCheck(name)[language],
    '',
  ].join('\n');
}

function listText(
  found: readonly DelegationView[],
  reader: TerminalReader,
  width: number | undefined,
): string {
  if (found.length === 0) return `${DELEGATION_WORDS.none[reader.language]}\n`;
  const rows = found.map(({ name, state, since, checkedAt, target }) => [
    name,
    worded(DELEGATION_STATE_WORDS, state, reader),
    clockTime(since, reader),
    clockTime(checkedAt, reader) || '-',
    target,
  ]);
  const columns = [
    { heading: DELEGATION_HEADINGS.name },
    { heading: DELEGATION_HEADINGS.state },
    { heading: DELEGATION_HEADINGS.since, times: true },
    { heading: DELEGATION_HEADINGS.checked, times: true },
    { heading: DELEGATION_HEADINGS.target },
  ];
  return tableFor(reader, columns, rows, width);
}

function delegationText(
  { name, zone, state, since, checkedAt, records }: DelegationView,
  reader: TerminalReader,
  width: number | undefined,
): string {
  const head = factsFor(reader, [
    [DELEGATION_LABELS.name, name],
    [DELEGATION_LABELS.zone, zone],
    [DELEGATION_LABELS.state, worded(DELEGATION_STATE_WORDS, state, reader)],
    [DELEGATION_LABELS.since, time(since, reader)],
    [DELEGATION_LABELS.checked, time(checkedAt, reader)],
  ]);
  const rows = records.map((record) => [
    record.name,
    `CNAME ${record.value}`,
    worded(DELEGATED_STATE_WORDS, record.state, reader),
    record.leadsTo ?? '',
  ]);
  const columns = [
    { heading: DELEGATION_HEADINGS.record },
    { heading: DELEGATION_HEADINGS.wanted },
    { heading: DELEGATION_HEADINGS.found },
    { heading: DELEGATION_HEADINGS.leadsTo, words: true },
  ];
  return `${head}\n${tableFor(reader, columns, rows, width)}`;
}
