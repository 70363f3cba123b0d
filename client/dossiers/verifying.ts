/** Verifies a dossier's file: without the installation, without its database, without a network. */
import {
  verifyDossier,
  type DossierComparison,
  type DossierVerdict,
} from '../../domain/dossiers/verification.js';
import { DOSSIER_LIMITS } from '../../domain/dossiers/manifest.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { readArchive } from './archive.js';

/** Bytes of an archive: beside its files their names, twice, with a few dozen bytes each. */
export const LARGEST_DOSSIER = DOSSIER_LIMITS.bytes + DOSSIER_LIMITS.files * 512;

/** Throws Refusal `InvalidInput`, field `signer`, for what no fingerprint is. */
export function verifyDossierFile(bytes: Uint8Array, comparison: DossierComparison = {}): DossierVerdict {
  const { signer } = comparison;
  if (signer !== undefined) refuseNoFingerprint(signer);
  const read = readArchive(bytes);
  if (!read) return { verified: false, problems: [{ where: 'archive', problem: 'not-an-archive' }] };
  const verdict = verifyDossier(read.files, comparison);
  if (verdict.verified && read.isAltered)
    return { verified: false, problems: [{ where: 'archive', problem: 'archive-altered' }] };
  return verdict;
}

function refuseNoFingerprint(signer: unknown): void {
  if (typeof signer === 'string' && /^[0-9a-f]{64}$/.test(signer)) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'signer',
      message: { zh: 'signer 不是密钥指纹', en: 'signer is no fingerprint of a key' },
      accepted: {
        zh: '64 位小写十六进制数字,即 `sealflow dossier signer` 打印的内容',
        en: '64 lower-case hexadecimal digits, as `sealflow dossier signer` prints them',
      },
    }),
  );
}
