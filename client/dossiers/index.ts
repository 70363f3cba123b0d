/** Dossiers of the account's orders: everything known of one, in one archive that is verified offline. */
import { dossierPublicKeys } from '../../db/dossier-keys.js';
import { signerOf } from '../../domain/dossiers/signature.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import type { Dossier, DossierRequest } from './dossier.js';

export class Dossiers {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /**
   * Makes the order's dossier. The account's log has it, with the hash of what is in it, before it is handed out. Throws
   * Refusal: `NotFound`; `InvalidInput`, by field; `RefusedInThisState` where the log is not as it was written, or the order's
   * papers are more than an archive may hold. Throws MasterKeyRefused where the key to sign with is not the workers' own.
   */
  async make(orderId: string, request: DossierRequest = {}): Promise<Dossier> {
    const context = this.#context;
    const { dossierFrom, gatherDossier } = await import('./making.js');
    const gathered = await recorded(
      context,
      {
        operation: 'order.dossier',
        subject: orderId,
        details: { personalData: request.withoutPersonalData !== true },
        told: ({ manifestSha256, signer }) => ({ manifestSha256, signer }),
      },
      () => gatherDossier(context, orderId, request),
    );
    return await dossierFrom(context, gathered);
  }

  /** Fingerprints of the keys that sign dossiers here: the first one now, the others before the master key was replaced. */
  signers(): string[] {
    return dossierPublicKeys(this.#context.masterKeys).map(signerOf);
  }
}
