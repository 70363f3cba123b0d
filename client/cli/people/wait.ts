/** `sealflow wait`: whose turn it is in all accounts. */
import type { Command } from 'commander';
import type { Reader } from '../../../domain/bilingual.js';
import type { WaitView } from '../../orders/waits.js';
import { onClient } from '../command.js';
import { answerPage, requestOf, withPages, type PageFlags } from '../pages.js';
import { tableFor } from '../table.js';
import type { Terminal } from '../terminal.js';
import { clockTime, worded } from '../text.js';
import { WAIT_HEADINGS, WAIT_TEXTS } from '../texts/people.js';
import { PARTY_WORDS } from '../../../domain/orders/status-markdown.js';
import { WAIT_WORDS } from '../../../domain/wait-words.js';

export function addWaitCommands(program: Command, terminal: Terminal): void {
  const wait = program.command('wait');
  withPages(wait.command('list')).action((flags: PageFlags, command: Command) =>
    onClient(command, terminal, async (client, answering) => {
      const page = await client.waits.page(requestOf(flags));
      answerPage(answering, flags, page, (found, width) => listText(found, answering.reader, width));
    }),
  );
}

function listText(found: readonly WaitView[], reader: Reader, width: number | undefined): string {
  if (found.length === 0) return `${WAIT_TEXTS.none[reader.language]}\n`;
  const columns = [
    { heading: WAIT_HEADINGS.order },
    { heading: WAIT_HEADINGS.account },
    { heading: WAIT_HEADINGS.brand },
    { heading: WAIT_HEADINGS.type },
    { heading: WAIT_HEADINGS.waitingOn, words: true },
    { heading: WAIT_HEADINGS.party },
    { heading: WAIT_HEADINGS.since, times: true },
    { heading: WAIT_HEADINGS.deadline, times: true },
  ];
  const rows = found.map((each) => [
    each.orderId,
    each.account,
    each.brand,
    each.type,
    worded(WAIT_WORDS, each.waitingOn, reader),
    worded(PARTY_WORDS, each.party, reader),
    clockTime(each.since, reader),
    clockTime(each.deadline, reader),
  ]);
  return tableFor(reader, columns, rows, width);
}
