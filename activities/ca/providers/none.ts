/** Stands where the environment names no CA: there are those that connections lead to, and no other one. */
import { CONNECTION_FAILURES } from '../../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { CertificateAuthority } from '../certificate-authority.js';

export function createNoCa(): CertificateAuthority {
  const missing = () => Promise.reject(new OrderFailure('CaUnavailable', CONNECTION_FAILURES.noCa));
  return {
    name: 'none',
    caaIdentities: [],
    isSetUp: false,
    limits: {
      canFindByReference: false,
      canChangeValidationMethod: false,
      canCancel: false,
      takesLetters: false,
      signatureHashes: [],
      canListOrders: false,
    },
    placeOrder: missing,
    findByReference: missing,
    listOrders: missing,
    orderStatus: missing,
    challenges: missing,
    requestValidation: missing,
    uploadLetter: missing,
    changeOrganizationDetails: missing,
    renewOrganization: missing,
    cancelOrder: missing,
    fetchCertificate: missing,
    revokeCertificate: missing,
    requestRevocation: missing,
    findRevocation: missing,
    validateRevocation: missing,
    uploadRevocationLetter: missing,
  };
}
