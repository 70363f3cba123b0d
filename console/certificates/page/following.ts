/** What may follow a certificate, as it is asked of the API: quoted, and ordered at the price that was seen. */
import { answered, api, type knownBy } from '../../api/client.js';
import type { components, operations } from '../../generated/api.js';
import { at } from '../reads.js';

export type SucceedingOrder = components['schemas']['SucceedingOrder'];
export type Quote = components['schemas']['Quote'];
export type FollowPurpose = 'renewal' | 'replacement' | 'upgrade';

type UpgradeBody = operations['certificates.upgrade']['requestBody']['content']['application/json'];
/** Of a renewal or a replacement brand and type stand among the changes; of an upgrade they are its own. */
type FollowBody = Omit<UpgradeBody, 'brand' | 'type'>;
export type Changes = NonNullable<FollowBody['changes']>;

export interface Wanted {
  readonly changes: Changes;
  readonly keyPassword?: string | false;
}

export async function quoteOf(purpose: FollowPurpose, certificateId: string, wanted: Wanted): Promise<Quote> {
  const place = at(certificateId);
  switch (purpose) {
    case 'renewal':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/renewal', { ...place, body: wanted }),
      );
    case 'replacement':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/replacement', { ...place, body: wanted }),
      );
    case 'upgrade':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/upgrade', { ...place, body: upgradeOf(wanted) }),
      );
  }
}

/** At the price that was seen, or not at all. */
export async function orderOf(
  purpose: FollowPurpose,
  certificateId: string,
  wanted: Wanted & { readonly expectedPrice?: number },
  known: ReturnType<typeof knownBy>,
): Promise<SucceedingOrder> {
  const place = { ...at(certificateId), ...known };
  switch (purpose) {
    case 'renewal':
      return await answered(api.POST('/v1/certificates/{certificateId}/renew', { ...place, body: wanted }));
    case 'replacement':
      return await answered(api.POST('/v1/certificates/{certificateId}/replace', { ...place, body: wanted }));
    case 'upgrade':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/upgrade', { ...place, body: upgradeOf(wanted) }),
      );
  }
}

/** What is not chosen is the server's to refuse, at its field. */
function upgradeOf({ changes: { brand, type, ...changes }, ...wanted }: Wanted): UpgradeBody {
  return { ...wanted, changes, brand, type } as UpgradeBody;
}
