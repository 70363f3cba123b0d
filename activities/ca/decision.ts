/** What the CA has decided of an order meanwhile: its word counts whoever holds the ball, and whatever could not be done. */
import { CA_FAILURES } from '../../domain/ca-failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import { wordsOfReason } from '../../domain/told.js';
import type { CaOrder, CertificateAuthority } from './certificate-authority.js';
import { silenceOfFailure } from './silence.js';

/**
 * True where the CA asks for nothing any more: it issues, or has issued. Throws OrderFailure `OrderRefusedByCa`, with the
 * CA's reason, where it has ended the order.
 */
export function asksNothingMore(ca: Pick<CertificateAuthority, 'name'>, order: CaOrder): boolean {
  if (order.status === 'refused' || order.status === 'cancelled') throw refusedByCa(ca, order);
  return order.status === 'issuing' || order.status === 'issued';
}

export function refusedByCa({ name }: Pick<CertificateAuthority, 'name'>, order: CaOrder): OrderFailure {
  return new OrderFailure(
    'OrderRefusedByCa',
    wordsOfReason(order) ?? CA_FAILURES.orderIs(name, order.status),
  );
}

/** An order as its CA has it, and that CA, whose words are rid of personal data. */
export interface OrderAtCa {
  readonly ca: CertificateAuthority;
  readonly caReference: string;
}

/** The CA asks for nothing any more: what could not be done need not be done. */
export interface NothingMore {
  readonly nothingMore: CaOrder;
}

/**
 * Runs a step of an order that the CA has. Where it can't be done, the CA is asked before it is tried again: a step that
 * keeps failing must not hide that the order has ended, or is issued. Throws what the step throws, or OrderFailure
 * `OrderRefusedByCa`.
 */
export async function unlessDecided<Done>(
  open: () => Promise<OrderAtCa>,
  step: () => Promise<Done>,
): Promise<Done | NothingMore> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof OrderFailure) || wantsToBeLeftAlone(error)) throw error;
    const { ca, caReference } = await open();
    const atCa = await ca.orderStatus(caReference).catch(silenceOfFailure);
    if ('silent' in atCa || !asksNothingMore(ca, atCa)) throw error;
    return { nothingMore: atCa };
  }
}

/** A CA that limits our rate is not asked again at once. */
function wantsToBeLeftAlone({ type, options }: OrderFailure): boolean {
  return type === 'CaRateLimited' || options.retryAfterMs !== undefined;
}

export function isNothingMore(done: unknown): done is NothingMore {
  return typeof done === 'object' && done !== null && 'nothingMore' in done;
}
