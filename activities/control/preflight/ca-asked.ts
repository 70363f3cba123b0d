/** Which CA a look before asking is for, and what is known of it: the one that orders go to, or one that a name stands for. */
import type { CaaTerms } from '../../../domain/control/caa.js';
import {
  ACME_METHODS,
  ACME_ONLY_IDENTITIES,
  type PreflightMethod,
  type PreflightRequest,
} from '../../../domain/control/preflight/request.js';
import { BRANDS, type ValidationMethod } from '../../../domain/catalogue/words.js';
import { CONNECTION_FAILURES } from '../../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { CertificateAuthority } from '../../ca/certificate-authority.js';
import type { CaDoor } from '../../connections/reaching.js';
import type { PreflightedCa } from '../../dns/preflight/index.js';

type Asked = Pick<PreflightRequest, 'ca' | 'connection' | 'method' | 'accountUri'>;

/** Throws OrderFailure `CaUnavailable` where no CA is known to look for, or its connection can't be opened. */
export async function caAsked(doors: CaDoor, asked: Asked): Promise<PreflightedCa> {
  const { ca, connection } = asked;
  if (ca !== undefined && !(BRANDS as readonly string[]).includes(ca)) return caByIdentity(ca, asked);
  const opened = await caThrough(doors, asked);
  const terms = { ...(await termsOf(opened, asked.method)), ...accountIn(asked) };
  const isAcme = terms.validationMethods !== undefined;
  return {
    called: connection?.name ?? opened.name,
    caaIdentities: opened.caaIdentities,
    terms,
    // Asked of no CA, nor of a brand, the names and paths of either are looked at.
    ...((ca !== undefined || connection) && { protocol: isAcme ? 'acme' : 'brand' }),
  };
}

async function caThrough({ ca, connections }: CaDoor, { connection }: Asked): Promise<CertificateAuthority> {
  if (connection) {
    const { connectionId } = connection;
    const opened = await connections?.caOf({ terms: { connections: { ca: connectionId } } });
    if (opened) return opened;
    throw new OrderFailure('CaUnavailable', CONNECTION_FAILURES.gone(connectionId));
  }
  if (ca.isSetUp !== false) return ca;
  throw new OrderFailure('CaUnavailable', CONNECTION_FAILURES.noCaToLookFor);
}

function caByIdentity(identity: string, asked: Asked): PreflightedCa {
  const caaIdentities = [identity];
  if (!ACME_ONLY_IDENTITIES.includes(identity))
    return { called: identity, caaIdentities, terms: accountIn(asked) };
  const validationMethods =
    asked.method === undefined ? Object.values(ACME_METHODS).flat() : ACME_METHODS[asked.method];
  return {
    called: identity,
    caaIdentities,
    terms: { validationMethods, ...accountIn(asked) },
    protocol: 'acme',
  };
}

function accountIn({ accountUri }: Asked): CaaTerms {
  return accountUri === undefined ? {} : { accountUri };
}

/** In orders' words; where either way is open, what either may do. */
const WAYS: Readonly<Record<PreflightMethod, ValidationMethod>> = { dns: 'manual-dns', file: 'file' };

/** A CA that can't tell now is one that does not tell. */
async function termsOf(ca: CertificateAuthority, method: PreflightMethod | undefined): Promise<CaaTerms> {
  const ways = method === undefined ? Object.values(WAYS) : [WAYS[method]];
  const told = await Promise.all(ways.map(async (way) => await ca.caaTerms?.(way).catch(() => undefined)));
  const [first] = told;
  if (!first) return {};
  const methods = told.flatMap((terms) => terms?.validationMethods ?? []);
  return { ...first, ...(methods.length > 0 && { validationMethods: methods }) };
}
