/** The orders of `demo --all`: one of every brand's way to make sure of a company (ordering rules, section 6), and a DV one. */
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { BY_MAIL, BY_PHONE, COMPANY, FOR_COMPANY, IDENTITY, MANAGER, REGISTRATION } from './company.js';
import { STAMP_MISSING, WAYS } from './texts.js';

export interface WayOrder {
  /** Brand and type; the order's id and the first label of its name as well. */
  readonly label: string;
  /** How the brand makes sure of the company, in words. */
  readonly way: Bilingual;
  /** As `sealflow order create --form` reads it. */
  readonly form: Readonly<Record<string, unknown>>;
  /** Why a reviewer rejects the first letter; absent where it is accepted. */
  readonly firstLetterRejected?: Bilingual;
}

const IDENTIFIED = {
  ...FOR_COMPANY,
  company: { ...COMPANY, registration: REGISTRATION },
  manager: { ...MANAGER, identity: IDENTITY },
};

export const EVERY_ORDER: readonly WayOrder[] = [
  order('trustasia', 'dv', WAYS.none, {}),
  {
    ...order('globalsign', 'ov', WAYS.rejectedLetter, FOR_COMPANY),
    firstLetterRejected: STAMP_MISSING,
  },
  order('dnspod-sm2', 'ov', WAYS.form, FOR_COMPANY),
  order('cfca', 'ev', WAYS.letter, IDENTIFIED),
  order('wotrus', 'ov', WAYS.mails, FOR_COMPANY),
  order('dnspod', 'ov', WAYS.phoneAndMailbox, FOR_COMPANY),
  order('geotrust', 'ov', WAYS.recordByPhone, { ...FOR_COMPANY, organizationCheck: BY_PHONE }),
  order('securesite', 'ev-pro', WAYS.recordByMail, { ...FOR_COMPANY, organizationCheck: BY_MAIL }),
];

function order(brand: Brand, type: CertificateType, way: Bilingual, fields: WayOrder['form']): WayOrder {
  const label = `${brand}-${type}`;
  const names = [`${label}.example.com`];
  return { label, way, form: { brand, type, names, validation: 'auto-dns', ...fields } };
}
