/** `sealflow quota`: how many free certificates the account may still order, and where. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import type { FreePlacesView, PlacesView } from '../catalogue/free-places.js';
import { onClient } from './command.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { clockTime } from './text.js';
import { QUOTA_HEADINGS, THIS_ACCOUNT } from './texts/plan.js';

export function addQuotaCommand(program: Command, terminal: Terminal): void {
  program.command('quota').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const places = await client.freePlaces.show();
      answer(places, () => quotaText(places, reader));
    }),
  );
}

function quotaText({ perAccount, domains }: FreePlacesView, reader: Reader): string {
  const account = THIS_ACCOUNT[reader.language];
  const rows = [
    cells(account, perAccount, reader),
    ...domains.map((place) => cells(place.domain, place, reader)),
  ];
  const columns = [
    { heading: QUOTA_HEADINGS.whose },
    { heading: QUOTA_HEADINGS.taken },
    { heading: QUOTA_HEADINGS.limit },
    { heading: QUOTA_HEADINGS.next, times: true },
  ];
  return tableFor(reader, columns, rows);
}

function cells(what: string, { taken, limit, nextReleaseAt }: PlacesView, reader: Reader): string[] {
  return [what, String(taken), String(limit), clockTime(nextReleaseAt, reader) || '-'];
}
