/** What certificates are searched by, checked. */
import type { CertificateFilter } from '../../db/statements/certificates/lists.js';
import { CERTIFICATE_STATES } from '../../domain/certificates/words.js';
import { ACCEPTED_INSTANT, instantOf } from '../../domain/instants.js';
import { refuseUnusableSearch } from '../../domain/orders/labels.js';
import { normalizedName, refuseUnknown } from '../orders/reading.js';
import { unusable } from '../refusing.js';

/** Throws Refusal `InvalidInput`, by field. */
export function usableFilter({
  state,
  name,
  expiresBefore,
  alias,
  tag,
  project,
}: CertificateFilter): CertificateFilter {
  const labels = {
    ...(alias !== undefined && { alias }),
    ...(tag !== undefined && { tag }),
    ...(project !== undefined && { project }),
  };
  refuseUnknown('state', state, CERTIFICATE_STATES);
  refuseUnusableSearch(labels);
  return {
    ...labels,
    ...(state !== undefined && { state }),
    ...(name !== undefined && { name: normalizedName(name) }),
    ...(expiresBefore !== undefined && { expiresBefore: instant(expiresBefore) }),
  };
}

function instant(text: string): string {
  const at = instantOf(text);
  if (at !== undefined) return new Date(at).toISOString();
  throw unusable('expiresBefore', ACCEPTED_INSTANT);
}
