/** What is handed in as a certificate from elsewhere, from text to certificates; and how it is refused. */
import type { Bilingual } from '../bilingual.js';
import { forbiddenCharacter } from '../characters.js';
import { fieldInChinese, Refusal, refusalDetails } from '../refusals.js';
import { lengthOfDer, readPem, type PemBlock } from './pem.js';
import { readCertificate, type ReadCertificate } from './read-certificate.js';

/** The house's own limits: a chain of ten certificates with RSA 4096 keys fits four times. */
const MOST_CHARACTERS = 100_000;
const MOST_CERTIFICATES = 10;

export type OwnField = 'certificatePem' | 'chainPem' | 'privateKeyPem' | 'keyPassword';

const LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** Blocks of other kinds are passed over. Throws Refusal. */
export function certificatesIn(field: OwnField, pem: unknown): ReadCertificate[] {
  const blocks = blocksIn(field, pem).filter(({ label }) => LABELS.includes(label));
  if (blocks.length === 0) throw refused(field, { zh: '其中没有证书', en: 'There is no certificate in it' });
  if (blocks.length > MOST_CERTIFICATES)
    throw refused(field, {
      zh: `其中的证书多于 ${MOST_CERTIFICATES} 张`,
      en: `There are more than ${MOST_CERTIFICATES} certificates in it`,
    });
  return blocks.map((block) => certificateOf(field, block));
}

/** Throws Refusal for what is too long, no text, or damaged PEM. */
export function blocksIn(field: OwnField, pem: unknown): readonly PemBlock[] {
  if (typeof pem !== 'string' || pem.length > MOST_CHARACTERS)
    throw refused(field, {
      zh: `不是最多 ${MOST_CHARACTERS} 个字符的文本`,
      en: `It is no text of at most ${MOST_CHARACTERS} characters`,
    });
  const read = readPem(pem);
  if ('problem' in read) throw refused(field, read.problem, read.accepted);
  return read.blocks;
}

/** What OpenSSL appends to a `TRUSTED CERTIFICATE` is no part of it; behind another, anything is too much. */
function certificateOf(field: OwnField, { label, der }: PemBlock): ReadCertificate {
  const length = lengthOfDer(der);
  const isWhole = length === der.length || (label === 'TRUSTED CERTIFICATE' && (length ?? 0) > 0);
  const read = isWhole ? readCertificate(der.subarray(0, length)) : undefined;
  if (!read)
    throw refused(
      field,
      {
        zh: '其中有证书无法读取:已损坏,或密钥类型未知',
        en: 'A certificate in it can’t be read: it is damaged, or has a key of an unknown kind',
      },
      {
        zh: 'PEM 格式的证书,与签发时相同',
        en: 'certificates in PEM form, as they were issued',
      },
    );
  // It will stand in lists and on terminals.
  const odd = forbiddenCharacter([read.facts.issuer, ...read.names].join(''), { lines: false });
  if (odd)
    throw refused(field, {
      zh: `其中一张证书的名称含有字符 ${odd.named}`,
      en: `A name in a certificate of it has the character ${odd.named}`,
    });
  return read;
}

const CALLED: Record<OwnField, Bilingual> = {
  certificatePem: { zh: '证书', en: 'certificate' },
  chainPem: { zh: '证书链', en: 'chain' },
  privateKeyPem: { zh: '私钥', en: 'private key' },
  keyPassword: { zh: '私钥密码', en: 'key password' },
};

const ACCEPTED: Record<OwnField, Bilingual> = {
  certificatePem: {
    zh: 'PEM 格式的服务器证书,证书链附在其后或填入 chainPem',
    en: 'a server certificate in PEM form, its chain with it or in chainPem',
  },
  chainPem: {
    zh: '签发此证书的各级证书,PEM 格式,每张一次',
    en: 'the certificates that issued it, in PEM form, each once',
  },
  privateKeyPem: {
    zh: '此证书的私钥,PEM 格式:`PRIVATE KEY`、`RSA PRIVATE KEY`、`EC PRIVATE KEY` 或 `ENCRYPTED PRIVATE KEY`',
    en: 'its private key in PEM form: PRIVATE KEY, RSA PRIVATE KEY, EC PRIVATE KEY or ENCRYPTED PRIVATE KEY',
  },
  keyPassword: { zh: '能打开私钥的密码', en: 'the password that opens the private key' },
};

/** Messages never repeat what was given. In Chinese the field stands in front: what "it" is. */
export function refused(field: OwnField, { zh, en }: Bilingual, accepted = ACCEPTED[field]): Refusal {
  const message = { zh: `${fieldInChinese(field, CALLED[field])}:${zh}`, en };
  return new Refusal(refusalDetails('InvalidInput', { field, message, accepted }));
}
