/** What every CA can be asked, in our words. One adapter per service; wire formats stay inside it. */
import type { DomainValidation, ValidationMethod } from '../../domain/order.js';

export interface CaOrderRequest {
  /** Our reference, derived from the order: the same one always means the same order. */
  readonly reference: string;
  /** The CA's product, as the catalogue names it: brand and type. */
  readonly brand: string;
  readonly certificateType: string;
  readonly names: readonly string[];
  readonly csrPem: string;
  readonly validationMethod: ValidationMethod;
}

/** Where the CA says an order stands. CAs have been seen to step back; callers must bear it. */
export type CaOrderStatus = 'validating' | 'issuing' | 'issued' | 'refused' | 'cancelled';

export interface CaOrder {
  /** The CA's own id. */
  readonly caReference: string;
  readonly status: CaOrderStatus;
  /** The CA's reason, where it refused. */
  readonly reason?: string;
  readonly validations: readonly CaValidation[];
}

export interface CaValidation extends DomainValidation {
  readonly status: 'pending' | 'valid' | 'failed';
  /** What the CA saw when it last looked. */
  readonly detail?: string;
}

export interface IssuedChain {
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem?: string;
}

/** RFC 5280, section 5.3.1, as far as subscribers may use them (BR 4.9.1). */
export type RevocationReason =
  'unspecified' | 'keyCompromise' | 'affiliationChanged' | 'superseded' | 'cessationOfOperation';

/** What an adapter's service can't do; callers choose another way instead of trying. */
export interface CaLimits {
  /** Can an order be found by our reference? Where not, an unknown outcome waits for a person. */
  readonly canFindByReference: boolean;
  readonly canChangeValidationMethod: boolean;
  readonly canCancel: boolean;
  readonly takesLetters: boolean;
}

/**
 * Every method throws OrderFailure: CaUnavailable, CaRateLimited, CaProtocolBroken, OrderRefusedByCa, CaOrderUnknown.
 * None retries by itself: Temporal does.
 */
export interface CertificateAuthority {
  readonly name: string;
  /** What stands in a domain's CAA records to permit this CA (RFC 8659, section 4.2); any one of them suffices. */
  readonly caaIdentities: readonly string[];
  readonly limits: CaLimits;
  /** Not idempotent by itself at every CA: look up the reference first when an earlier outcome is unknown. */
  placeOrder(request: CaOrderRequest): Promise<CaOrder>;
  findByReference(reference: string): Promise<CaOrder | undefined>;
  orderStatus(caReference: string): Promise<CaOrder>;
  /** New random values where they have aged or the method changes; the present ones otherwise. */
  challenges(caReference: string, method: ValidationMethod): Promise<readonly CaValidation[]>;
  /** Asks the CA to look now. The answer tells what it saw; issuance may follow later. */
  requestValidation(caReference: string): Promise<CaOrder>;
  uploadLetter(caReference: string, letter: { contentType: string; content: Uint8Array }): Promise<void>;
  /** Idempotent. `already-issued` when issuance won the race. */
  cancelOrder(caReference: string): Promise<'cancelled' | 'already-issued'>;
  fetchCertificate(caReference: string): Promise<IssuedChain>;
  /** Idempotent: revoking a revoked certificate succeeds. */
  revokeCertificate(caReference: string, reason: RevocationReason): Promise<void>;
}
