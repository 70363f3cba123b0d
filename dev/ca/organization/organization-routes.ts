/** The CA's API for what clients hand in about the company. */
import { z } from 'zod';
import { LETTER_RULES } from '../../../domain/organization/letter-rules.js';
import { ORGANIZATION_WAYS } from '../../../domain/catalogue/words.js';
import { CHECK_CHANNEL_SCHEMA, COMPANY_SCHEMA, PERSON_SCHEMA } from '../../../domain/organization/form.js';
import type { Route } from '../../http-api.js';
import { view } from '../order-view.js';
import type { OrganizationDesk } from './organization-desk.js';

/** The company's part of a placement. */
export const OrganizationBody = z.strictObject({
  way: z.enum(ORGANIZATION_WAYS).optional(),
  company: COMPANY_SCHEMA,
  manager: PERSON_SCHEMA,
  contact: PERSON_SCHEMA,
  channel: CHECK_CHANNEL_SCHEMA.optional(),
  auditedAt: z.iso.datetime().optional(),
});

const DetailsBody = z.union([
  z.strictObject({ contact: PERSON_SCHEMA }),
  z.strictObject({ channel: CHECK_CHANNEL_SCHEMA }),
]);

/** Larger than any letter that is taken, so that one which is too large is told so. */
export const MOST_LETTER_BYTES =
  4 * Math.max(...Object.values(LETTER_RULES).map((rules) => rules.largestBytes));

export function organizationRoutes(desk: OrganizationDesk): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/orders/:id/letters',
      hostilePath: 'letter',
      handle: async (request) => {
        // What the header says of the file is not asked: its content tells.
        const content = await request.content(MOST_LETTER_BYTES);
        return { json: view(await desk.receiveLetter(request.id, content)) };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/organization/details',
      hostilePath: 'organization',
      handle: async (request) => {
        return { json: view(await desk.changeDetails(request.id, await request.body(DetailsBody))) };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/organization/renew',
      hostilePath: 'organization',
      handle: async ({ id }) => ({ json: view(await desk.renew(id)) }),
    },
  ];
}
