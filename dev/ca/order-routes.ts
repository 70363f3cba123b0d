/** The CA's API for its clients: orders, as REST and JSON. */
import { z } from 'zod';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
} from '../../domain/catalogue/words.js';
import { ApiError, orderIs } from './api-error.js';
import type { Authority, Hierarchy } from './authority.js';
import { chainOf } from './chains.js';
import type { Route } from '../http-api.js';
import type { HostilitySwitch } from './hostility.js';
import type { Issuance } from './issuance.js';
import type { OrderDesk } from './order-desk.js';
import type { OrderStore } from './order-store.js';
import { view } from './order-view.js';
import { OrganizationBody } from './organization/organization-routes.js';
import { REVOCATION_REASONS } from '../../domain/revocation/words.js';
import type { IssuedCertificate, StoredOrder } from './stored-order.js';

const PlacementBody = z.strictObject({
  reference: z.string().min(1).max(200),
  brand: z.enum(BRANDS),
  type: z.enum(CERTIFICATE_TYPES),
  names: z.array(z.string()).min(1).max(100),
  csr: z.string().min(1),
  signatureHash: z.enum(SIGNATURE_HASHES).optional(),
  validationMethod: z.enum(VALIDATION_METHODS),
  accountReference: z.string().min(1).max(200),
  companyReference: z.string().min(1).max(200).optional(),
  reissueOf: z.string().min(1).max(200).optional(),
  validUntil: z.iso.datetime().optional(),
  organization: OrganizationBody.optional(),
});
const MethodBody = z.strictObject({ method: z.enum(VALIDATION_METHODS) });
const RevocationBody = z.strictObject({ reason: z.enum(REVOCATION_REASONS) });

export interface OrderApi {
  readonly desk: OrderDesk;
  readonly store: OrderStore;
  readonly issuance: Issuance;
  readonly hostility: HostilitySwitch;
  readonly authority: Authority;
}

export function orderRoutes(api: OrderApi): Route[] {
  return [...clientRoutes(api), ...afterIssuanceRoutes(api)];
}

function clientRoutes({ desk, store, issuance, hostility }: OrderApi): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/orders',
      hostilePath: 'place',
      handle: async (request) => {
        const order = await desk.place(await request.body(PlacementBody));
        return { status: order.attempts.place === 1 ? 201 : 200, json: view(order) };
      },
    },
    {
      method: 'GET',
      path: '/v1/orders',
      hostilePath: 'status',
      handle: ({ query }) => {
        const reference = query.get('reference');
        if (reference === null) return { json: pageOf(store, query.get('after') ?? '') };
        const order = store.findByReference(reference);
        return { json: { orders: order ? [view(order)] : [] } };
      },
    },
    {
      method: 'GET',
      path: '/v1/orders/:id',
      hostilePath: 'status',
      handle: async ({ id }) => {
        const order = desk.get(id);
        const isPast = order.status === 'issuing' || order.status === 'issued';
        const goesBack = isPast && (await hostility.take(['status-backwards'], 'status'));
        return { json: goesBack ? backwardsView(order) : view(order) };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/challenges',
      hostilePath: 'challenges',
      handle: async (request) => {
        const { method } = await request.body(MethodBody);
        return { json: view(await desk.challenges(request.id, method)) };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/validate',
      hostilePath: 'validate',
      handle: async ({ id }) => ({ json: view(await issuance.validate(desk.get(id))) }),
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/cancel',
      hostilePath: 'cancel',
      handle: async ({ id }) => ({ json: view(await desk.cancel(id)) }),
    },
  ];
}

function afterIssuanceRoutes({ desk, authority }: OrderApi): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/orders/:id/certificate',
      hostilePath: 'certificate',
      handle: ({ id }) => {
        const { issued, status, ...order } = desk.get(id);
        if (!issued) throw new ApiError('not-issued', orderIs(status));
        return { json: certificateView(id, issued, authority[chainOf(order)]) };
      },
    },
    {
      method: 'POST',
      path: '/v1/orders/:id/revoke',
      hostilePath: 'revoke',
      handle: async (request) => {
        const { reason } = await request.body(RevocationBody);
        return { json: view(await desk.revoke(request.id, reason)) };
      },
    },
  ];
}

/** Orders at a time; small, so that whoever lists meets a second page early. */
const PAGE = 50;

/** By id, which stays; `next` is there where more follow. */
function pageOf(store: OrderStore, after: string) {
  const ids = store.all().map(({ id }) => id);
  const following = ids.filter((id) => id > after).sort();
  const page = following.slice(0, PAGE).flatMap((id) => store.get(id) ?? []);
  return { orders: page.map(view), ...(following.length > PAGE && { next: page.at(-1)?.id }) };
}

function backwardsView(order: StoredOrder) {
  const shown = view(order);
  const validations = shown.validations.map((validation) => ({ ...validation, status: 'pending' }));
  return { ...shown, status: 'validating', validations };
}

function certificateView(
  orderId: string,
  { certificatePem, encryption }: IssuedCertificate,
  hierarchy: Hierarchy,
) {
  return {
    orderId,
    certificate: certificatePem,
    chain: hierarchy.intermediate.certificate.toString('pem'),
    root: hierarchy.root.certificate.toString('pem'),
    ...(encryption && {
      encryption: { certificate: encryption.certificatePem, envelopedKey: encryption.envelopedKey },
    }),
  };
}
