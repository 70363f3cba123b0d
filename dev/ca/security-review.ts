/** Why a name was turned down after a look at lists that no client sees; the words clients are told. */
export const SECURITY_REVIEW_REASON =
  'security review: a name of this order is on a list of names that are not issued for';
