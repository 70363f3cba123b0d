/** Keys and CSRs. */

/** Local: CPU and our own database. */
export interface CsrActivities {
  /**
   * Idempotent: an order has one key and one CSR, made by the first call and returned by all later ones. A pasted CSR is
   * only looked up. Throws OrderDataUnusable.
   */
  prepareCsr(orderId: string): Promise<PreparedCsr>;
}

export interface PreparedCsr {
  /** SHA-256 of the subject public key info, lower-case hex: binds key, CSR and certificate together. */
  readonly spkiSha256: string;
  /** False where the CSR was pasted: the private key is not here. */
  readonly keyIsHere: boolean;
}
