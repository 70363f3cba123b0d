/** What certificates are searched by, checked. */
import type { CertificateFilter } from '../../db/statements/certificates/lists.js';
import { CERTIFICATE_STATES } from '../../domain/certificates/words.js';
import { refuseUnusableSearch } from '../../domain/orders/labels.js';
import { instantGiven, searchGiven, severalGiven } from '../list-filters.js';
import { normalizedName } from '../orders/reading.js';

/** Throws Refusal `InvalidInput`, by field. */
export function usableFilter({
  state,
  name,
  search,
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
  refuseUnusableSearch(labels);
  return {
    ...labels,
    ...(state !== undefined && { state: severalGiven('state', state, CERTIFICATE_STATES) }),
    ...(name !== undefined && { name: normalizedName(name) }),
    ...(search !== undefined && { search: searchGiven(search) }),
    ...(expiresBefore !== undefined && { expiresBefore: instantGiven('expiresBefore', expiresBefore) }),
  };
}
