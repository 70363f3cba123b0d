/** What the desk shows of orders: whose turn it is, for how long, by when. Neither names nor people nor what is to be done. */
import type { DeskRow } from '../../../db/statements/orders/desk.js';
import { orderPageUrls, type OrderPages, type PageAddresses } from '../../../domain/orders/pages.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { DeskAge } from '../../../domain/orders/desk.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { shownAction, type ShownAction } from '../../../domain/orders/next-action.js';
import { WAIT_WORDS } from '../../../domain/wait-words.js';
import { PARTY_OF, type Party, type Wait } from '../../../domain/waits.js';
import { waitOfTrack, type WaitOfTrack } from '../waits.js';
import type { AttemptView } from '../views.js';

/** Times are ISO 8601, UTC. */
export interface DeskOrderView {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly state: OrderState;
  /** Null once it has ended. */
  readonly waitingOn: Wait | null;
  readonly party: Party | null;
  /** What it waits for, in words. */
  readonly waitsFor: Bilingual | null;
  /** Null for operators, as all that the form says. */
  readonly names: readonly string[] | null;
  readonly nextAction: ShownAction | null;
  readonly since: string | null;
  readonly deadline: string | null;
  /** Its deadline has passed, and it waits all the same. */
  readonly isOverdue: boolean;
  /** Domain and organization side by side; empty where there is one proof only. */
  readonly tracks: readonly WaitOfTrack[];
  readonly createdAt: string;
  readonly pages: OrderPages;
}

/** In a list. */
export interface ListedDeskOrder extends DeskOrderView {
  /** Whoever asks placed it, and may do what it waits for. */
  readonly mine: boolean;
}

export interface DeskWhyView extends DeskOrderView {
  /** All that is being tried, with its last failure, the one that was tried most often first. Empty where Temporal did not answer. */
  readonly attempts: readonly AttemptView[];
}

export interface DeskCheckView {
  /** False where no answer newer than the request came in time. */
  readonly fresh: boolean;
  readonly order: DeskWhyView;
}

export interface DeskTally {
  readonly count: number;
  readonly overdue: number;
}

export interface DeskView extends DeskTally {
  readonly at: string;
  /** What `ages` below count, in this order. */
  readonly ages: readonly DeskAge[];
  /** Every party, also those whom nothing waits for. */
  readonly byParty: readonly (DeskTally & {
    readonly party: Party;
    readonly called: Bilingual;
    readonly ages: readonly number[];
  })[];
  readonly byWait: readonly (DeskTally & {
    readonly wait: Wait;
    readonly party: Party;
    readonly called: Bilingual;
  })[];
  readonly byBrand: readonly (DeskTally & { readonly brand: Brand })[];
  /** By the connection to the CA; null: the installation's settings, or none yet. */
  readonly byConnection: readonly (DeskTally & {
    readonly connectionId: string | null;
    readonly name: string | null;
  })[];
  /** Money to be given back, by currency, in its smallest unit. */
  readonly owed: readonly {
    readonly currency: string;
    readonly count: number;
    readonly amount: number;
    readonly oldestSince: string | null;
  }[];
}

export function deskOrderView(row: DeskRow, pages: PageAddresses, now: number): DeskOrderView {
  const { orderId, account, brand, type, state, waitingOn, since, deadline, tracks, createdAt } = row;
  return {
    ...{ orderId, account, brand, type, state, waitingOn },
    party: waitingOn && PARTY_OF[waitingOn],
    waitsFor: waitingOn && WAIT_WORDS[waitingOn],
    names: row.names ?? null,
    nextAction: row.nextAction ? shownAction(row.nextAction) : null,
    since: since?.toISOString() ?? null,
    deadline: deadline?.toISOString() ?? null,
    isOverdue: waitingOn !== null && deadline !== null && deadline.getTime() < now,
    tracks: (tracks ?? []).map(waitOfTrack),
    createdAt: createdAt.toISOString(),
    pages: orderPageUrls(orderId, pages),
  };
}
