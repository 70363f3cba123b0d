/** What the CA's people have before them, and what they wait for from others. */
import { DESK_OF_STEP, type CaDesk } from '../../../domain/development/ca-people.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { CheckChannel } from '../../../domain/organization/form.js';
import type { StoredOrganization, StoredStep } from '../organization/stored-organization.js';
import type { StoredOrder } from '../stored-order.js';

/** Holds personal data: for the CA's people only. */
export interface WaitingItem {
  /** The client's reference of the order. */
  readonly order: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly company: string;
  readonly desk: CaDesk | 'mail';
  readonly step: OrganizationStep;
  readonly waitsFor: 'ca' | 'subscriber';
  readonly since: string;
  readonly detail: string | null;
  readonly detailChinese?: string | undefined;
  /** Whom the phone desk reaches, and how; null elsewhere. */
  readonly channel: CheckChannel | { readonly by: 'phone'; readonly number: string } | null;
}

/** Everything that nobody has passed yet, longest waiting first. Steps that can't begin yet wait for nobody. */
export function waitingItems(orders: readonly StoredOrder[]): WaitingItem[] {
  return orders
    .filter(({ status }) => status === 'validating')
    .flatMap((order) => itemsOf(order))
    .sort((one, other) => one.since.localeCompare(other.since));
}

function itemsOf(order: StoredOrder): WaitingItem[] {
  const { organization } = order;
  if (!organization) return [];
  const open = organization.steps.filter(({ status, notYet }) => status !== 'passed' && !notYet);
  return open.map((present) => itemOf(order, organization, present));
}

function itemOf(order: StoredOrder, organization: StoredOrganization, present: StoredStep): WaitingItem {
  const { reference, brand, type } = order;
  const { step, status, since, detail, detailChinese } = present;
  const desk = DESK_OF_STEP[step];
  return {
    order: reference,
    brand,
    type,
    company: organization.company.fullName,
    desk,
    step,
    waitsFor: status === 'with-ca' ? 'ca' : 'subscriber',
    since,
    detail: detail ?? null,
    detailChinese,
    channel: desk === 'phone' ? channelOf(organization) : null,
  };
}

function channelOf({ channel, contact }: StoredOrganization): NonNullable<WaitingItem['channel']> {
  return channel ?? { by: 'phone', number: contact.phone };
}
