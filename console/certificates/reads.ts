/** What is read of certificates: lists as they are filtered, one certificate, its plan, and its newest request to revoke it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import type { components, operations } from '../generated/api.js';

export type Certificate = components['schemas']['CertificateView'];
export type CertificateDetails = components['schemas']['CertificateDetails'];
export type FollowUp = components['schemas']['FollowUp'];
export type ChainLink = components['schemas']['ChainLink'];
export type Plan = components['schemas']['PlanView'];
export type Revocation = components['schemas']['RevocationView'];
export type CertificateFilter = NonNullable<operations['certificates.page']['parameters']['query']>;

const PAGE_SIZE = 50;

export function certificatesQuery(filter: CertificateFilter) {
  return infiniteQueryOptions({
    queryKey: ['certificates', filter],
    queryFn: ({ pageParam: after }) =>
      answered(
        api.GET('/v1/certificates', {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(after !== null && { after }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** By its id or its order's. */
export function certificateQuery(certificateId: string) {
  return queryOptions({
    queryKey: ['certificate', certificateId],
    queryFn: () => answered(api.GET('/v1/certificates/{certificateId}', at(certificateId))),
  });
}

/** By the plan's own id, or by a certificate or an order of it. */
export function planQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', planId],
    queryFn: () => answered(api.GET('/v1/plans/{planId}', { params: { path: { planId } } })),
  });
}

/** Null: nobody ever asked for it. */
export function revocationQuery(certificateId: string) {
  return queryOptions({
    queryKey: ['certificate', certificateId, 'revocation'],
    queryFn: async () => {
      try {
        return await answered(api.GET('/v1/certificates/{certificateId}/revocation', at(certificateId)));
      } catch (error) {
        if (isProblem(error, 'NotFound')) return null;
        throw error;
      }
    },
  });
}

export function at(certificateId: string) {
  return { params: { path: { certificateId } } };
}

/** What a write on a certificate changes: it may be shown by its order's id as well. */
export const CHANGED = [['certificate'], ['certificates'], ['plans']] as const;
