/** What the branches of one running order share. */
import { patched, setHandler } from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { orderRecollection, type CertificateOrderInput, type OrderRecollection } from './messages.js';
import { Progress } from './progress.js';
import { Requests } from './requests.js';

/** Changes of orders that were under way when they were made. Stored in histories: add none, orders have a version in their input. */
export type Change =
  | '2026-11-payment-asked-for-when-missing'
  | '2026-11-publish-again'
  | '2026-11-steps-retried-on-request'
  | '2026-11-undelivered-is-revoked';

export class OrderInProgress {
  readonly progress: Progress;
  readonly requests: Requests;
  /** From here on the CA may know the order: whatever ends it must ask the CA. */
  placementBegan = false;
  /** From here on money may be set aside: whatever ends the order takes it or gives it back. */
  paymentBegan = false;
  /** Issued after all, and revoked again: nobody wanted it any more. */
  revokedAtOnce = false;
  /** From here on something of ours may stand in DNS or on a web server. */
  publicationBegan = false;
  /** How often the ball was passed back: the more often, the longer a change must last to count. */
  changes = 0;
  /** What was waited for was settled by a look that people asked for: what comes next is looked at now as well. */
  settledAsAsked = false;
  /** True while the CA takes every name as validated before. */
  domainReused = false;
  /** Why the proof has to be shown again, where it was lost. */
  lostProof: Bilingual | undefined;

  constructor(readonly input: CertificateOrderInput) {
    this.progress = new Progress(input);
    this.requests = new Requests(this.progress, input.submission, (change) => this.has(change));
    setHandler(orderRecollection, (): OrderRecollection => {
      const { submission } = this.requests;
      const { status, sequence } = this.progress;
      return { input, ...(submission && { submission }), status, sequence };
    });
  }

  /** A workflow before this one may have done anything of what an order does. */
  mayHaveDoneAll(): void {
    this.placementBegan = true;
    this.publicationBegan = true;
    this.paymentBegan = this.requests.submission?.terms.price !== undefined;
  }

  /** Its steps are cut as those of new orders are; one that an older program started takes the steps of then. */
  get isMerged(): boolean {
    return this.input.steps === 'merged';
  }

  /** Does the order take the way that was changed so? Merged steps came after all of these: nothing has to be put on record. */
  has(change: Change): boolean {
    return this.isMerged || patched(change);
  }

  get orderId(): string {
    return this.input.orderId;
  }
}
