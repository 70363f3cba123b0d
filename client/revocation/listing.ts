/** All requests to revoke of the account, page by page: how far each is, without what only its own page shows. */
import { listRevocations, type RevocationRecord } from '../../db/statements/revocation/lists.js';
import { shownAction } from '../../domain/orders/next-action.js';
import { PARTY_OF } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { limitOf } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import type { RevocationView } from './views.js';

export type RevocationSummary = Omit<RevocationView, 'validations' | 'letters'>;

/** Newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
export async function pageOfRevocations(
  { database, account, principal }: Pick<ClientContext, 'database' | 'account' | 'principal'>,
  { limit, after }: PageRequest,
): Promise<ListPage<RevocationSummary>> {
  const named = { list: 'revocations', account, filter: {} } as const;
  const place = placeOf(named, after);
  const peopleOnly = principal?.role === 'letters';
  const wanted = { peopleOnly, limit: limitOf(limit), ...(place && { after: place }) };
  return pageFrom(named, await listRevocations(database, account, wanted), summaryOf);
}

function summaryOf(record: RevocationRecord): RevocationSummary {
  const { account: _account, validations: _validations, startedAt: _startedAt, createdAt, ...shown } = record;
  return {
    ...shown,
    requestedAt: createdAt,
    party: shown.waitingOn && PARTY_OF[shown.waitingOn],
    nextAction: shown.nextAction && shownAction(shown.nextAction),
  };
}
