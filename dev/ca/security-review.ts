/** Why a name was turned down after a look at lists that no client sees; the words clients are told. */
import { reasonOf } from '../../domain/told.js';

export const SECURITY_REVIEW = reasonOf({
  zh: '安全审查:此订单中有域名在不予签发的名单上',
  en: 'security review: a name of this order is on a list of names that are not issued for',
});
