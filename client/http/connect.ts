/** From what is kept of a sign-in to a client of its API; the composition root of commands over HTTP. */
import type { ApiCredentials } from '../../config/api-credentials.js';
import type { Language } from '../../domain/bilingual.js';
import type { OrderClient } from '../order-client.js';
import { ApiConnection } from './api-connection.js';
import { createHttpOrderClient } from './http-order-client.js';

/** `account`: in the place of the one that was chosen at sign-in. Nothing is asked yet. */
export function httpClientFor(
  { url, bearer, account: chosen }: ApiCredentials,
  account: string | undefined,
  language: Language,
): OrderClient {
  const whose = account ?? chosen ?? undefined;
  return createHttpOrderClient(
    new ApiConnection({
      url,
      authorization: `Bearer ${bearer}`,
      language,
      ...(whose !== undefined && { account: whose }),
    }),
  );
}
