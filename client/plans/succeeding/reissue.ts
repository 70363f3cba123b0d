/** Reissue: a new certificate of the same plan, names and product, with a new key or the same CSR (ordering rules, section 8). */
import { KEY_ALGORITHMS, type KeyAlgorithm, type ValidationMethod } from '../../../domain/catalogue/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { ClientContext } from '../../context.js';
import { changedForm, refuseLostPassword, type FormChanges } from '../../orders/prefilled-form.js';
import { succeed, type Predecessor, type SucceedingOrder, type Successor } from './succeeding.js';

export interface ReissueRequest {
  /**
   * `new-key` (default): made here as the old one was. `same`: key and CSR stay. `pem`: a CSR of the subscriber's. `algorithm`: a
   * new key of another kind.
   */
  readonly csr?: 'same' | 'new-key' | { readonly pem: string } | { readonly algorithm: KeyAlgorithm };
  /** How control of the names is shown this time; left out, as before. */
  readonly validation?: ValidationMethod;
  /** The new key's; where the old key had one, say one or false. */
  readonly keyPassword?: string | false;
  readonly idempotencyKey?: string;
}

export async function reissueCertificate(
  context: ClientContext,
  id: string,
  { csr = 'new-key', validation, keyPassword, idempotencyKey }: ReissueRequest = {},
): Promise<SucceedingOrder> {
  refuseUnknownCsr(csr);
  return await succeed(context, id, {
    purpose: 'reissue',
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    identity: {
      csr,
      hasKeyPassword: typeof keyPassword === 'string',
      ...(validation !== undefined && { validation }),
    },
    make: (predecessor) =>
      made(context, predecessor, csr, keyPassword, validation === undefined ? {} : { validation }),
  });
}

async function made(
  context: ClientContext,
  { form, orderId }: Predecessor,
  csr: NonNullable<ReissueRequest['csr']>,
  keyPassword: string | false | undefined,
  method: FormChanges,
): Promise<Successor> {
  if (csr === 'same') {
    if (typeof keyPassword === 'string') throw passwordStays();
    return { form: changedForm(form, method, undefined), keepsKey: true };
  }
  if (typeof csr === 'object' && 'pem' in csr)
    return {
      form: changedForm(form, { ...method, csr: { mode: 'paste', pem: csr.pem } }, keyPassword),
      keepsKey: false,
    };
  await refuseLostPassword(context, orderId, keyPassword);
  const algorithm = typeof csr === 'object' ? { algorithm: csr.algorithm } : {};
  const isAnother = form.csr.mode === 'paste' || typeof csr === 'object';
  const changes = isAnother ? { csr: { mode: 'generate', ...algorithm } as const } : {};
  return { form: changedForm(form, { ...method, ...changes }, keyPassword), keepsKey: false };
}

/** Other programs, and the command line, hand in what people typed. */
function refuseUnknownCsr(csr: unknown): void {
  if (csr === 'same' || csr === 'new-key') return;
  if (typeof csr === 'object' && csr !== null) {
    if ('pem' in csr && typeof csr.pem === 'string') return;
    if ('algorithm' in csr && KEY_ALGORITHMS.some((known) => known === csr.algorithm)) return;
  }
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'csr',
      message: { zh: 'csr 不是可接受的值', en: 'csr is none of the accepted values' },
      accepted: {
        zh: 'same、new-key、PEM 格式的 CSR,或密钥算法',
        en: 'same, new-key, a CSR in PEM form, or an algorithm of keys',
      },
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
