/** The development CA behind the interface that every CA has. */
import { CA_FAILURES } from '../../../../domain/ca-failure-texts.js';
import type { z } from 'zod';
import { DEVELOPMENT_CA_IDENTITY } from '../../../../domain/development/ca.js';
import { SIGNATURE_HASHES } from '../../../../domain/catalogue/words.js';
import type { CertificateAuthority } from '../../certificate-authority.js';
import {
  brokenProtocol,
  CaRefusal,
  DevelopmentCaClient,
  type CaCall,
  type DevelopmentCaAccess,
} from './client.js';
import {
  readChain,
  readOrder,
  readOrderPage,
  readRevocation,
  WireCertificate,
  WireOrder,
  WireOrderList,
  WireOrderPage,
  WireRevocation,
  WireRevocationList,
} from './wire.js';

/** OrderRefusedByCa is thrown where the CA takes no order; an order it took and then refused says so by its status. */
export function createDevelopmentCa(access: DevelopmentCaAccess): CertificateAuthority {
  const client = new DevelopmentCaClient(access);
  /** What the CA says of the order that it was asked for: of no other. */
  const askedOf = async (caReference: string, { action = '', ...call }: OrderCall): Promise<WiredOrder> => {
    const path = pathOf(caReference) + action;
    const order = await client.call({ method: 'POST', path, ...call }, WireOrder);
    requireSame(order.id, caReference, path);
    return order;
  };
  const revocationAt = async (caReference: string, action: string, call: Pick<CaCall, 'body' | 'file'>) => {
    const path = revocationPathOf(caReference) + action;
    const revocation = await client.call({ method: 'POST', path, ...call }, WireRevocation);
    requireSame(revocation.orderId, caReference, path);
    return readRevocation(revocation);
  };

  return {
    name: 'development-ca',
    caaIdentities: [DEVELOPMENT_CA_IDENTITY],
    limits: {
      canFindByReference: true,
      canChangeValidationMethod: true,
      canCancel: true,
      takesLetters: true,
      signatureHashes: SIGNATURE_HASHES,
      canListOrders: true,
    },

    async tryAccess() {
      await client.call({ method: 'GET', path: '/v1/orders?reference=connection-trial' }, WireOrderList);
    },

    // It sells by the order: for how long is told by `validUntil`.
    async placeOrder({ certificateType, csrPem, years: _bought, ...asCalledThere }) {
      const body = { ...asCalledThere, type: certificateType, csr: csrPem };
      return readOrder(await client.call({ method: 'POST', path: '/v1/orders', body }, WireOrder));
    },

    async findByReference(reference) {
      const path = `/v1/orders?reference=${encodeURIComponent(reference)}`;
      const { orders } = await client.call({ method: 'GET', path }, WireOrderList);
      // Another order in it says that the question was not heard: then it does not say that there is none of ours.
      for (const order of orders) requireSame(order.reference, reference, path);
      return orders[0] && readOrder(orders[0]);
    },

    async listOrders(after) {
      const path = `/v1/orders${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`;
      return readOrderPage(await client.call({ method: 'GET', path }, WireOrderPage));
    },

    async orderStatus(caReference) {
      return readOrder(await askedOf(caReference, { method: 'GET' }));
    },

    async challenges(caReference, method) {
      return readOrder(await askedOf(caReference, { action: '/challenges', body: { method } }));
    },

    async requestValidation(caReference) {
      return readOrder(await askedOf(caReference, { action: '/validate', body: {} }));
    },

    async uploadLetter(caReference, letter) {
      await askedOf(caReference, { action: '/letters', file: letter });
    },

    async changeOrganizationDetails(caReference, details) {
      await askedOf(caReference, { action: '/organization/details', body: details });
    },

    async renewOrganization(caReference) {
      await askedOf(caReference, { action: '/organization/renew', body: {} });
    },

    async cancelOrder(caReference) {
      try {
        return cancelledBy(await askedOf(caReference, { action: '/cancel', body: {} }));
      } catch (error) {
        if (error instanceof CaRefusal && error.code === 'already-issued') return 'already-issued';
        throw error;
      }
    },

    async fetchCertificate(caReference) {
      const path = `${pathOf(caReference)}/certificate`;
      const certificate = await client.call({ method: 'GET', path }, WireCertificate);
      requireSame(certificate.orderId, caReference, path);
      return readChain(certificate);
    },

    async revokeCertificate(caReference, reason) {
      const { revokedAt } = await askedOf(caReference, { action: '/revoke', body: { reason } });
      if (revokedAt === undefined) throw brokenProtocol(CA_FAILURES.revocationNotConfirmed(caReference));
    },

    requestRevocation: (caReference, reason) => revocationAt(caReference, '', { body: { reason } }),

    async findRevocation(caReference) {
      const path = revocationPathOf(caReference);
      const { revocations } = await client.call({ method: 'GET', path }, WireRevocationList);
      for (const revocation of revocations) requireSame(revocation.orderId, caReference, path);
      return revocations[0] && readRevocation(revocations[0]);
    },

    validateRevocation: (caReference) => revocationAt(caReference, '/validate', { body: {} }),

    async uploadRevocationLetter(caReference, letter) {
      await revocationAt(caReference, '/letter', { file: letter });
    },
  };
}

type WiredOrder = z.infer<typeof WireOrder>;

interface OrderCall extends Partial<Pick<CaCall, 'method' | 'body' | 'file'>> {
  /** What follows the order's own path. */
  readonly action?: string;
}

/** What is told of another order is no answer, however well-formed it is. */
function requireSame(told: string, asked: string, path: string): void {
  if (told !== asked) throw brokenProtocol(CA_FAILURES.toldOfAnother(asked, path, told));
}

function cancelledBy({ id, status }: WiredOrder): 'cancelled' {
  if (status === 'cancelled' || status === 'refused') return 'cancelled';
  throw brokenProtocol(CA_FAILURES.notCancelled(id, status));
}

function pathOf(caReference: string): string {
  return `/v1/orders/${encodeURIComponent(caReference)}`;
}

function revocationPathOf(caReference: string): string {
  return `${pathOf(caReference)}/revocations`;
}
