/** Renewal: a new plan of the same product and names follows the old one (ordering rules, section 8). */
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { ClientContext } from '../../context.js';
import { changedForm, refuseLostPassword, type FormChanges } from '../../orders/prefilled-form.js';
import type { Quote } from '../../orders/quoting.js';
import {
  quoteSuccession,
  succeed,
  type Predecessor,
  type SucceedingOrder,
  type SuccessionRequest,
  type Successor,
} from './succeeding.js';

export interface FollowRequest {
  readonly changes?: FormChanges;
  /** The new key's; where the old key had one and is not kept, say one or false. */
  readonly keyPassword?: string | false;
  readonly idempotencyKey?: string;
  /** The price that the caller saw, in fen: as `CreateRequest` has it. */
  readonly expectedPrice?: number;
}

/** Key, CSR and key password stay where the order says "reuse configuration", unless the changes name a CSR or a password. */
export async function renewCertificate(
  context: ClientContext,
  id: string,
  request: FollowRequest = {},
): Promise<SucceedingOrder> {
  return await succeed(context, id, renewal(context, request));
}

/** What the renewal would cost. Throws Refusal as `renewCertificate`. */
export async function quoteRenewal(
  context: ClientContext,
  id: string,
  request: FollowRequest = {},
): Promise<Quote> {
  return await quoteSuccession(context, id, renewal(context, request));
}

function renewal(context: ClientContext, request: FollowRequest): SuccessionRequest {
  const { changes = {}, idempotencyKey, expectedPrice } = request;
  refuseAnotherProduct(changes);
  return {
    purpose: 'renewal',
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    identity: identityOf(request),
    expectedPrice,
    make: (predecessor) => made(context, predecessor, request),
  };
}

/** Of a password only that there is one. */
export function identityOf({ changes = {}, keyPassword }: FollowRequest): Readonly<Record<string, unknown>> {
  const { keyPassword: inChanges, ...rest } = changes;
  return { changes: rest, hasKeyPassword: typeof (keyPassword ?? inChanges) === 'string' };
}

async function made(
  context: ClientContext,
  { form, orderId, certificate }: Predecessor,
  { changes = {}, keyPassword = changes.keyPassword ?? undefined }: FollowRequest,
): Promise<Successor> {
  const keepsConfiguration = changes.reuseConfiguration ?? certificate.keepsConfiguration;
  const keepsKey = keepsConfiguration && changes.csr === undefined && keyPassword === undefined;
  if (!keepsKey) await refuseLostPassword(context, orderId, keyPassword);
  return { form: changedForm(form, changes, keyPassword), keepsKey };
}

function refuseAnotherProduct(changes: FormChanges): void {
  const field = (['brand', 'type', 'names'] as const).find((name) => name in changes);
  if (field === undefined) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: {
        zh: `续费时证书的 ${field} 保持不变`,
        en: `A renewal keeps the ${field} of the certificate`,
      },
      accepted: {
        zh: '更换产品或域名请用 `sealflow certificate replace CERTIFICATE --form-changes FILE.yaml`',
        en: '`sealflow certificate replace CERTIFICATE --form-changes FILE.yaml` for another product or other names',
      },
    }),
  );
}
