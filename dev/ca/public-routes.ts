/** What relying parties fetch by the URLs in certificates: issuing certificates and CRLs, without a token. */
import type { Authority, Hierarchy, Issuer } from './authority.js';
import { CHAIN_NAMES, chainOf, type ChainName } from './chains.js';
import { makeCrl } from './crl.js';
import type { Answer, Route } from '../http-api.js';
import type { LeafUrls } from './leaf.js';
import type { OrderStore } from './order-store.js';
import type { StoredOrder } from './stored-order.js';

/** What stands before the file names of each chain. */
const PREFIX: Readonly<Record<ChainName, string>> = { usual: '', sha384: 'sha384-', sm2: 'sm2-' };

/** Where relying parties find what they need to verify. */
export function urlsOf(baseUrl: string, kind: ChainName): LeafUrls {
  return {
    intermediate: `${baseUrl}/certificates/${PREFIX[kind]}intermediate.cer`,
    crl: `${baseUrl}/crl/${PREFIX[kind]}intermediate.crl`,
  };
}

/** Media types of RFC 2585, section 4, and RFC 8555, section 9.1. */
const DER_CERTIFICATE = 'application/pkix-cert';
const DER_CRL = 'application/pkix-crl';
const PEM = 'application/pem-certificate-chain';

export function publicRoutes(authority: Authority, store: OrderStore, clock: () => Date): Route[] {
  return CHAIN_NAMES.flatMap((chain) =>
    routesOf(authority[chain], PREFIX[chain], clock, () =>
      store.all().filter((order) => chainOf(order) === chain),
    ),
  );
}

function routesOf(
  { root, intermediate }: Hierarchy,
  prefix: string,
  clock: () => Date,
  orders: () => StoredOrder[],
): Route[] {
  const crl = async (issuer: Issuer, listed: StoredOrder[]): Promise<Answer> => ({
    content: { type: DER_CRL, data: await makeCrl(issuer, listed, clock()) },
  });
  return [
    publicRoute(`/certificates/${prefix}root.pem`, () => pem(root)),
    publicRoute(`/certificates/${prefix}intermediate.pem`, () => pem(intermediate)),
    publicRoute(`/certificates/${prefix}root.cer`, () => der(root)),
    publicRoute(`/certificates/${prefix}intermediate.cer`, () => der(intermediate)),
    publicRoute(`/crl/${prefix}root.crl`, () => crl(root, [])),
    publicRoute(`/crl/${prefix}intermediate.crl`, () => crl(intermediate, orders())),
  ];
}

function publicRoute(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, public: true, handle };
}

function pem({ certificate }: Issuer): Answer {
  return { content: { type: PEM, data: certificate.toString('pem') } };
}

function der({ certificate }: Issuer): Answer {
  return { content: { type: DER_CERTIFICATE, data: new Uint8Array(certificate.rawData) } };
}
