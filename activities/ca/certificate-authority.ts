/** What every CA can be asked, in our words. One adapter per service; wire formats stay inside it. */
import type { OrganizationWay, SignatureHash, ValidationMethod } from '../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../domain/organization/ways.js';
import type { CaaTerms } from '../../domain/control/caa.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { RevocationProof, RevocationReason } from '../../domain/revocation/words.js';
import type { CheckChannel, Company, Person } from '../../domain/organization/form.js';

export interface CaOrderRequest {
  /** Our reference, derived from the order: the same one always means the same order. */
  readonly reference: string;
  /** The CA's product, as the catalogue names it: brand and type. */
  readonly brand: string;
  readonly certificateType: string;
  readonly names: readonly string[];
  readonly csrPem: string;
  /** What the certificate shall be signed with; absent: the CA chooses. Never one that `limits` does not name. */
  readonly signatureHash?: SignatureHash;
  readonly validationMethod: ValidationMethod;
  /** Whose order it is, as an opaque word: what was validated for one account is never used for another. */
  readonly accountReference: string;
  /**
   * Which company the order names, as an opaque word, also where the certificate names none: there, what was validated for
   * one company is never used for another (ordering rules, section 5). Absent where the brand asks for none, or none is given.
   */
  readonly companyReference?: string;
  /**
   * Another certificate of the same purchase: the reference of the order that began it. What was validated for it is used
   * again, as far as the dated rules allow (ordering rules, section 9).
   */
  readonly reissueOf?: string;
  /** The certificate must not be valid any longer than this (ISO 8601, UTC): the term that was bought ends then. */
  readonly validUntil?: string;
  /** For how many years it is bought; absent: one. Of another certificate of a purchase: as that was bought. */
  readonly years?: number;
  /** For types that name a company. Personal data: handed to the CA, kept nowhere on the way. */
  readonly organization?: CaOrganizationRequest;
}

export interface CaOrganizationRequest {
  readonly way: OrganizationWay;
  readonly company: Company;
  readonly manager: Person;
  readonly contact: Person;
  /** Where the check goes by a public record: how the CA shall reach the company. */
  readonly channel?: CheckChannel;
}

/** The CA's check of the company, as far as it has come. */
export interface CaOrganization {
  readonly status: 'pending' | 'valid';
  /** When the CA became sure of the company; ISO 8601, UTC. */
  readonly validatedAt?: string;
  /** True where an earlier order's check was taken. */
  readonly reused: boolean;
  /** In the order in which the CA takes them; all are there from the beginning. */
  readonly steps: readonly CaOrganizationStep[];
  /** What the CA has received, oldest first. */
  readonly letters: readonly CaLetter[];
}

export interface CaOrganizationStep {
  readonly step: OrganizationStep;
  readonly status: 'with-subscriber' | 'with-ca' | 'passed';
  /** The CA's words: what is missing, or why something was rejected. May hold personal data: redact before it travels. */
  readonly detail?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly detailChinese?: string;
  /** The page that its mail leads to takes no code any more: only a phone call to the CA goes on. Where the CA tells. */
  readonly pageLocked?: boolean | undefined;
}

export interface CaLetter {
  readonly sha256: string;
  readonly status: 'in-review' | 'accepted' | 'rejected';
  readonly reason?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly reasonChinese?: string;
}

/** Where the CA says an order stands. CAs have been seen to step back; callers must bear it. */
export type CaOrderStatus = 'validating' | 'issuing' | 'issued' | 'refused' | 'cancelled';

export interface CaOrder {
  /** The CA's own id. */
  readonly caReference: string;
  /** The reference that the CA keeps it under: ours. Absent only where a service doesn't tell. */
  readonly reference?: string;
  /** As ordered. Absent only where a service doesn't tell. */
  readonly names?: readonly string[];
  readonly status: CaOrderStatus;
  /** The CA's reason, where it refused. */
  readonly reason?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly reasonChinese?: string;
  readonly validations: readonly CaValidation[];
  /** It does not say yet what is to be shown for the names: another step of the order comes first. Absent: it does. */
  readonly proofsFollow?: true;
  /** It is bought, or begun, and lacks what `placeOrder` hands in: that goes on with it. Absent: it lacks nothing. */
  readonly isUnfinished?: true;
  /** Absent for types that name no company. */
  readonly organization?: CaOrganization;
  /** While it goes on: when the CA wants to be asked again, in milliseconds. */
  readonly retryAfterMs?: number;
}

export interface CaValidation extends DomainValidation {
  readonly status: 'pending' | 'valid' | 'failed';
  /** What the CA saw when it last looked. */
  readonly detail?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly detailChinese?: string;
  /** When the CA saw the proof: reuse is counted from then; ISO 8601, UTC. */
  readonly validatedAt?: string;
  /** True where an earlier order's proof was taken. */
  readonly reused?: boolean;
}

export interface IssuedChain {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem?: string;
  /** The other half of an SM2 pair (ordering rules, section 10). */
  readonly encryption?: IssuedEncryptionHalf;
}

/** The encryption certificate, and its private key in an envelope that only the signing key opens (GM/T 0009). */
export interface IssuedEncryptionHalf {
  readonly certificatePem: string;
  /** DER of SM2EnvelopedKey, base64. */
  readonly envelopedKey: string;
}

/** A subscriber's request to revoke, as far as the CA has come with it. */
export interface CaRevocation {
  readonly status: 'pending' | 'revoked' | 'refused';
  /** What the CA wants to see (domain/revocation/rules.ts). */
  readonly proof: RevocationProof;
  /** While pending: who has to act. */
  readonly turn?: 'subscriber' | 'ca';
  /** Where control of the names has to be shown: how, name by name. */
  readonly validations: readonly CaValidation[];
  /** What the CA has received, oldest first. */
  readonly letters: readonly CaLetter[];
  /** Once revoked; ISO 8601, UTC. */
  readonly revokedAt?: string;
  /** The CA's words: why it refused, what is missing. May hold personal data: redact before it travels. */
  readonly detail?: string;
  /** The same in Chinese, where the CA says it in both languages. */
  readonly detailChinese?: string;
}

/** One of our orders, as a list tells it. */
export interface CaListedOrder {
  readonly reference: string;
  readonly caReference: string;
  readonly status: CaOrderStatus;
}

export interface CaOrderPage {
  readonly orders: readonly CaListedOrder[];
  /** Asks for the next page; absent on the last one. */
  readonly next?: string;
}

/** What an adapter's service can't do; callers choose another way instead of trying. */
export interface CaLimits {
  /** Can an order be found by our reference? Where not, an unknown outcome waits for a person. */
  readonly canFindByReference: boolean;
  readonly canChangeValidationMethod: boolean;
  readonly canCancel: boolean;
  readonly takesLetters: boolean;
  /** What it signs certificates with, on demand. None: it chooses by itself, whatever is asked for. */
  readonly signatureHashes: readonly SignatureHash[];
  /** Can all our orders be listed? Where not, orders that nobody here knows of can't be found. */
  readonly canListOrders: boolean;
  /** Does a certificate end when it is asked to? Absent: yes. Where not, it may outlive the term that was bought. */
  readonly endsAsAsked?: boolean;
  /** Do its certificates say what type they are (BR 7.1.2.7.9)? Absent: yes. A CA of one's own need not. */
  readonly marksTypes?: boolean;
  /** Does it revoke at once what was never delivered? Absent: yes. Where not, a person gives the CA its proof. */
  readonly revokesWithoutProof?: boolean;
}

/** When a CA wants a certificate renewed; ISO 8601, UTC. */
export interface CaRenewalWindow {
  readonly start: string;
  readonly end: string;
  /** A page that tells why. */
  readonly explanationUrl?: string;
  /** Not to be asked again before, in milliseconds. */
  readonly askAgainAfterMs: number;
}

/**
 * Every method throws OrderFailure: CaUnavailable, CaRateLimited, CaProtocolBroken, OrderRefusedByCa, CaOrderUnknown.
 * None retries by itself: Temporal does. An answer about another order than the one that was asked for is CaProtocolBroken:
 * an adapter sees to it where it is answered with nothing to show, `fittingCa` everywhere else.
 */
export interface CertificateAuthority {
  readonly name: string;
  /** What stands in a domain's CAA records to permit this CA (RFC 8659, section 4.2); any one of them suffices. */
  readonly caaIdentities: readonly string[];
  /** How this CA is told apart in CAA records beside its name (RFC 8657), for proof by `method`. Absent: it judges itself. */
  caaTerms?(method: ValidationMethod): Promise<CaaTerms>;
  readonly limits: CaLimits;
  /** False where there is none: an order that no route leads elsewhere is told so, and nothing is asked. */
  readonly isSetUp?: false;
  /** Asks for nothing but whether it would be let in. Throws OrderFailure saying exactly what was refused. */
  tryAccess?(): Promise<void>;
  /** Reads what is known of the CA beforehand, `caaIdentities` among it: before a step of an order asks for that. */
  prepare?(): Promise<void>;
  /** Where we sign what we ask for: another key takes the place of the account's. Idempotent. */
  rollOverAccountKey?(): Promise<void>;
  /** Undefined where the CA does not say. Asked no more often than each answer allows. */
  renewalWindow?(certificatePem: string): Promise<CaRenewalWindow | undefined>;
  /** Not idempotent by itself at every CA: look up the reference first when an earlier outcome is unknown. */
  placeOrder(request: CaOrderRequest): Promise<CaOrder>;
  findByReference(reference: string): Promise<CaOrder | undefined>;
  /** A page of all our orders there, in an order that stays; `after`: `next` of the page before. Needs `canListOrders`. */
  listOrders(after?: string): Promise<CaOrderPage>;
  orderStatus(caReference: string): Promise<CaOrder>;
  /** New random values where they have aged or the method changes; the present ones otherwise. */
  challenges(caReference: string, method: ValidationMethod): Promise<CaOrder>;
  /** Asks the CA to look now. The answer tells what it saw; issuance may follow later. */
  requestValidation(caReference: string): Promise<CaOrder>;
  /**
   * Not idempotent by itself at every CA: look at `organization.letters` first when an earlier outcome is unknown. Throws
   * LetterRefusedByCa where the brand takes no letter, no second one, or not this kind of file.
   */
  uploadLetter(caReference: string, letter: { contentType: string; content: Uint8Array }): Promise<void>;
  /** Idempotent. Throws DetailsRefusedByCa where the brand does not allow the change. */
  changeOrganizationDetails(
    caReference: string,
    details: { readonly contact: Person } | { readonly channel: CheckChannel },
  ): Promise<void>;
  /** Idempotent: where the company's validation has lapsed, the check begins again; otherwise nothing changes. */
  renewOrganization(caReference: string): Promise<void>;
  /** Idempotent. `already-issued` when issuance won the race. */
  cancelOrder(caReference: string): Promise<'cancelled' | 'already-issued'>;
  fetchCertificate(caReference: string): Promise<IssuedChain>;
  /** Idempotent: revoking a revoked certificate succeeds. At once and without a proof: for what was never delivered. */
  revokeCertificate(caReference: string, reason: RevocationReason): Promise<void>;
  /** Idempotent: the first request for an order stands. Irreversible once the brand's proof is given. */
  requestRevocation(caReference: string, reason: RevocationReason): Promise<CaRevocation>;
  /** Undefined where none was asked for. */
  findRevocation(caReference: string): Promise<CaRevocation | undefined>;
  /** Asks the CA to look at the proof of control now. */
  validateRevocation(caReference: string): Promise<CaRevocation>;
  /** As `uploadLetter`, for the letter that asks for the revocation. */
  uploadRevocationLetter(
    caReference: string,
    letter: { contentType: string; content: Uint8Array },
  ): Promise<void>;
}
