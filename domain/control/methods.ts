/** Which way of showing control fits which names and terms (ordering rules, section 5). Used by workflows: no libraries. */
import { inBoth, type Bilingual } from '../bilingual.js';
import type { ValidationMethod } from '../catalogue/words.js';
import { isIpAddress, isWildcard } from '../names/forms.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';

const FILE_METHODS: readonly ValidationMethod[] = ['file', 'auto-file'];

/** Is the proof a file on a web server rather than a DNS record? */
export function isFileMethod(method: ValidationMethod): boolean {
  return FILE_METHODS.includes(method);
}

/**
 * Why control of these names can't be shown by this method, or nothing. `names` are normalized, as ordered or as on the
 * certificate.
 */
export function refusalOfMethod(
  method: ValidationMethod,
  names: readonly string[],
  terms: { readonly validationMethods: readonly ValidationMethod[] },
): RefusalDetails | undefined {
  const allowed = terms.validationMethods.filter((candidate) => fits(candidate, names));
  if (allowed.includes(method)) return undefined;
  return refusalDetails('InvalidInput', {
    field: 'validation',
    message: problemOf(method, names),
    accepted: allowed.length > 0 ? inBoth(allowed.join(', ')) : SEPARATELY,
  });
}

const SEPARATELY: Bilingual = {
  zh: '将通配符域名和 IP 地址分开下单',
  en: 'order wildcard names and IP addresses separately',
};

function fits(method: ValidationMethod, names: readonly string[]): boolean {
  return !names.some((name) => (isFileMethod(method) ? isWildcard(name) : isIpAddress(name)));
}

function problemOf(method: ValidationMethod, names: readonly string[]): Bilingual {
  const unfit = names.find((name) => (isFileMethod(method) ? isWildcard(name) : isIpAddress(name)));
  if (unfit === undefined)
    return {
      zh: `此订单的条款不接受验证方式 ${method}`,
      en: `This order's terms don't accept validation by ${method}`,
    };
  return isFileMethod(method)
    ? {
        zh: `文件只能证明一个确切的域名,不能用于通配符:${unfit} 不能用 ${method} 验证`,
        en: `A file proves one exact name, never a wildcard: ${unfit} can't be validated by ${method}`,
      }
    : {
        zh: `IP 地址没有自己的 DNS 区域:${unfit} 不能用 ${method} 验证`,
        en: `An IP address has no DNS zone of its own: ${unfit} can't be validated by ${method}`,
      };
}
