/** Mail addresses: what mail servers take (RFC 5321), told before a mail is lost. */
import { z } from 'zod';
import type { Bilingual } from '../bilingual.js';
import { longerThan } from '../text-input.js';

// RFC 5321, section 4.5.3.1.1 to 3: local part, domain, and a path of 256 octets with its angle brackets.
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
const LONGEST_ADDRESS = 254;
const LONGEST_LABEL = 63; // RFC 1035, section 2.3.4

/** What is wrong with an address, as the end of a sentence; undefined where mail can go there. */
export function problemOfMailAddress(address: string): Bilingual | undefined {
  if (address.length > LONGEST_ADDRESS) return longerThan(LONGEST_ADDRESS);
  if (!z.regexes.email.test(address)) return { zh: '不是邮箱地址', en: 'is not an e-mail address' };
  const [localPart = '', domain = ''] = address.split('@');
  if (localPart.length > LONGEST_LOCAL_PART)
    return {
      zh: `在 @ 之前超过 ${LONGEST_LOCAL_PART} 个字符`,
      en: `has more than ${LONGEST_LOCAL_PART} characters before the @`,
    };
  if (domain.length > LONGEST_DOMAIN)
    return {
      zh: `在 @ 之后超过 ${LONGEST_DOMAIN} 个字符`,
      en: `has more than ${LONGEST_DOMAIN} characters after the @`,
    };
  return domain.split('.').some((label) => label.length > LONGEST_LABEL) ? LONG_LABEL : undefined;
}

const LONG_LABEL: Bilingual = {
  zh: `的域名中有一段超过 ${LONGEST_LABEL} 个字符`,
  en: `has a part of its domain that is longer than ${LONGEST_LABEL} characters`,
};
