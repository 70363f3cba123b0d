/** Another product or other names in a certificate's place, which stays until the new one is issued; a free one is upgraded. */
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { ClientContext } from '../../context.js';
import { changedForm, refuseLostPassword, type FormChanges } from '../../orders/prefilled-form.js';
import { identityOf, type FollowRequest } from './renew.js';
import { succeed, type AskedPurpose, type SucceedingOrder } from './succeeding.js';

export async function replaceCertificate(
  context: ClientContext,
  id: string,
  request: FollowRequest = {},
): Promise<SucceedingOrder> {
  refuseTheSame(request.changes ?? {});
  return await follow(context, id, 'replacement', request);
}

export interface UpgradeRequest extends FollowRequest {
  /** What is bought in place of the free certificate. */
  readonly brand: NonNullable<FormChanges['brand']>;
  readonly type: NonNullable<FormChanges['type']>;
}

export async function upgradeCertificate(
  context: ClientContext,
  id: string,
  { brand, type, changes = {}, ...rest }: UpgradeRequest,
): Promise<SucceedingOrder> {
  if (type === 'dv-free') throw stillFree();
  return await follow(context, id, 'upgrade', { ...rest, changes: { ...changes, brand, type } });
}

async function follow(
  context: ClientContext,
  id: string,
  purpose: AskedPurpose,
  request: FollowRequest,
): Promise<SucceedingOrder> {
  const { changes = {}, keyPassword = changes.keyPassword ?? undefined, idempotencyKey } = request;
  return await succeed(context, id, {
    purpose,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    identity: identityOf(request),
    make: async ({ form, orderId }) => {
      await refuseLostPassword(context, orderId, keyPassword);
      return {
        form: changedForm(form, { ...withFittingKey(form, changes), ...changes }, keyPassword),
        keepsKey: false,
      };
    },
  });
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
