/** The letters among an order's papers: every version, an order's own and those that asked for a revocation. */
import type { Queryable } from '../../db/database.js';
import {
  listLetters,
  loadLetterVersion,
  type LetterSubject,
  type StoredLetter,
} from '../../db/statements/organization/letters.js';
import { DOSSIER_LIMITS, jsonFile, type DossierFile } from '../../domain/dossiers/manifest.js';
import type { LetterContentType } from '../../domain/organization/letter-rules.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

const ENDINGS: Readonly<Record<LetterContentType, string>> = {
  'application/pdf': 'pdf',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

export interface LetterPapers {
  /** Oldest first; those of revocations behind the order's. */
  readonly views: readonly StoredLetter[];
  readonly files: readonly DossierFile[];
}

/** Throws Refusal `RefusedInThisState` where they are more than an archive may hold. */
export async function lettersOf(
  database: Queryable,
  orderId: string,
  revocations: readonly { readonly revocationId: string }[],
  personalData: boolean,
): Promise<LetterPapers> {
  const folders: (readonly [string, LetterSubject])[] = [
    ['letters', { orderId }],
    ...revocations.map(
      ({ revocationId }, index) => [`letters/revocation-${index + 1}`, { revocationId }] as const,
    ),
  ];
  const listed: { readonly letter: StoredLetter; readonly path: string }[] = [];
  for (const [folder, subject] of folders)
    for (const letter of await listLetters(database, subject))
      listed.push({ letter, path: `${folder}/version-${letter.version}.${ENDINGS[letter.contentType]}` });
  const views = listed.map(({ letter }) => letter);
  const told = listed.map(({ letter, path }) =>
    personalData ? { ...letter, file: path } : { ...letter, uploadedBy: null, file: null },
  );
  const contents = personalData ? await contentsOf(database, listed) : [];
  return { views, files: [...(told.length === 0 ? [] : [jsonFile('letters.json', told)]), ...contents] };
}

async function contentsOf(
  database: Queryable,
  listed: readonly { readonly letter: StoredLetter; readonly path: string }[],
): Promise<DossierFile[]> {
  // Before they are read: what no archive may hold, this program need not hold either.
  refuseTooMuch(
    listed.length,
    listed.reduce((sum, { letter }) => sum + letter.sizeBytes, 0),
  );
  const files: DossierFile[] = [];
  for (const { letter, path } of listed) {
    const found = await loadLetterVersion(database, letter.subject, letter.version);
    if (found) files.push({ path, content: found.content });
  }
  return files;
}

/** Throws Refusal `RefusedInThisState`. */
export function refuseTooMuch(files: number, bytes: number): void {
  if (files < DOSSIER_LIMITS.files && bytes < DOSSIER_LIMITS.bytes) return;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单的资料超出一份档案的容量(${DOSSIER_LIMITS.files} 个文件,${DOSSIER_LIMITS.bytes / 1_048_576} MiB):请逐份下载确认函,其余资料以不含个人信息的方式导出`,
        en: `The order's papers are more than one archive may hold (${DOSSIER_LIMITS.files} files, ${DOSSIER_LIMITS.bytes / 1_048_576} MiB): take its letters one by one, and the rest without personal data`,
      },
    }),
  );
}
