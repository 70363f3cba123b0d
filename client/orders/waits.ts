/** Whose turn it is in every account: what an operator of the installation sees of orders, and no more. */
import { listWaits, type WaitRow } from '../../db/statements/orders/waits.js';
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import type { OrderState } from '../../domain/orders/states.js';
import type { OrderTrack, TrackName } from '../../domain/orders/tracks.js';
import { PARTY_OF, type Party, type Wait } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { limitOf } from './reading.js';

/** Neither names nor people nor what is to be done. Times are ISO 8601, UTC. */
export interface WaitView {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly state: OrderState;
  readonly waitingOn: Wait;
  readonly party: Party;
  readonly since: string | null;
  readonly deadline: string | null;
  /** Domain and organization side by side; empty where there is one proof only. */
  readonly tracks: readonly WaitOfTrack[];
  readonly createdAt: string;
}

export interface WaitOfTrack {
  readonly track: TrackName;
  readonly status: 'later' | 'open' | 'done';
  readonly waitingOn: Wait | null;
  readonly party: Party | null;
  readonly since: string | null;
  readonly deadline: string | null;
}

export class Waits {
  readonly #context: Pick<ClientContext, 'database'>;

  constructor(context: Pick<ClientContext, 'database'>) {
    this.#context = context;
  }

  /** Of all accounts, the newest orders first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async list(request: Omit<PageRequest, 'after'> = {}): Promise<WaitView[]> {
    return (await this.page(request)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after }: PageRequest = {}): Promise<ListPage<WaitView>> {
    const named = { list: 'waits', account: 'all of them', filter: {} } as const;
    const place = placeOf(named, after);
    const wanted = { limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listWaits(this.#context.database, wanted), waitView);
  }
}

function waitView({ since, deadline, createdAt, tracks, ...row }: WaitRow): WaitView {
  return {
    ...row,
    party: PARTY_OF[row.waitingOn],
    since: since?.toISOString() ?? null,
    deadline: deadline?.toISOString() ?? null,
    tracks: (tracks ?? []).map(waitOfTrack),
    createdAt: createdAt.toISOString(),
  };
}

export function waitOfTrack({ track, status, waitingOn, since, deadline }: OrderTrack): WaitOfTrack {
  return {
    track,
    status,
    waitingOn: waitingOn ?? null,
    party: waitingOn === undefined ? null : PARTY_OF[waitingOn],
    since: since ?? null,
    deadline: deadline ?? null,
  };
}
