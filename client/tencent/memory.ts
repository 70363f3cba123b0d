/** For servers: what those of the reseller's API have to know together, whichever of them is asked. */
import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../db/database.js';
import {
  insertDownloadLink,
  takeDownloadLink,
  type DownloadLink,
} from '../../db/statements/tencent/download-links.js';
import { forgetSignatures, takeSignature } from '../../db/statements/tencent/taken-signatures.js';
import {
  DOWNLOAD_LINK_MINUTES,
  TENCENT_CLOCK_SECONDS,
  TENCENT_TWIN_MS,
} from '../../domain/tencent-limits.js';

export type { DownloadLink } from '../../db/statements/tencent/download-links.js';

export interface HeardSignature {
  readonly keyId: string;
  readonly signature: string;
  /** The action, where it writes. */
  readonly writes: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A signature's time is at most so far behind ours when it comes first, and at most so far before. */
const LONGEST_VALID_MS = 2 * TENCENT_CLOCK_SECONDS * 1000;
/** Clocks of servers side by side may be apart by as much again. */
const KEPT_MS = 2 * LONGEST_VALID_MS;
const TOKEN_BYTES = 32;
/** How often a server lets go of what is over. */
const FORGOTTEN_EVERY_MS = 1_000;

export class TencentMemory {
  readonly #database: Database;
  #forgotAt = -Infinity;

  constructor({ database }: { readonly database: Database }) {
    this.#database = database;
  }

  /** Of a signature that was verified: nobody else fills this. `written`: the same action came under it already. */
  async takeSignature({
    keyId,
    signature,
    writes,
    now,
  }: HeardSignature): Promise<'taken' | 'written' | 'old'> {
    if (Math.abs(now - this.#forgotAt) >= FORGOTTEN_EVERY_MS) {
      this.#forgotAt = now;
      await forgetSignatures(this.#database, new Date(now - KEPT_MS));
    }
    return await takeSignature(this.#database, {
      signatureSha256: sha256(`${keyId} ${signature}`),
      now: new Date(now),
      twinSince: new Date(now - TENCENT_TWIN_MS),
      writes,
    });
  }

  /** The token that opens it: told once, and kept nowhere. */
  async openDownload(link: DownloadLink, now: number): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = new Date(now + DOWNLOAD_LINK_MINUTES * 60_000);
    await insertDownloadLink(this.#database, sha256(token), link, { now: new Date(now), expiresAt });
    return token;
  }

  /** Undefined for a token that opens none any more. */
  async takeDownload(token: string, now: number): Promise<DownloadLink | undefined> {
    return await takeDownloadLink(this.#database, sha256(token), new Date(now));
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
