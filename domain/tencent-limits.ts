/** How large, how often and how late a call of the Tencent-compatible API may be, and how long its fields. */

/** Greatest size of a request: cloud.tencent.com/document/api/400/41660 ("Request Structure", section 3). */
export const TENCENT_REQUEST_BYTES = {
  /** Of the query string. */
  get: 32 * 1024,
  /** Signed by HmacSHA1 or HmacSHA256. */
  legacyPost: 1024 * 1024,
  /** Signed by TC3-HMAC-SHA256. */
  post: 10 * 1024 * 1024,
} as const;

/** Calls of one action by one key in a second: "the default API request rate limit is 10 requests/s", on each action's page. Each process counts its own. */
export const TENCENT_CALLS_PER_SECOND = 10;

/** How far `X-TC-Timestamp` may be from our clock, in either direction: "Common Params", "more than five minutes", `AuthFailure.SignatureExpire`. */
export const TENCENT_CLOCK_SECONDS = 300;

/**
 * Signatures have no nonce, their clock counts seconds, and most clients leave the action out: what a program asks twice in a second
 * is signed alike. The house's own: so long after it was first heard, a signature is worth nothing any more.
 */
export const TENCENT_TWIN_MS = 2_000;

/** The house's own: how long an address of `DescribeDownloadCertificateUrl` opens its download, once. */
export const DOWNLOAD_LINK_MINUTES = 5;

/** Longest values, in characters. */
export const TENCENT_FIELD_LENGTHS = {
  /** The house's own, for whatever has no limit below. */
  plain: 1_024,
  /** "Alias: up to 200 characters", the console's guide on certificates. */
  alias: 200,
  /** A DNS name as people write it: RFC 1035, 2.3.4. How long an ordered one may be (64) the action says. */
  name: 253,
  /** The house's own: names in one field, at most 250 of 253 characters. */
  names: 64_000,
  /** The house's own: a PEM of certificates, a key or a CSR. */
  pem: 128 * 1024,
  /** The Base64 of more than the largest file that a letter may be, so that what is too large is told as such by the action. */
  letter: 8 * 1024 * 1024,
} as const;

/** Most entries of a list. */
export const TENCENT_LIST_LENGTHS = {
  /** The house's own, for whatever has no limit below. */
  plain: 250,
  /** `DeleteCertificates`, `ModifyCertificateProject`, `DescribeDeleteCertificatesTaskResult`, `BatchDeleteCSR`: 100 (their api.json). */
  hundred: 100,
  /** `ModifyCertificatesExpiringNotificationSwitch`: 50 (its api.json). */
  fifty: 50,
  /** `ModifyResourceTags`: 10 tags (its api.json). */
  tags: 10,
} as const;
