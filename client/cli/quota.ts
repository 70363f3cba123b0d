/** `sealflow quota`: how many free certificates the account may still order, and where. */
import type { Command } from 'commander';
import type { FreePlacesView, PlacesView } from '../catalogue/free-places.js';
import { onClient } from './command.js';
import type { Terminal } from './terminal.js';
import { table } from './table.js';
import { time } from './text.js';

export function addQuotaCommand(program: Command, terminal: Terminal): void {
  program
    .command('quota')
    .description('places of free certificates: taken, left, and when the next one is released')
    .action((_flags: object, command: Command) =>
      onClient(command, terminal, async (client, { answer }) => {
        const places = await client.freePlaces.show();
        answer(places, () => quotaText(places));
      }),
    );
}

function quotaText({ perAccount, domains }: FreePlacesView): string {
  const rows = [cells('this account', perAccount), ...domains.map((place) => cells(place.domain, place))];
  return table([['FREE CERTIFICATES', 'TAKEN', 'LIMIT', 'NEXT RELEASE'], ...rows]);
}

function cells(what: string, { taken, limit, nextReleaseAt }: PlacesView): string[] {
  return [what, String(taken), String(limit), time(nextReleaseAt) || '-'];
}
