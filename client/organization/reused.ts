/** An earlier order's check of the company, named to be taken again: may it be? */
import { loadReusableCheck } from '../../db/statements/organization/checks.js';
import { companyKeyOf } from '../../domain/organization/company-identity.js';
import type { ResolvedOrderForm } from '../../domain/orders/form.js';
import type { OrderTerms } from '../../domain/orders/terms.js';
import { refusalOfOrganizationReuse } from '../../domain/organization/reuse.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ownOrder } from '../orders/acting.js';
import type { ClientContext } from '../context.js';

/**
 * Judged as of now, so that people hear it at once; the dates are judged again when the certificate is issued. Throws
 * Refusal (`reuseOrganizationOf`): NotFound for an order that is not the account's, InvalidInput where the brand asks every
 * time, for another company or type, and for a check that is too old.
 */
export async function refuseUnusableReuse(
  context: Pick<ClientContext, 'database' | 'account' | 'temporal'>,
  { company, reuseOrganizationOf: earlier }: Pick<ResolvedOrderForm, 'company' | 'reuseOrganizationOf'>,
  { brand, certificateType, organization }: OrderTerms,
): Promise<void> {
  if (earlier === undefined || !organization || !company) return;
  await ownOrder(context, earlier).catch((error: unknown) => {
    throw error instanceof Refusal ? unknownOrder(earlier) : error;
  });
  const wanted = { brand, certificateType, way: organization.way };
  const checked = await loadReusableCheck(context.database, context.account, earlier);
  const refusal = refusalOfOrganizationReuse(wanted, checked, companyKeyOf(company), new Date());
  if (refusal) throw new Refusal(refusal);
}

function unknownOrder(orderId: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'reuseOrganizationOf',
      message: { zh: `没有订单 ${orderId}`, en: `There is no order ${orderId}` },
      accepted: {
        zh: '本账号中同一企业的订单编号,或不填',
        en: 'the id of an order of this account for the same company, or none',
      },
    }),
  );
}
