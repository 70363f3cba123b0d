/** Names as they are handed in: held to what was bought, before anything is handed on. */
import { nameLimits } from '../../domain/catalogue/products.js';
import { kindOf } from '../../domain/names/kinds.js';
import { parseNames } from '../../domain/names/name-list.js';
import { isForSeveralNames } from '../../domain/tencent/products.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import { failed, told, type DoubleCall } from './call.js';
import { productOf } from './status.js';
import type { StoredCertificate } from './stored-certificate.js';

/** Section 7, `CertificateDomainMaxLengthInvalid`. */
const LONGEST_NAME = 64;

/** Throws TencentError, FailedOperation with `code` where it is about a name itself, or their number and kind. */
export function refuseUnsoundNames(
  call: DoubleCall,
  names: readonly string[],
  bought: Pick<StoredCertificate, 'productId' | 'domainCount'>,
  code: string,
): void {
  const { brand, type, kind } = productOf(bought);
  if (names.some((name) => name.length > LONGEST_NAME))
    throw new TencentError(
      'InvalidParameterValue.CertificateDomainMaxLengthInvalid',
      told(call, {
        zh: `域名最多 ${LONGEST_NAME} 个字符。`,
        en: `A domain name has at most ${LONGEST_NAME} characters.`,
      }),
    );
  const [problem] = parseNames(names, nameLimits(brand, type)).problems;
  if (problem) throw failed(call, code, { zh: problem.chinese.message, en: problem.message });
  if (names.length > bought.domainCount)
    throw failed(call, code, {
      zh: `域名数量超过购买的 ${bought.domainCount} 个。`,
      en: `There are more names than the ${bought.domainCount} that were bought.`,
    });
  const found = kindOf(names);
  const several = isForSeveralNames(kind);
  const fits = several ? kind === 'wildcard-multi' || !found.startsWith('wildcard') : found === kind;
  if (!fits)
    throw failed(call, code, {
      zh: '域名与购买的产品类型不符。',
      en: 'The names are not of the kind that was bought.',
    });
}
