/** The countries that a company may be registered in: ISO 3166-1, alpha-2 (X.520 countryName). */
import type { Bilingual } from '../bilingual.js';

/**
 * The 249 officially assigned codes, as the ISO's Online Browsing Platform lists them (https://www.iso.org/obp/ui/#search/code);
 * the same as in `iso3166.tab` of the IANA time zone database, 2025b. Reserved ones (UK, EU), user-assigned ones (ZZ, XK) and
 * those taken back (AN, YU) are no countries of anybody.
 */
const ASSIGNED: ReadonlySet<string> = new Set(
  `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
  BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
  DE DJ DK DM DO DZ
  EC EE EG EH ER ES ET
  FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
  HK HM HN HR HT HU
  ID IE IL IM IN IO IQ IR IS IT
  JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ
  LA LB LC LI LK LR LS LT LU LV LY
  MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
  NA NC NE NF NG NI NL NO NP NR NU NZ
  OM
  PA PE PF PG PH PK PL PM PN PR PS PT PW PY
  QA
  RE RO RS RU RW
  SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
  TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
  UA UG UM US UY UZ
  VA VC VE VG VI VN VU
  WF WS
  YE YT
  ZA ZM ZW
`
    .trim()
    .split(/\s+/),
);

/** What people write for a country whose code is another one. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
]);

/** What is wrong with a country code, as the end of a sentence; undefined where it is one. */
export function problemOfCountry(code: string): Bilingual | undefined {
  if (ASSIGNED.has(code)) return undefined;
  const meant = MEANT.get(code);
  if (meant === undefined) return { zh: '不是国家或地区代码', en: 'is not a country code' };
  return {
    zh: `不是国家或地区代码:该国的代码是 ${meant}`,
    en: `is not a country code: that country's is ${meant}`,
  };
}
