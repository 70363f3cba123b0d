/** Waits counted for the desk: by party and age, by wait, brand and CA. */
import type { DeskCount } from '../../../db/statements/orders/desk.js';
import { DESK_AGES, deskAges } from '../../../domain/orders/desk.js';
import { PARTY_WORDS } from '../../../domain/orders/status-markdown.js';
import { WAIT_WORDS } from '../../../domain/wait-words.js';
import { PARTIES, PARTY_OF } from '../../../domain/waits.js';
import type { DeskTally, DeskView } from './views.js';

export function deskSummary(counts: readonly DeskCount[]): Omit<DeskView, 'at' | 'owed'> {
  return {
    ...tallyOf(counts),
    ages: deskAges(),
    byParty: PARTIES.map((party) => {
      const of = counts.filter(({ waitingOn }) => PARTY_OF[waitingOn] === party);
      const ages = DESK_AGES.map((_days, age) => tallyOf(of.filter((each) => each.age === age)).count);
      return { party, called: PARTY_WORDS[party], ...tallyOf(of), ages };
    }),
    byWait: grouped(counts, ({ waitingOn }) => waitingOn).map(([{ waitingOn: wait }, tally]) => ({
      wait,
      party: PARTY_OF[wait],
      called: WAIT_WORDS[wait],
      ...tally,
    })),
    byBrand: grouped(counts, ({ brand }) => brand).map(([{ brand }, tally]) => ({ brand, ...tally })),
    byConnection: grouped(counts, ({ connectionId }) => connectionId ?? '').map(
      ([{ connectionId, connection }, tally]) => ({ connectionId, name: connection, ...tally }),
    ),
  };
}

function tallyOf(counts: readonly DeskCount[]): DeskTally {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    overdue: counts.reduce((sum, { overdue }) => sum + overdue, 0),
  };
}

/** The largest first. */
function grouped(
  counts: readonly DeskCount[],
  keyOf: (count: DeskCount) => string,
): (readonly [DeskCount, DeskTally])[] {
  const groups = new Map<string, [DeskCount, ...DeskCount[]]>();
  for (const count of counts) {
    const group = groups.get(keyOf(count));
    if (group) group.push(count);
    else groups.set(keyOf(count), [count]);
  }
  return [...groups.values()]
    .map((group) => [group[0], tallyOf(group)] as const)
    .sort(([, one], [, other]) => other.count - one.count);
}
