/** A dossier as programs ask for it, and as they get it. */

export interface DossierRequest {
  /** Leave out whatever names or reaches people, letters' files included. */
  readonly withoutPersonalData?: boolean;
  /** Of its summary; default `en`. */
  readonly language?: 'en' | 'zh';
  /** By whose clock the summary tells times: a name of the IANA time zone database; default `Asia/Shanghai`. */
  readonly timeZone?: string;
}

export interface Dossier {
  readonly orderId: string;
  /** A ZIP file. */
  readonly archive: Uint8Array;
  readonly personalData: boolean;
  /** How many files are in it. */
  readonly files: number;
  /** The entry of the account's log that tells of it; its hash is worth noting elsewhere. */
  readonly made: { readonly sequence: number; readonly hash: string };
  /** Fingerprint of the key that signed it. */
  readonly signer: string;
}
