/** From pasted text to the one PEM block it must be (RFC 7468), or a refusal that repeats nothing of it. */
import type { Bilingual } from '../bilingual.js';
import { lengthOfDer, readPem } from './pem.js';
import { Refusal, refusalDetails } from '../refusals.js';

const ONE_PEM_BLOCK: Bilingual = {
  zh: '一个 PEM 块,从 `-----BEGIN CERTIFICATE REQUEST-----` 到 `-----END CERTIFICATE REQUEST-----`;之前可以有文本',
  en: 'one PEM block, from -----BEGIN CERTIFICATE REQUEST----- to -----END CERTIFICATE REQUEST-----; text may stand before it',
};

/** The older one is Microsoft's and Netscape's. */
const LABELS = ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'];

/** Labels that may be repeated: anything else behind BEGIN is the text's own. */
const KNOWN_LABELS = ['CERTIFICATE', 'PUBLIC KEY', 'RSA PUBLIC KEY', 'EC PARAMETERS', 'PKCS7', 'X509 CRL'];

/** The DER bytes of the text's only block. Throws Refusal (field `csr`). */
export function readCsrPem(text: string): Buffer {
  if (/PRIVATE KEY-----/.test(text.replaceAll('\0', ''))) throw privateKeyPasted();
  const read = readPem(text);
  if ('problem' in read)
    throw refuseCsr(
      {
        zh: `文本不是 PEM 格式的 CSR。${read.problem.zh}`,
        en: `The text is not a PEM certificate signing request. ${read.problem.en}`,
      },
      read.accepted,
    );
  const [block, another] = read.blocks;
  if (another)
    throw refuseCsr({ zh: '文本中有多个 PEM 块', en: 'The text has more than one PEM block' }, ONE_PEM_BLOCK);
  if (!block || !LABELS.includes(block.label)) throw notACsr(block?.label);
  if (read.hasTextAfter)
    throw refuseCsr(
      {
        zh: '文本中除了 PEM 格式的 CSR 还有其他内容:END 行之后还有内容',
        en: 'The text is not a PEM certificate signing request alone: something follows its END line',
      },
      ONE_PEM_BLOCK,
    );
  if (block.der.length !== lengthOfDer(block.der))
    throw refuseCsr(
      { zh: 'CSR 不完整,或其后还有内容', en: 'The CSR is cut off, or something follows it' },
      ONE_PEM_BLOCK,
    );
  return block.der;
}

/** A refusal of the field `csr`; messages never repeat what was pasted. */
export function refuseCsr(message: Bilingual, accepted: Bilingual): Refusal {
  return new Refusal(refusalDetails('InvalidInput', { field: 'csr', message, accepted }));
}

function notACsr(label: string | undefined): Refusal {
  const found = KNOWN_LABELS.find((known) => known === label);
  const instead =
    found === undefined ? { zh: '', en: '' } : { zh: `,而是 ${found}`, en: `: it is a ${found}` };
  return refuseCsr(
    {
      zh: `文本不是 PEM 格式的 CSR${instead.zh}`,
      en: `The text is not a PEM certificate signing request${instead.en}`,
    },
    ONE_PEM_BLOCK,
  );
}

function privateKeyPasted(): Refusal {
  return refuseCsr(
    {
      zh: '文本中含有私钥。私钥没有被保存;但粘贴过的私钥应当更换',
      en: 'The text holds a private key. It was not stored; but a key that has been pasted somewhere should be replaced by a new one',
    },
    {
      zh: '只填写 CSR:私钥由您自己保管',
      en: 'the certificate signing request alone: the private key stays with you',
    },
  );
}
