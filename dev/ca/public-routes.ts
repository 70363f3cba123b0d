/** What relying parties fetch by the URLs in certificates: issuing certificates and CRLs, without a token. */
import type { Authority, Issuer } from './authority.js';
import { makeCrl } from './crl.js';
import type { Answer, Route } from './http.js';
import type { OrderStore } from './order-store.js';

export const INTERMEDIATE_PATH = '/certificates/intermediate.cer';
export const INTERMEDIATE_CRL_PATH = '/crl/intermediate.crl';

/** Media types of RFC 2585, section 4, and RFC 8555, section 9.1. */
const DER_CERTIFICATE = 'application/pkix-cert';
const DER_CRL = 'application/pkix-crl';
const PEM = 'application/pem-certificate-chain';

export function publicRoutes(authority: Authority, store: OrderStore, clock: () => Date): Route[] {
  const { root, intermediate } = authority;
  const crl = async (issuer: Issuer, orders: ReturnType<OrderStore['all']>): Promise<Answer> => ({
    content: { type: DER_CRL, data: await makeCrl(issuer, orders, clock()) },
  });
  return [
    publicRoute('/certificates/root.pem', () => pem(root)),
    publicRoute('/certificates/intermediate.pem', () => pem(intermediate)),
    publicRoute('/certificates/root.cer', () => der(root)),
    publicRoute(INTERMEDIATE_PATH, () => der(intermediate)),
    publicRoute('/crl/root.crl', () => crl(root, [])),
    publicRoute(INTERMEDIATE_CRL_PATH, () => crl(intermediate, store.all())),
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
