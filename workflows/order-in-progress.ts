/** What the branches of one running order share. */
import { setHandler } from '@temporalio/workflow';
import { orderRecollection, type CertificateOrderInput, type OrderRecollection } from './messages.js';
import { Progress } from './progress.js';
import { Requests } from './requests.js';

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
  /** True while the CA takes every name as validated before. */
  domainReused = false;
  /** Why the proof has to be shown again, where it was lost. */
  lostProof: string | undefined;

  constructor(readonly input: CertificateOrderInput) {
    this.progress = new Progress(input);
    this.requests = new Requests(this.progress, input.submission);
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

  get orderId(): string {
    return this.input.orderId;
  }
}
