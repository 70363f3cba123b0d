/** Tencent Cloud's SSL certificates, a reseller of many brands, behind the interface that every CA has. */
import type { Database } from '../../../../db/database.js';
import { knownTencentCertificates } from '../../../../db/statements/connections/tencent-orders.js';
import type { TencentForm } from '../../../../domain/connections/kinds/tencent.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { TENCENT_TEXTS } from '../../../../domain/tencent/ca-texts.js';
import { CERTIFICATES_A_PAGE } from '../../../../domain/tencent/ordering-policy.js';
import { standingOf } from '../../../../domain/tencent/standing-at-ca.js';
import type { Clock } from '../../../attempt-clock.js';
import type {
  CaListedOrder,
  CaOrder,
  CaOrderPage,
  CaOrderStatus,
  CertificateAuthority,
} from '../../certificate-authority.js';
import { fetchChain } from './chain.js';
import { TencentClient } from './client.js';
import {
  askToRevoke,
  cancel,
  handInLetter,
  handInRevocationLetter,
  knownRevocation,
  revokeUndelivered,
} from './ending.js';
import { requestValidation } from './looking.js';
import { byMethod, find, place, status } from './placing.js';
import type { TencentPorts } from './ports.js';
import { page } from './searching.js';
import type { WireRow } from './wire.js';

export interface TencentCaPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly connectionId: string;
  /** What the connection is called: the CA's name in what is told. */
  readonly name: string;
  /** Milliseconds for a whole answer; default: the policy's. */
  readonly timeoutMs?: number;
}

/** What the CA calls an order is the id of the certificate there. Nothing is asked before something is asked of the CA. */
export function createTencentCa(
  form: TencentForm,
  { database, clock, connectionId, name, timeoutMs }: TencentCaPorts,
): CertificateAuthority {
  const { secretId, secretKey, endpoint, region } = form;
  const client = new TencentClient({
    ca: name,
    secretId,
    secretKey,
    endpoint,
    region,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const ports: TencentPorts = { database, connectionId, ca: name, form, client, clock };
  /** Attempts of this process for one order: they share one way to the service. */
  const underWay = new Map<string, Promise<CaOrder>>();

  return {
    name,
    caaIdentities: form.caaIdentities,
    limits: {
      canFindByReference: true,
      canChangeValidationMethod: true,
      canCancel: true,
      takesLetters: true,
      // The brand chooses; what it chose is told by the certificate.
      signatureHashes: [],
      canListOrders: true,
      endsAsAsked: false,
      revokesWithoutProof: false,
    },

    async tryAccess() {
      await page(ports, { Limit: 1 });
    },

    async placeOrder(request) {
      const known = underWay.get(request.reference);
      if (known) return await known;
      const placing = place(ports, request).finally(() => underWay.delete(request.reference));
      underWay.set(request.reference, placing);
      return await placing;
    },

    findByReference: (reference) => find(ports, reference),

    async listOrders(after): Promise<CaOrderPage> {
      const offset = Number(after ?? 0);
      const rows = await page(ports, {}, offset);
      const next = rows.length < CERTIFICATES_A_PAGE ? undefined : String(offset + rows.length);
      return { orders: await ours(ports, rows), ...(next !== undefined && { next }) };
    },

    orderStatus: (caReference) => status(ports, caReference),
    challenges: (caReference, method) => byMethod(ports, caReference, method),
    requestValidation: (caReference) => requestValidation(ports, caReference),
    uploadLetter: (caReference, letter) => handInLetter(ports, caReference, letter),
    uploadRevocationLetter: (caReference, letter) => handInRevocationLetter(ports, caReference, letter),
    changeOrganizationDetails: () =>
      Promise.reject(new OrderFailure('DetailsRefusedByCa', TENCENT_TEXTS.detailsInConsole(name))),
    // The service keeps what lapses, and asks for it anew.
    renewOrganization: () => Promise.resolve(),

    cancelOrder: (caReference) => cancel(ports, caReference),
    fetchCertificate: (caReference) => fetchChain(ports, caReference),
    revokeCertificate: (caReference, reason) => revokeUndelivered(ports, caReference, reason),
    requestRevocation: (caReference, reason) => askToRevoke(ports, caReference, reason),
    findRevocation: (caReference) => knownRevocation(ports, caReference),
    async validateRevocation(caReference) {
      const known = await knownRevocation(ports, caReference);
      if (known) return known;
      throw new OrderFailure('CaOrderUnknown', TENCENT_TEXTS.noRevocation(name, caReference));
    },
  };
}

/** Of what stands in the account, what is on record here: what others buy there is nobody's of ours. */
async function ours(
  { database, connectionId }: TencentPorts,
  rows: readonly WireRow[],
): Promise<CaListedOrder[]> {
  const ids = rows.map(({ CertificateId }) => CertificateId);
  const known = await knownTencentCertificates(database, connectionId, ids);
  return rows.flatMap(({ CertificateId, Status }) => {
    const reference = known.get(CertificateId);
    return reference === undefined
      ? []
      : [{ reference, caReference: CertificateId, status: listedStatusOf(Status) }];
  });
}

/** A list says less than a look: what may go on does. */
function listedStatusOf(status: number): CaOrderStatus {
  const standing = standingOf(status);
  if (standing === 'issued') return 'issued';
  return standing === 'ended' ? 'cancelled' : 'validating';
}
