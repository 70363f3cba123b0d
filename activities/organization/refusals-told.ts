/** What the CA refused last is told for as long as its subscriber has to act: a look must not take it away again. */
import type { Queryable } from '../../db/database.js';
import { listLetters } from '../../db/statements/organization/letters.js';
import { loadLatestRefusalOfDetails } from '../../db/statements/organization/details.js';
import type { OrganizationTurn } from '../../domain/organization/turn.js';
import { PARTY_OF, type OrganizationWait } from '../../domain/waits.js';

const FOR_A_LETTER: readonly OrganizationWait[] = ['subscriber-letter', 'subscriber-application-form'];

export async function withRefusals(
  database: Queryable,
  orderId: string,
  turn: OrganizationTurn,
): Promise<OrganizationTurn> {
  if (PARTY_OF[turn.wait] !== 'subscriber') return turn;
  const refusals = [
    told(
      'the last one was refused',
      FOR_A_LETTER.includes(turn.wait) ? await letterRefusal(database, orderId) : undefined,
    ),
    told('the last change was refused', await loadLatestRefusalOfDetails(database, orderId)),
  ];
  return { ...turn, reason: [turn.reason, ...refusals.flat()].join('; ') };
}

function told(words: string, reason: string | undefined): string[] {
  return reason === undefined ? [] : [`${words}: ${reason}`];
}

async function letterRefusal(database: Queryable, orderId: string): Promise<string | undefined> {
  const newest = (await listLetters(database, { orderId })).at(-1);
  return newest?.status === 'refused' ? (newest.reason ?? 'no reason given') : undefined;
}
