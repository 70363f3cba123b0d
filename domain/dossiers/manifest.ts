/** What a dossier is made of: its files by name, size and hash, and how much of them somebody who reads one may be given. */
import { hash as digestOf } from 'node:crypto';
import { z } from 'zod';

/** Says how the rest is to be read. Stands in archives for years: add another one, never change what this one means. */
export const DOSSIER_FORMAT = 'sealflow-dossier-1';

/** Lists every file but these three, which can't name their own hashes. */
export const MANIFEST_FILE = 'manifest.json';
/** The order's entries of the log of operations; the last one names the manifest. */
export const LOG_FILE = 'log.jsonl';
/** Signs the manifest and the entries. */
export const SIGNATURE_FILE = 'signature.json';
export const PROOF_FILES: readonly string[] = [MANIFEST_FILE, LOG_FILE, SIGNATURE_FILE];

/**
 * House limits, for who writes as for who reads: a letter has up to 1.4 MB and few orders have ten, so that this is a hundred
 * times of what is met; and it fits into the memory of any machine.
 */
export const DOSSIER_LIMITS = { files: 2_000, bytes: 268_435_456 } as const;

const LONGEST_PATH = 128;
/** Relative, of lower-case letters, digits, `.`, `-` and `_`; no part begins with a dot: nothing leads out of a folder. */
const PATH = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;

export function isDossierPath(path: string): boolean {
  return path.length <= LONGEST_PATH && PATH.test(path);
}

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

const MANIFEST_SCHEMA = z.strictObject({
  format: z.literal(DOSSIER_FORMAT),
  account: z.string(),
  orderId: z.string(),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** False: made without what would name or reach people. */
  personalData: z.boolean(),
  files: z.array(
    z.strictObject({
      path: z.string().refine(isDossierPath),
      size: z.int().min(0),
      sha256: sha256Hex,
    }),
  ),
});
export type DossierManifest = Readonly<z.output<typeof MANIFEST_SCHEMA>>;

export interface DossierFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** The files as the manifest lists them, in the order of their names. */
export function listedFiles(files: readonly DossierFile[]): DossierManifest['files'] {
  return [...files]
    .sort((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, content }) => ({ path, size: content.length, sha256: sha256(content) }));
}

/** Undefined for what no manifest of this format is. */
export function readManifest(content: Uint8Array): DossierManifest | undefined {
  return MANIFEST_SCHEMA.safeParse(jsonIn(content)).data;
}

/** JSON for people: indented, with a line break at its end. */
export function jsonFile(path: string, value: unknown): DossierFile {
  return { path, content: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) };
}

/** Undefined for what is no JSON in UTF-8. */
export function jsonIn(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    return undefined;
  }
}

/** Lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return digestOf('sha256', content, 'hex');
}
