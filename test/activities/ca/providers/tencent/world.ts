// An account at the reseller, and adapters of it that share what is on record: as several workers would.
import { createTencentCa } from '../../../../../activities/ca/providers/tencent/index.js';
import type {
  CaOrder,
  CaOrderRequest,
  CertificateAuthority,
} from '../../../../../activities/ca/certificate-authority.js';
import type { Database } from '../../../../../db/database.js';
import { tencentKind, type TencentForm } from '../../../../../domain/connections/kinds/tencent.js';
import { OrderFailure } from '../../../../../domain/failures.js';
import { RESELLER_KEY, startReseller, type Reseller } from '../../../../support/peers/tencent-reseller.js';

export interface TencentWorld {
  readonly reseller: Reseller;
  /** Another worker: nothing of what the one before had in mind. */
  open(form?: Partial<TencentForm>): CertificateAuthority;
  /** All clocks of ours. */
  pass(ms: number): void;
  readonly now: () => number;
}

let worlds = 0;

export async function startTencentWorld(database: Database): Promise<TencentWorld> {
  const reseller = await startReseller();
  worlds += 1;
  const connectionId = `connection-${worlds}`;
  let passed = 0;
  const clock = () => Date.now() + passed;
  reseller.now = clock;
  return {
    reseller,
    now: clock,
    pass: (ms) => (passed += ms),
    open: (form = {}) =>
      createTencentCa(
        tencentKind.form.parse({
          ...RESELLER_KEY,
          contactEmail: 'ops@example.com',
          endpoint: reseller.url,
          ...form,
        }),
        { database, clock, connectionId, name: 'tencent', timeoutMs: 5_000 },
      ),
  };
}

export async function failureOf(call: Promise<unknown>): Promise<OrderFailure> {
  const failure: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof OrderFailure) return failure;
  throw new Error(`no OrderFailure but ${String(failure)}`);
}

/** As a workflow does it: tried again by whoever comes next, who asks first what there is. */
export async function placedAtLast(
  world: TencentWorld,
  request: CaOrderRequest,
  most = 20,
): Promise<CaOrder> {
  for (let attempt = 0; attempt < most; attempt += 1) {
    const ca = world.open();
    try {
      const found = attempt > 0 ? await ca.findByReference(request.reference) : undefined;
      return found && found.isUnfinished !== true ? found : await ca.placeOrder(request);
    } catch (error) {
      if (!(error instanceof OrderFailure) || error.type === 'OrderRefusedByCa') throw error;
      world.pass(Math.max(error.options.retryAfterMs ?? 0, 30_000));
    }
  }
  throw new Error(`not placed after ${most} attempts`);
}
