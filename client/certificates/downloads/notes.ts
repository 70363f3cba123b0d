/** What whoever takes a pack must be told beside its files. */
import { isKeyStore, type PackFormat } from '../../../domain/certificates/download-packs.js';
import { isLocked, type PackMaterial } from './material.js';

/** Sentences. `generatedPassword` is only looked at for whether there is one. */
export function notesOn(
  material: PackMaterial,
  formats: readonly PackFormat[],
  generatedPassword: string | null,
): string[] {
  const stores = formats.some(isKeyStore);
  const asPem = formats.some((format) => !isKeyStore(format) && format !== 'root');
  return [
    ...(asPem ? notesOnPem(material) : []),
    ...(stores ? notesOnStores(material, generatedPassword !== null) : []),
  ];
}

function notesOnPem({ download }: PackMaterial): string[] {
  const { privateKeyMissing, encryption } = download;
  return [
    ...(privateKeyMissing === null ? [] : [`No private key: ${withStop(privateKeyMissing)}`]),
    ...(isLocked(download)
      ? [
          'The private key is encrypted with the key password of the order; give the password to have it open.',
        ]
      : []),
    ...(encryption?.privateKeyMissing
      ? [`No encryption key: ${withStop(encryption.privateKeyMissing)}`]
      : []),
  ];
}

function notesOnStores({ keyPassword, needlessPassword }: PackMaterial, isGenerated: boolean): string[] {
  if (needlessPassword)
    return ['The order has no key password: the one given was not used, the stores’ is in keystorePass.txt.'];
  if (keyPassword === null || !isGenerated) return [];
  return [
    'Java opens key stores only with passwords of printable ASCII, which the key password is not: theirs was made for this download and is in keystorePass.txt.',
  ];
}

/** A reason as a sentence of its own. */
export function withStop(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
