/** Where an order stands, as people read it. */
import type { OrderState } from '../../domain/orders/states.js';
import type { Bilingual } from '../../domain/bilingual.js';
import type { OrderTrack } from '../../domain/orders/tracks.js';
import type { Wait } from '../../domain/waits.js';

/** Local: short steps on our own database. */
export interface OrderRecordActivities {
  /** Idempotent, and never overtaken: a write whose sequence is not newer than the stored one changes nothing. */
  recordProgress(progress: ProgressRecord): Promise<void>;
}

export interface ProgressRecord {
  readonly orderId: string;
  /** Counts this order's writes, from 1. */
  readonly sequence: number;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: Bilingual;
  readonly reason?: string;
  /** Domain and organization side by side, where the order has both. */
  readonly tracks?: readonly OrderTrack[];
}
