/** Reissue: a new certificate of the same plan, names and product, with a new key or the same CSR (ordering rules, section 8). */
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { ClientContext } from '../../context.js';
import { changedForm, refuseLostPassword } from '../../orders/prefilled-form.js';
import { succeed, type Predecessor, type SucceedingOrder, type Successor } from './succeeding.js';

export interface ReissueRequest {
  /** `new-key` (default): made here as the old one was. `same`: key and CSR stay. `pem`: a CSR of the subscriber's. */
  readonly csr?: 'same' | 'new-key' | { readonly pem: string };
  /** The new key's; where the old key had one, say one or false. */
  readonly keyPassword?: string | false;
  readonly idempotencyKey?: string;
}

export async function reissueCertificate(
  context: ClientContext,
  id: string,
  { csr = 'new-key', keyPassword, idempotencyKey }: ReissueRequest = {},
): Promise<SucceedingOrder> {
  refuseUnknownCsr(csr);
  return await succeed(context, id, {
    purpose: 'reissue',
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    identity: { csr, hasKeyPassword: typeof keyPassword === 'string' },
    make: (predecessor) => made(context, predecessor, csr, keyPassword),
  });
}

async function made(
  context: ClientContext,
  { form, orderId }: Predecessor,
  csr: NonNullable<ReissueRequest['csr']>,
  keyPassword: string | false | undefined,
): Promise<Successor> {
  if (csr === 'same') {
    if (typeof keyPassword === 'string') throw passwordStays();
    return { form: changedForm(form, {}, undefined), keepsKey: true };
  }
  if (typeof csr === 'object')
    return {
      form: changedForm(form, { csr: { mode: 'paste', pem: csr.pem } }, keyPassword),
      keepsKey: false,
    };
  await refuseLostPassword(context, orderId, keyPassword);
  const changes = form.csr.mode === 'paste' ? { csr: { mode: 'generate' } as const } : {};
  return { form: changedForm(form, changes, keyPassword), keepsKey: false };
}

/** Other programs, and the command line, hand in what people typed. */
function refuseUnknownCsr(csr: unknown): void {
  if (csr === 'same' || csr === 'new-key') return;
  if (typeof csr === 'object' && csr !== null && 'pem' in csr && typeof csr.pem === 'string') return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'csr',
      message: { zh: 'csr 不是可接受的值', en: 'csr is none of the accepted values' },
      accepted: { zh: 'same、new-key,或 PEM 格式的 CSR', en: 'same, new-key, or a CSR in PEM form' },
    }),
  );
}

function passwordStays(): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      field: 'keyPassword',
      message: {
        zh: '密钥原样保留,包括它的密码(如有)',
        en: 'The key is kept as it is, with its password or without one',
      },
      accepted: { zh: '不填私钥密码,或使用新密钥', en: 'no key password, or a new key' },
    }),
  );
}
