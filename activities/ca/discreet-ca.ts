/** A CA whose free text is rid of personal data before anyone reads it: results, findings and failures are kept for years. */
import type { Database } from '../../db/database.js';
import { loadForm, type StoredOrder } from '../../db/statements/orders/row.js';
import { composed } from '../../domain/told.js';
import { OrderFailure } from '../../domain/failures.js';
import {
  personalDataOf,
  withoutPersonalData,
  type PersonalFields,
} from '../../domain/organization/redaction.js';
import type { CaOrder, CaOrganization, CaRevocation, CertificateAuthority } from './certificate-authority.js';
import { whereOffered } from './fitting-ca.js';

type Redact = (text: string) => string;

/** The same CA, for this order. Orders that name no company have no people in them: their CA speaks as it does. */
export async function discreetCa(
  database: Database,
  ca: CertificateAuthority,
  order: Pick<StoredOrder, 'orderId' | 'terms'> & Partial<Pick<StoredOrder, 'companyForm'>>,
  alsoKnown: readonly string[] = [],
): Promise<CertificateAuthority> {
  if (!order.terms?.organization) return ca;
  const given = order.companyForm ?? (await loadForm(database, order.orderId));
  // The form was parsed before it was stored: its shape is known.
  const form = (given ?? {}) as PersonalFields;
  const known = [...personalDataOf(form), ...alsoKnown];
  return redacting(ca, (text) => withoutPersonalData(text, known));
}

function redacting(ca: CertificateAuthority, redact: Redact): CertificateAuthority {
  const told = (order: CaOrder) => orderWithout(order, redact);
  const toldOfRevocation = (revocation: CaRevocation) => revocationWithout(revocation, redact);
  const discreetly = <Answer>(asked: Promise<Answer>) => asked.catch((error: unknown) => fail(error, redact));
  return {
    name: ca.name,
    caaIdentities: ca.caaIdentities,
    ...(ca.caaTerms && { caaTerms: ca.caaTerms.bind(ca) }),
    limits: ca.limits,
    placeOrder: (request) => discreetly(ca.placeOrder(request).then(told)),
    findByReference: (reference) =>
      discreetly(ca.findByReference(reference).then((order) => order && told(order))),
    listOrders: (after) => discreetly(ca.listOrders(after)),
    orderStatus: (caReference) => discreetly(ca.orderStatus(caReference).then(told)),
    challenges: (caReference, method) => discreetly(ca.challenges(caReference, method).then(told)),
    requestValidation: (caReference) => discreetly(ca.requestValidation(caReference).then(told)),
    uploadLetter: (caReference, letter) => discreetly(ca.uploadLetter(caReference, letter)),
    changeOrganizationDetails: (caReference, details) =>
      discreetly(ca.changeOrganizationDetails(caReference, details)),
    renewOrganization: (caReference) => discreetly(ca.renewOrganization(caReference)),
    cancelOrder: (caReference) => discreetly(ca.cancelOrder(caReference)),
    fetchCertificate: (caReference) => discreetly(ca.fetchCertificate(caReference)),
    revokeCertificate: (caReference, reason) => discreetly(ca.revokeCertificate(caReference, reason)),
    requestRevocation: (caReference, reason) =>
      discreetly(ca.requestRevocation(caReference, reason).then(toldOfRevocation)),
    findRevocation: (caReference) =>
      discreetly(
        ca.findRevocation(caReference).then((revocation) => revocation && toldOfRevocation(revocation)),
      ),
    validateRevocation: (caReference) =>
      discreetly(ca.validateRevocation(caReference).then(toldOfRevocation)),
    uploadRevocationLetter: (caReference, letter) =>
      discreetly(ca.uploadRevocationLetter(caReference, letter)),
    ...whereOffered(ca),
  };
}

/** The cause is left behind: it may quote the CA's answer. */
function fail(error: unknown, redact: Redact): never {
  if (!(error instanceof OrderFailure)) throw error;
  const { retryAfterMs } = error.options;
  throw new OrderFailure(
    error.type,
    composed((language) => redact(error.words[language])),
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

function orderWithout({ validations, organization, ...order }: CaOrder, redact: Redact): CaOrder {
  return {
    ...withoutNames(order, redact),
    validations: validations.map((validation) => withoutNames(validation, redact)),
    ...(organization ? { organization: organizationWithout(organization, redact) } : {}),
  };
}

function organizationWithout(organization: CaOrganization, redact: Redact): CaOrganization {
  return {
    ...organization,
    steps: organization.steps.map((step) => withoutNames(step, redact)),
    letters: organization.letters.map((letter) => withoutNames(letter, redact)),
  };
}

function revocationWithout(
  { validations, letters, ...revocation }: CaRevocation,
  redact: Redact,
): CaRevocation {
  return {
    ...withoutNames(revocation, redact),
    validations: validations.map((validation) => withoutNames(validation, redact)),
    letters: letters.map((letter) => withoutNames(letter, redact)),
  };
}

const FREE_TEXTS = ['reason', 'reasonChinese', 'detail', 'detailChinese'] as const;
type FreeTexts = Partial<Readonly<Record<(typeof FREE_TEXTS)[number], string>>>;

/** What the CA says in words loses the people in it; all else stays as it is. */
function withoutNames<Told extends FreeTexts>(told: Told, redact: Redact): Told {
  const redacted = FREE_TEXTS.flatMap((key) => {
    const text = told[key];
    return text === undefined ? [] : [[key, redact(text)] as const];
  });
  return { ...told, ...Object.fromEntries(redacted) };
}
