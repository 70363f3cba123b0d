/** What is left of English in a Chinese text: runs of Latin words that are no names, commands, options, placeholders or values. */

/** Called so in Chinese as well. */
const NAMES = new Set(
  [
    'Temporal Postgres PostgreSQL Docker Kubernetes Linux Node Prometheus OpenTelemetry Chromium Sealflow',
    'WoTrus DNSPod TrustAsia GlobalSign GeoTrust DigiCert SecureSite Sectigo CFCA RapidSSL Thawte SHECA',
    'Nginx Apache Tomcat IIS Java OpenSSL BIND Knot',
    'CA CAA CN CNAME CSR DNS DNSSEC NS SOA TXT MX AAAA TTL TSIG RFC IP IPv IANA ICP IDN URL HTTP HTTPS SMTP TLS SSL TCP UDP',
    'SM2 SM3 SHA MD5 RSA ECDSA ECC EC PEM DER JKS PFX PKCS ZIP PDF PNG JPG JPEG JSON JSONL YAML UTF ISO UTC GMT OCSP CRL SAN OID',
    'DV OV EV Pro ID UI API SQL CNY RMB SMS MIME BOM PATH EOF UK USA',
  ].flatMap((line) => line.split(' ')),
);

/** Names of several words. */
const PHRASES = [
  'Temporal Web UI',
  'Temporal Cloud',
  'Web UI',
  'Key ID',
  "Let's Encrypt",
  'Tencent Cloud',
  'Alibaba Cloud',
];

/** Programs that are typed: they and what follows them on their line is a command. */
const TYPED = /(?<![\w-])(?:sealflow|npm|npx|node|docker|openssl|dig|nslookup|curl|keytool)(?: +[!-~]+)*/g;

const SPOKEN_FOR = [
  /`[^`]*`/g,
  /\bhttps?:\/\/[!-~]+/g,
  TYPED,
  // <placeholders>, [optional ones] and --options.
  /<[!-=?-~ ]*>/g,
  /\[[!-Z\\^-~]*\]/g,
  /(?<![\w-])--?[A-Za-z][\w-]*(?:[ =](?:[A-Z]+(?:\[?=[A-Z]+\]?)?(?![\w])))?/g,
];

/** A word of a language: what has digits, dots, underscores or hyphens in it is a value. */
const WORD = /^[A-Za-z]+(?:['’][a-z]+)?$/;

/**
 * The runs of two or more Latin words that follow each other in a text that should be Chinese, each as it stands there. `values`
 * are texts that people or other programs wrote and that are shown as they are: names of companies, of files and so on.
 */
export function latinSentences(text: string, values: readonly string[] = []): string[] {
  const phrases = [...values, ...PHRASES].filter((value) => value !== '').sort((a, b) => b.length - a.length);
  const withoutValues = phrases.reduce((rest, value) => rest.replaceAll(value, '·'), text);
  const ours = SPOKEN_FOR.reduce((rest, pattern) => rest.replace(pattern, '·'), withoutValues);
  return (ours.match(/[!-~’]+(?: +[!-~’]+)+/g) ?? []).flatMap(sentencesIn);
}

/** Punctuation ends a run: lists of values are separated by commas. */
function sentencesIn(run: string): string[] {
  return run
    .split(/[,;:!?()"{}|=+*#→]+|\.(?= |$)/)
    .map((part) => part.trim())
    .filter((part) => part.split(/ +/).filter((word) => WORD.test(word) && !NAMES.has(word)).length >= 2);
}
