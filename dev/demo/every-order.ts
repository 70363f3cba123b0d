/** The orders of `demo --all`: one of every brand's way to make sure of a company (ordering rules, section 6), and a DV one. */
import type { Brand, CertificateType } from '../../domain/catalogue/words.js';
import { BY_MAIL, BY_PHONE, COMPANY, IDENTITY, MANAGER, REGISTRATION } from './company.js';

export interface WayOrder {
  /** Brand and type; the order's id and the first label of its name as well. */
  readonly label: string;
  /** How the brand makes sure of the company, in words. */
  readonly way: string;
  /** As `sealflow order create --form` reads it. */
  readonly form: Readonly<Record<string, unknown>>;
  /** Why a reviewer rejects the first letter; absent where it is accepted. */
  readonly firstLetterRejected?: string;
}

const FOR_COMPANY = { company: COMPANY, manager: MANAGER, contact: 'same-as-manager' };
const IDENTIFIED = {
  ...FOR_COMPANY,
  company: { ...COMPANY, registration: REGISTRATION },
  manager: { ...MANAGER, identity: IDENTITY },
};

export const EVERY_ORDER: readonly WayOrder[] = [
  order('trustasia', 'dv', 'none: domain only', {}),
  {
    ...order('globalsign', 'ov', 'letter, the first one rejected', FOR_COMPANY),
    firstLetterRejected: 'the stamp of the company is missing',
  },
  order('dnspod-sm2', 'ov', 'application form, then review', FOR_COMPANY),
  order('cfca', 'ev', 'letter, registration number', IDENTIFIED),
  order('wotrus', 'ov', 'two e-mails', FOR_COMPANY),
  order('dnspod', 'ov', 'phone and mailbox', FOR_COMPANY),
  order('geotrust', 'ov', 'public record, by phone', { ...FOR_COMPANY, organizationCheck: BY_PHONE }),
  order('securesite', 'ev-pro', 'public record, by e-mail', { ...FOR_COMPANY, organizationCheck: BY_MAIL }),
];

function order(brand: Brand, type: CertificateType, way: string, fields: WayOrder['form']): WayOrder {
  const label = `${brand}-${type}`;
  const names = [`${label}.example.com`];
  return { label, way, form: { brand, type, names, validation: 'auto-dns', ...fields } };
}
