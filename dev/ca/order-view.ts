/** What clients see of an order. */
import { lettersView } from './organization/received-letter.js';
import type { StoredOrganization } from './organization/stored-organization.js';
import { hasLockedPage } from './people/mails-due.js';
import type { StoredOrder } from './stored-order.js';

export function view(order: StoredOrder) {
  const { id, reference, status, reason, reasonChinese, names, organization, revoked } = order;
  const validations = order.validations.map(({ randomValue: _, proves: __, ...shown }) => shown);
  return {
    id,
    reference,
    status,
    reason,
    reasonChinese,
    names,
    validations,
    organization: organization && organizationView(order, organization),
    revokedAt: revoked?.at,
  };
}

/** Steps and letters; company and persons are what the client itself told. */
function organizationView(order: StoredOrder, { validatedAt, reused, steps, letters }: StoredOrganization) {
  return {
    status: validatedAt === undefined ? 'pending' : 'valid',
    validatedAt,
    reused,
    steps: steps.map(({ step, status, detail, detailChinese }) => ({
      step,
      status,
      detail,
      detailChinese,
      pageLocked: hasLockedPage(order, step) || undefined,
    })),
    letters: lettersView(letters),
  };
}
