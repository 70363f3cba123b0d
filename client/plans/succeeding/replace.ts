/** Another product or other names in a certificate's place, which stays until the new one is issued; a free one is upgraded. */
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { ClientContext } from '../../context.js';
import { changedForm, refuseLostPassword, type FormChanges } from '../../orders/prefilled-form.js';
import { identityOf, type FollowRequest } from './renew.js';
import type { Quote } from '../../orders/quoting.js';
import {
  quoteSuccession,
  succeed,
  type AskedPurpose,
  type SucceedingOrder,
  type SuccessionRequest,
} from './succeeding.js';

export async function replaceCertificate(
  context: ClientContext,
  id: string,
  request: FollowRequest = {},
): Promise<SucceedingOrder> {
  return await succeed(context, id, replacement(context, request));
}

/** What the replacement would cost. Throws Refusal as `replaceCertificate`. */
export async function quoteReplacement(
  context: ClientContext,
  id: string,
  request: FollowRequest = {},
): Promise<Quote> {
  return await quoteSuccession(context, id, replacement(context, request));
}

function replacement(context: ClientContext, request: FollowRequest): SuccessionRequest {
  refuseTheSame(request.changes ?? {});
  return following(context, 'replacement', request);
}

export interface UpgradeRequest extends FollowRequest {
  /** What is bought in place of the free certificate. */
  readonly brand: NonNullable<FormChanges['brand']>;
  readonly type: NonNullable<FormChanges['type']>;
}

export async function upgradeCertificate(
  context: ClientContext,
  id: string,
  request: UpgradeRequest,
): Promise<SucceedingOrder> {
  return await succeed(context, id, upgrade(context, request));
}

/** What the upgrade would cost. Throws Refusal as `upgradeCertificate`. */
export async function quoteUpgrade(
  context: ClientContext,
  id: string,
  request: UpgradeRequest,
): Promise<Quote> {
  return await quoteSuccession(context, id, upgrade(context, request));
}

function upgrade(
  context: ClientContext,
  { brand, type, changes = {}, ...rest }: UpgradeRequest,
): SuccessionRequest {
  if (type === 'dv-free') throw stillFree();
  return following(context, 'upgrade', { ...rest, changes: { ...changes, brand, type } });
}

function following(context: ClientContext, purpose: AskedPurpose, request: FollowRequest): SuccessionRequest {
  const {
    changes = {},
    keyPassword = changes.keyPassword ?? undefined,
    idempotencyKey,
    expectedPrice,
  } = request;
  return {
    purpose,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    identity: identityOf(request),
    expectedPrice,
    make: async ({ form, orderId }) => {
      await refuseLostPassword(context, orderId, keyPassword);
      return {
        form: changedForm(form, { ...withFittingKey(form, changes), ...changes }, keyPassword),
        keepsKey: false,
      };
    },
  };
}

/** A pasted CSR has the old names, and another product may not take the old kind of key: then its recommended one is made. */
function withFittingKey(form: StorableOrderForm, { brand, type }: FormChanges): FormChanges {
  const isAnotherProduct = (brand ?? form.brand) !== form.brand || (type ?? form.type) !== form.type;
  return form.csr.mode === 'paste' || isAnotherProduct ? { csr: { mode: 'generate' } } : {};
}

function refuseTheSame(changes: FormChanges): void {
  if (['brand', 'type', 'names'].some((field) => field in changes)) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'changes',
      message: {
        zh: '替换是更换产品或域名:这些都没有改变',
        en: 'A replacement is another product or other names: nothing of these is changed',
      },
      accepted: {
        zh: 'brand、type 或 names;只更换密钥属于重新签发',
        en: 'brand, type or names; another key alone is a reissue',
      },
    }),
  );
}

function stillFree(): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      field: 'type',
      message: { zh: '只能升级到付费产品', en: 'An upgrade is to a paid product' },
      accepted: { zh: '除 dv-free 以外的任何类型', en: 'any type but dv-free' },
    }),
  );
}
