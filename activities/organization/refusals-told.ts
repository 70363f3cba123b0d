/** What the CA refused last is told for as long as its subscriber has to act: a look must not take it away again. */
import type { Bilingual } from '../../domain/bilingual.js';
import { ORDER_REASONS, ORGANIZATION_REASONS } from '../../domain/orders/reason-texts.js';
import { clauses, withWhy, wordsOfReason } from '../../domain/told.js';
import type { Queryable } from '../../db/database.js';
import { listLetters } from '../../db/statements/organization/letters.js';
import {
  loadLatestRefusalOfDetails,
  type RefusalOfDetails,
} from '../../db/statements/organization/details.js';
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
      ORGANIZATION_REASONS.lastLetterRefused,
      FOR_A_LETTER.includes(turn.wait) ? await letterRefusal(database, orderId) : undefined,
    ),
    told(ORGANIZATION_REASONS.lastChangeRefused, await detailsRefusal(database, orderId)),
  ];
  return { ...turn, reason: clauses([turn.reason, ...refusals.flat()]) };
}

function told(words: Bilingual, reason: Bilingual | undefined): Bilingual[] {
  return reason === undefined ? [] : [withWhy(words, reason)];
}

async function letterRefusal(database: Queryable, orderId: string): Promise<Bilingual | undefined> {
  const newest = (await listLetters(database, { orderId })).at(-1);
  return newest?.status === 'refused' ? whyOf(newest) : undefined;
}

async function detailsRefusal(database: Queryable, orderId: string): Promise<Bilingual | undefined> {
  const refusal = await loadLatestRefusalOfDetails(database, orderId);
  return refusal && whyOf(refusal);
}

function whyOf(refusal: RefusalOfDetails): Bilingual {
  return wordsOfReason(refusal) ?? ORDER_REASONS.noReason;
}
