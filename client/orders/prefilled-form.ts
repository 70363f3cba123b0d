/** The form of an earlier order, as it stood last, for an order that follows it: prefilled, changed, read anew. */
import { keyHasPassword } from '../../db/statements/certificates/keys.js';
import { loadForm } from '../../db/statements/orders/row.js';
import { parseOrderForm, type OrderForm, type StorableOrderForm } from '../../domain/orders/form.js';
import { hashFor } from '../../domain/orders/terms.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ownOrder } from './acting.js';
import type { ClientContext } from '../context.js';
import type { OrderFormInput } from './creating.js';

/** Fields of the form to set anew; null takes an optional one away. */
export type FormChanges = { readonly [Field in keyof OrderFormInput]?: OrderFormInput[Field] | null };

/** A changed contact, channel or validation method is in it. Undefined where the form was never handed in. */
export async function formOfOrder(
  context: ClientContext,
  orderId: string,
): Promise<StorableOrderForm | undefined> {
  const form = (await loadForm(context.database, orderId)) as StorableOrderForm | null | undefined;
  const { validationMethod } = await ownOrder(context, orderId);
  return form ? { ...form, csr: csrOf(form), validation: validationMethod ?? form.validation } : undefined;
}

/** Forms of before could name a hash that an SM2 key never had. */
function csrOf({ csr }: StorableOrderForm): StorableOrderForm['csr'] {
  return csr.mode === 'generate' ? { ...csr, hash: hashFor(csr) } : csr;
}

/** Reads the changed form. `keyPassword`: false for none. Throws Refusal as `parseOrderForm` does. */
export function changedForm(
  base: StorableOrderForm,
  changes: FormChanges,
  keyPassword: string | false | undefined,
): OrderForm {
  const { keyPassword: _asked, ...wanted } = { ...base, ...changes };
  const given = Object.entries(wanted).filter(([, value]) => value !== null);
  return parseOrderForm({
    ...Object.fromEntries(given),
    ...(typeof keyPassword === 'string' && { keyPassword }),
  });
}

/** Where the old key had a password, the new one needs its own: nobody can read the old one. Throws Refusal `keyPassword`. */
export async function refuseLostPassword(
  { database }: ClientContext,
  orderId: string,
  keyPassword: string | false | undefined,
): Promise<void> {
  if (keyPassword !== undefined || !(await keyHasPassword(database, orderId))) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'keyPassword',
      message: {
        zh: '原订单的私钥设有密码,且无人能读取:新密钥需要自己的密码',
        en: "The old order's key has a password, which nobody can read: the new key needs one of its own",
      },
      accepted: {
        zh: '私钥密码(--key-password-file),或不设密码(--no-key-password)',
        en: 'a key password (--key-password-file), or none (--no-key-password)',
      },
    }),
  );
}
