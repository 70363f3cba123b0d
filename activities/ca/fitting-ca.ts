/** A CA whose answers are held against what was asked: an order that is not this one, or names that are not its names, are no answer. */
import type { Bilingual } from '../../domain/bilingual.js';
import { CA_FAILURES, MISFITS } from '../../domain/ca-failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import { isFileMethod } from '../../domain/control/methods.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import { certificateNamesOf } from '../../domain/catalogue/complimentary.js';
import { registrableDomain } from '../../domain/names/domain-names.js';
import { isWildcard } from '../../domain/names/forms.js';
import type { CaOrder, CaRevocation, CaValidation, CertificateAuthority } from './certificate-authority.js';
import { referenceOf, type SubmittedOrder } from './order-at-ca.js';

/** What an answer about this order has to agree with. */
type Expected = Pick<SubmittedOrder, 'orderId' | 'names' | 'terms'>;

/** The same CA, for this order. What doesn't fit is CaProtocolBroken: looked up by reference, never taken for the order. */
export function fittingCa(ca: CertificateAuthority, order: Expected): CertificateAuthority {
  const whole = (caReference: string) => (answer: CaOrder) =>
    withItsProofs(ca.name, order, itself(ca.name, order, answer, caReference));
  const ofRevocation = (revocation: CaRevocation) => {
    refuseStrangeNames(ca.name, order, revocation.validations);
    return revocation;
  };
  return {
    ...delegated(ca),
    placeOrder: async (request) =>
      withItsProofs(ca.name, order, itself(ca.name, order, await ca.placeOrder(request))),
    // To be cancelled, an order needs no proofs: whoever goes on with it asks for them.
    findByReference: async (reference) => {
      const found = await ca.findByReference(reference);
      return found && itself(ca.name, order, found);
    },
    orderStatus: (caReference) => ca.orderStatus(caReference).then(whole(caReference)),
    challenges: (caReference, method) => ca.challenges(caReference, method).then(whole(caReference)),
    requestValidation: (caReference) => ca.requestValidation(caReference).then(whole(caReference)),
    requestRevocation: (caReference, reason) => ca.requestRevocation(caReference, reason).then(ofRevocation),
    findRevocation: async (caReference) => {
      const found = await ca.findRevocation(caReference);
      return found && ofRevocation(found);
    },
    validateRevocation: (caReference) => ca.validateRevocation(caReference).then(ofRevocation),
  };
}

/** What is answered with nothing to compare. Bound, since an adapter may be a class. */
function delegated(ca: CertificateAuthority): CertificateAuthority {
  return {
    name: ca.name,
    caaIdentities: ca.caaIdentities,
    ...(ca.caaTerms && { caaTerms: ca.caaTerms.bind(ca) }),
    limits: ca.limits,
    placeOrder: (request) => ca.placeOrder(request),
    findByReference: (reference) => ca.findByReference(reference),
    listOrders: (after) => ca.listOrders(after),
    orderStatus: (caReference) => ca.orderStatus(caReference),
    challenges: (caReference, method) => ca.challenges(caReference, method),
    requestValidation: (caReference) => ca.requestValidation(caReference),
    uploadLetter: (caReference, letter) => ca.uploadLetter(caReference, letter),
    changeOrganizationDetails: (caReference, details) => ca.changeOrganizationDetails(caReference, details),
    renewOrganization: (caReference) => ca.renewOrganization(caReference),
    cancelOrder: (caReference) => ca.cancelOrder(caReference),
    fetchCertificate: (caReference) => ca.fetchCertificate(caReference),
    revokeCertificate: (caReference, reason) => ca.revokeCertificate(caReference, reason),
    requestRevocation: (caReference, reason) => ca.requestRevocation(caReference, reason),
    findRevocation: (caReference) => ca.findRevocation(caReference),
    validateRevocation: (caReference) => ca.validateRevocation(caReference),
    uploadRevocationLetter: (caReference, letter) => ca.uploadRevocationLetter(caReference, letter),
    ...whereOffered(ca),
  };
}

/** What not every CA has. */
export function whereOffered(
  ca: CertificateAuthority,
): Pick<CertificateAuthority, 'tryAccess' | 'renewalWindow'> {
  return {
    ...(ca.tryAccess && { tryAccess: () => ca.tryAccess?.() ?? Promise.resolve() }),
    ...(ca.renewalWindow && {
      renewalWindow: (certificatePem: string) =>
        ca.renewalWindow?.(certificatePem) ?? Promise.resolve(undefined),
    }),
  };
}

function itself(caName: string, order: Expected, answer: CaOrder, asked = answer.caReference): CaOrder {
  const { caReference, reference = referenceOf(order.orderId), names = order.names } = answer;
  if (reference !== referenceOf(order.orderId))
    throw misfit(caName, MISFITS.otherReference(reference, referenceOf(order.orderId)));
  if (caReference !== asked) throw misfit(caName, MISFITS.otherOrder(caReference, asked));
  if (!haveSame(names, order.names)) throw misfit(caName, MISFITS.otherNames(order.orderId));
  return answer;
}

/** Throws OrderFailure `CaProtocolBroken` where the order goes on and is not to be proven name by name, each once. */
export function withItsProofs(caName: string, order: Expected, answer: CaOrder): CaOrder {
  const { status, validations, proofsFollow } = answer;
  if (status === 'refused' || status === 'cancelled') return answer;
  // What it does not ask for yet can't be held against the names.
  if (proofsFollow && validations.length === 0) return answer;
  if (!provesAll(order, validations)) throw misfit(caName, MISFITS.otherProofs(order.orderId));
  validations.forEach((validation) => refuseStrangePlace(caName, validation));
  return answer;
}

function refuseStrangeNames(caName: string, order: Expected, validations: readonly CaValidation[]): void {
  const known = new Set(namesOnIt(order).flatMap((name) => [name, baseOf(name)]));
  const names = validations.map(({ name }) => name);
  if (new Set(names).size !== names.length || !names.every((name) => known.has(name)))
    throw misfit(caName, MISFITS.strangeNames(order.orderId));
  validations.forEach((validation) => refuseStrangePlace(caName, validation));
}

/**
 * A proof without a place can't be given, and one in a place that is not the name's would have us publish in a stranger's
 * zone. The label is the CA's (ordering rules, section 5); the registrable domain is the subscriber's.
 */
function refuseStrangePlace(caName: string, { name, method, status, record, file }: CaValidation): void {
  const shown = isFileMethod(method) ? file : record;
  if (shown === undefined && status !== 'valid') throw misfit(caName, MISFITS.nothingToShow(name));
  const base = baseOf(name);
  if (record && !isWithin(record.name.toLowerCase().replace(/\.$/, ''), registrableDomain(base) ?? base))
    throw misfit(caName, MISFITS.strangeRecord(record.name, name));
  if (file && !(URL.canParse(file.url) && new URL(file.url).hostname === hostnameOf(name)))
    throw misfit(caName, MISFITS.strangeFile(file.url, name));
}

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

/** As URLs write it: an IPv6 address in brackets. */
function hostnameOf(name: DomainValidation['name']): string {
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}`).hostname;
}

/**
 * Each name on the certificate is proven once, a wildcard by its base. Where the base is on it as well, the CA may want another
 * proof for the wildcard, which is called by its own name then (RFC 8555, section 7.1.4: `wildcard`).
 */
function provesAll(order: Expected, validations: readonly CaValidation[]): boolean {
  const onIt = new Set(namesOnIt(order));
  const proven = new Set(validations.map(({ name }) => name));
  const isToProve = (name: string) =>
    isWildcard(name) ? onIt.has(name) && onIt.has(baseOf(name)) : onIt.has(name) || onIt.has(`*.${name}`);
  return (
    proven.size === validations.length &&
    [...proven].every(isToProve) &&
    [...onIt].every((name) => proven.has(baseOf(name)))
  );
}

function baseOf(name: string): string {
  return isWildcard(name) ? name.slice(2) : name;
}

function namesOnIt({ names, terms }: Expected): string[] {
  return certificateNamesOf({ brand: terms.brand, kind: terms.kind, names });
}

/** In any order; neither has an entry twice. */
function haveSame(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(other);
  return (
    one.length === known.size && new Set(one).size === one.length && one.every((name) => known.has(name))
  );
}

function misfit(caName: string, what: Bilingual): OrderFailure {
  return new OrderFailure('CaProtocolBroken', CA_FAILURES.misfit(caName, what));
}
