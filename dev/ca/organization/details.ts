/** What a changed contact or channel means for the check (ordering rules, section 6). */
import { isDeepStrictEqual } from 'node:util';
import { ORGANIZATION_RULES } from '../../../domain/organization/ways.js';
import type { CheckChannel, Person } from '../../../domain/organization/form.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { ApiError, orderIs } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredOrganization, StoredStep } from './stored-organization.js';
import { firstSteps } from './ways.js';

export type ChangedDetails = { readonly contact: Person } | { readonly channel: CheckChannel };

/** The order with the details; the same object where nothing changes. Throws ApiError `details-refused`. */
export function withDetails(order: StoredOrder, details: ChangedDetails, now: Date): StoredOrder {
  const { organization } = order;
  const part = 'contact' in details ? 'contact' : 'channel';
  if (!organization || !ORGANIZATION_RULES[organization.way].repairs.includes(part))
    throw refused({
      zh: `${order.brand} ${order.type} 不能更换${PART_WORDS[part].zh}:请取消后重新下单`,
      en: `${order.brand} ${order.type} does not take another ${PART_WORDS[part].en}: cancel and order anew`,
    });
  const edited = { ...organization, ...details };
  const isSame = isDeepStrictEqual(edited, organization);
  if (isSame && !isWaitedFor(organization)) return order;
  if (order.status !== 'validating') throw refused(tooLate(orderIs(order.status)));
  if (organization.validatedAt !== undefined)
    throw refused({
      zh: '企业已通过核实:不能再更改',
      en: 'The company is validated: nothing is to be changed',
    });
  return { ...order, organization: { ...edited, steps: stepsAfter(edited, isSame, now) } };
}

const PART_WORDS = {
  contact: { zh: '联系人', en: 'contact' },
  channel: { zh: '联系渠道', en: 'channel' },
} as const satisfies Record<string, Bilingual>;

function tooLate({ zh, en }: Bilingual): Bilingual {
  return { zh: `${zh}:已不能更改`, en: `${en}: it is too late for a change` };
}

function refused(words: Bilingual): ApiError {
  return new ApiError('details-refused', words);
}

/** On public record, the same details again ask for another look. */
function isWaitedFor({ way, steps }: StoredOrganization): boolean {
  return way === 'public-record' && steps.some(({ status }) => status === 'with-subscriber');
}

function stepsAfter(organization: StoredOrganization, isSame: boolean, now: Date): readonly StoredStep[] {
  const { way, steps, channel } = organization;
  // A letter names no contact: its review goes on.
  if (way === 'confirmation-letter') return steps;
  if (isSame && channel === undefined) return steps;
  return firstSteps(way, channel !== undefined, now, steps);
}
