/** What whoever takes a pack must be told beside its files. */
import { isKeyStore, type PackFormat } from '../../../domain/certificates/download-packs.js';
import { isLocked, type PackMaterial } from './material.js';
import type { Bilingual } from '../../../domain/bilingual.js';

/** Sentences. `generatedPassword` is only looked at for whether there is one. */
export function notesOn(
  material: PackMaterial,
  formats: readonly PackFormat[],
  generatedPassword: string | null,
): Bilingual[] {
  const stores = formats.some(isKeyStore);
  const asPem = formats.some((format) => !isKeyStore(format) && format !== 'root');
  return [
    ...(asPem ? notesOnPem(material) : []),
    ...(stores ? notesOnStores(material, generatedPassword !== null) : []),
  ];
}

function notesOnPem({ download }: PackMaterial): Bilingual[] {
  const { privateKeyMissingInWords: missing, encryption } = download;
  const missingHalf = encryption?.privateKeyMissingInWords;
  return [
    ...(missing
      ? [
          {
            zh: `没有私钥:${withStop(missing).zh}`,
            en: `No private key: ${withStop(missing).en}`,
          },
        ]
      : []),
    ...(isLocked(download) ? [LOCKED] : []),
    ...(missingHalf
      ? [
          {
            zh: `没有加密私钥:${withStop(missingHalf).zh}`,
            en: `No encryption key: ${withStop(missingHalf).en}`,
          },
        ]
      : []),
  ];
}

const LOCKED: Bilingual = {
  zh: '私钥已用订单的私钥密码加密;提供该密码即可得到未加密的私钥。',
  en: 'The private key is encrypted with the key password of the order; give the password to have it open.',
};

const NEEDLESS_PASSWORD: Bilingual = {
  zh: '此订单没有私钥密码:所给的密码未使用,密钥库的密码在 keystorePass.txt 中。',
  en: 'The order has no key password: the one given was not used, the stores’ is in keystorePass.txt.',
};

const GENERATED_PASSWORD: Bilingual = {
  zh: 'Java 只能用可打印 ASCII 字符组成的密码打开密钥库,而私钥密码不是这样:本次下载另行生成了密码,见 keystorePass.txt。',
  en: 'Java opens key stores only with passwords of printable ASCII, which the key password is not: theirs was made for this download and is in keystorePass.txt.',
};

function notesOnStores({ keyPassword, needlessPassword }: PackMaterial, isGenerated: boolean): Bilingual[] {
  if (needlessPassword) return [NEEDLESS_PASSWORD];
  return keyPassword === null || !isGenerated ? [] : [GENERATED_PASSWORD];
}

/** A reason as a sentence of its own. */
export function withStop({ zh, en }: Bilingual): Bilingual {
  return { zh: zh.endsWith('。') ? zh : `${zh}。`, en: en.endsWith('.') ? en : `${en}.` };
}
