/** The CA's chains: who signs what. One root, or two, and an issuer for each algorithm that certificates are signed with. */
import type { StoredOrder } from './stored-order.js';

/** `usual` signs with SHA-256 and `sha384` with SHA-384, for RSA and ECC keys; `sm2` for SM2 keys, and for no other. */
export const CHAIN_NAMES = ['usual', 'sha384', 'sm2'] as const;
export type ChainName = (typeof CHAIN_NAMES)[number];

/** Which chain a certificate hangs on: by its key, and by what it is to be signed with. */
export function chainOf({ key, signatureHash }: Pick<StoredOrder, 'key' | 'signatureHash'>): ChainName {
  if (key.type === 'sm2') return 'sm2';
  return signatureHash === 'sha384' ? 'sha384' : 'usual';
}
