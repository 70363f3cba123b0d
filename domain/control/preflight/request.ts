/** What a look before asking is asked for. Plain values; stored in histories. */

/** How control would be shown: by a record or by a file. Absent in a request: either. */
export const PREFLIGHT_METHODS = ['dns', 'file'] as const;
export type PreflightMethod = (typeof PREFLIGHT_METHODS)[number];

export interface PreflightRequest {
  /** Whose question it is. */
  readonly account: string;
  /** Normalized; a wildcard as `*.example.com`. */
  readonly name: string;
  readonly method?: PreflightMethod;
  /** A brand's word, or what stands for a CA in CAA records; absent: the CA that orders go to. */
  readonly ca?: string;
  /** The connection that leads to that CA; absent: the one that the installation's environment names. */
  readonly connection?: PreflightConnection;
  /** The account at the CA, as CAA records name it (RFC 8657). */
  readonly accountUri?: string;
}

export interface PreflightConnection {
  readonly connectionId: string;
  /** The CA's name in what is told. */
  readonly name: string;
}

/** Names of one question; more are the next question's. House limit: as many as a certificate can have. */
export const PREFLIGHT_NAMES = 100;

/**
 * CAs that issue by ACME and in no other way: what they look for, and where, is known (RFC 8555). Their CAA identities are
 * those of their own documentation: letsencrypt.org/docs/caa, pki.goog/faq.
 */
export const ACME_ONLY_IDENTITIES: readonly string[] = ['letsencrypt.org', 'pki.goog'];

/** Validation methods of ACME as CAA records name them (RFC 8657, section 4; IANA, "ACME Validation Methods"). */
export const ACME_METHODS: Readonly<Record<PreflightMethod, readonly string[]>> = {
  dns: ['dns-01'],
  file: ['http-01'],
};

/** Where a TXT record is looked for: by most brands (ordering rules, section 5), and by ACME (RFC 8555, section 8.4). */
export const PROOF_LABELS = { brands: '_dnsauth', acme: '_acme-challenge' } as const;

/** Where a file is looked for: by most brands (ordering rules, section 5), and by ACME (RFC 8555, section 8.3). */
export const PROOF_FOLDERS = {
  brands: '/.well-known/pki-validation/',
  acme: '/.well-known/acme-challenge/',
} as const;

/** A name that nobody sets: who answers it answers by a wildcard record. */
export const PROBE_LABEL = '_sealflow-probe';

/** A file that is not there: whoever is asked for it tells how he would answer for one that is. */
export const PROBE_FILE = 'sealflow-probe.txt';
