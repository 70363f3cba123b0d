/** The development CA behind the interface that every CA has. */
import { DEVELOPMENT_CA_IDENTITY } from '../../../../domain/development/ca.js';
import type { CertificateAuthority } from '../../certificate-authority.js';
import { CaRefusal, DevelopmentCaClient, type DevelopmentCaAccess } from './client.js';
import {
  readChain,
  readOrder,
  readRevocation,
  readValidations,
  WireCertificate,
  WireOrder,
  WireOrderList,
  WireRevocation,
  WireRevocationList,
} from './wire.js';

/** OrderRefusedByCa is thrown where the CA takes no order; an order it took and then refused says so by its status. */
export function createDevelopmentCa(access: DevelopmentCaAccess): CertificateAuthority {
  const client = new DevelopmentCaClient(access);
  const orderAt = (path: string, body?: unknown) =>
    client.call({ method: body === undefined ? 'GET' : 'POST', path, body }, WireOrder);

  const revocationAt = async (path: string, body: unknown) =>
    readRevocation(await client.call({ method: 'POST', path, body }, WireRevocation));

  return {
    name: 'development-ca',
    caaIdentities: [DEVELOPMENT_CA_IDENTITY],
    limits: {
      canFindByReference: true,
      canChangeValidationMethod: true,
      canCancel: true,
      takesLetters: true,
    },

    async placeOrder({ certificateType, csrPem, ...asCalledThere }) {
      const body = { ...asCalledThere, type: certificateType, csr: csrPem };
      return readOrder(await orderAt('/v1/orders', body));
    },

    async findByReference(reference) {
      const path = `/v1/orders?reference=${encodeURIComponent(reference)}`;
      const { orders } = await client.call({ method: 'GET', path }, WireOrderList);
      // A proxy or a CA that ignores the question must never make another order ours.
      const found = orders.find((order) => order.reference === reference);
      return found && readOrder(found);
    },

    async orderStatus(caReference) {
      return readOrder(await orderAt(pathOf(caReference)));
    },

    async challenges(caReference, method) {
      return readValidations(await orderAt(`${pathOf(caReference)}/challenges`, { method }));
    },

    async requestValidation(caReference) {
      return readOrder(await orderAt(`${pathOf(caReference)}/validate`, {}));
    },

    async uploadLetter(caReference, letter) {
      const path = `${pathOf(caReference)}/letters`;
      await client.call({ method: 'POST', path, file: letter }, WireOrder);
    },

    async changeOrganizationDetails(caReference, details) {
      await orderAt(`${pathOf(caReference)}/organization/details`, details);
    },

    async renewOrganization(caReference) {
      await orderAt(`${pathOf(caReference)}/organization/renew`, {});
    },

    async cancelOrder(caReference) {
      try {
        await orderAt(`${pathOf(caReference)}/cancel`, {});
        return 'cancelled';
      } catch (error) {
        if (error instanceof CaRefusal && error.code === 'already-issued') return 'already-issued';
        throw error;
      }
    },

    async fetchCertificate(caReference) {
      const path = `${pathOf(caReference)}/certificate`;
      return readChain(await client.call({ method: 'GET', path }, WireCertificate));
    },

    async revokeCertificate(caReference, reason) {
      await orderAt(`${pathOf(caReference)}/revoke`, { reason });
    },

    async requestRevocation(caReference, reason) {
      return revocationAt(revocationPathOf(caReference), { reason });
    },

    async findRevocation(caReference) {
      const path = revocationPathOf(caReference);
      const [found] = (await client.call({ method: 'GET', path }, WireRevocationList)).revocations;
      return found && readRevocation(found);
    },

    async validateRevocation(caReference) {
      return revocationAt(`${revocationPathOf(caReference)}/validate`, {});
    },

    async uploadRevocationLetter(caReference, letter) {
      const path = `${revocationPathOf(caReference)}/letter`;
      await client.call({ method: 'POST', path, file: letter }, WireRevocation);
    },
  };
}

function pathOf(caReference: string): string {
  return `/v1/orders/${encodeURIComponent(caReference)}`;
}

function revocationPathOf(caReference: string): string {
  return `${pathOf(caReference)}/revocations`;
}
