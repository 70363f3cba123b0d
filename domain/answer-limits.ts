/** How much of what comes from outside is read, and how long its parts may be: policy numbers, each with its source. */

/** Bytes of one answer's body, after decompression. What is longer is not read on. */
export const ANSWER_BYTES = {
  /**
   * lego, which reads ACME servers: 1 MiB (`maxBodySize` in acme/api/certificate.go). An order of a hundred names with
   * its proofs makes 60 KiB, a chain with both halves of a pair 20 KiB.
   */
  ca: 1_048_576,
  /** House limit: one hold makes 200 bytes. */
  payment: 65_536,
  /** House limit: 500 zones or records to a page, of 1 KiB each at most; an answer of PowerDNS, which knows no pages, has 300 a zone. */
  dns: 8_388_608,
  /** House limit: our own API's JSON. A page of a thousand orders has some three million, a forecast of fifty thousand plans thirty. */
  ownApi: 67_108_864,
  /** House limit: a file of our own API. A dossier (`DOSSIER_LIMITS`) is the longest. */
  ownApiFile: 268_435_456,
  /** House limit: what a part of the embedded stack tells the command line. All mails of a mail sink are the longest. */
  stack: 16_777_216,
} as const;

/** Bytes of one request's body at the embedded stack's own servers. House limits. */
export const REQUEST_BYTES = {
  /** At the CA and the payment house: a CSR for 100 names is well below. */
  api: 262_144,
  /** At the stack's controls: one DNS record. */
  control: 65_536,
  /** At the agent beside the web server: what a validation file may have (`FILE_LOOK_LIMITS.contentBytes`). */
  file: 16_384,
} as const;

/** Characters of one part of an answer. */
export const WIRE_CHARACTERS = {
  /** What the outside calls a thing of its own, or a code: an id, a reference. House limit. */
  identifier: 200,
  /** What is kept of a sentence to people; what is longer is cut, not refused. House limit: a reason is a sentence or two. */
  words: 2_000,
  /** A DNS name in text: RFC 1035, section 2.3.4, 255 octets on the wire. */
  name: 253,
  /** The value of a TXT or CNAME record: one character-string (RFC 1035, section 3.3). */
  recordValue: 255,
  /** A validation file's address: what servers and proxies take at least (RFC 9110, section 4.1, asks for 8,000). */
  url: 2_048,
  /** A validation file; more is a page, not a file (`FILE_LOOK_LIMITS.contentBytes`). */
  fileContent: 16_384,
  /** ISO 8601 with nine places of seconds has 30. */
  instant: 40,
  /** SHA-256 in hex. */
  sha256: 64,
  /** One or several PEM blocks: a certificate of 250 names makes 12 KiB, a chain has three of 3 KiB. House limit. */
  pem: 131_072,
  /** An enveloped SM2 key makes 300 characters of base64 (GM/T 0009). House limit. */
  envelopedKey: 4_096,
} as const;

/** Entries of one list. */
export const WIRE_ENTRIES = {
  /** At most 100 names an order (ordering rules, section 3); with a complimentary one for each, twice as many. */
  validations: 200,
  names: 100,
  /** A way to check a company has three steps at most (domain/organization/ways.ts); each comes once. House limit. */
  steps: 20,
  /** One a version, and a letter that is rejected a hundred times is not a letter any more. House limit. */
  letters: 100,
  /** Orders that a CA has under one reference: one, where it keeps its word. A few, so that a message can say so. */
  orders: 10,
  revocations: 10,
  /** One page of a list of everything there. House limit: pages of 50 and 100 are usual. */
  page: 200,
} as const;

/**
 * Characters of a failure's message, which stays in a history for years. Temporal cuts a pending one at 4 KB by itself; a
 * message of megabytes could not be reported at all. House limit.
 */
export const FAILURE_MESSAGE_CHARACTERS = 4_000;
