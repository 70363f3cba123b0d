/** Whole forms, good and bad, of every row of the catalogue: what judges a form piece by piece must agree with the order's own check. */
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { VALIDATION_METHODS } from '../../../domain/catalogue/words.js';
import type { CertificateKind } from '../../../domain/names/kinds.js';
import { COMPANY, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';

const NAMES: Readonly<Record<CertificateKind, readonly string[]>> = {
  single: ['www.example.com'],
  multi: ['www.example.com', 'example.net'],
  wildcard: ['*.example.com'],
  'wildcard-multi': ['*.example.com', 'example.net'],
};

const PEOPLE = { company: COMPANY, manager: MANAGER, contact: 'same-as-manager' };
const MAIL = { notificationEmail: 'someone@example.com' };

/** Of each row one form as it should be, and such as have something wrong with them. */
export const ROWS_OF_TEST = CATALOGUE.flatMap(({ brand, certificateType: type, kinds }) =>
  kinds.flatMap((kind) => {
    const form = { brand, type, names: NAMES[kind], ...MAIL };
    return [
      ...VALIDATION_METHODS.map((validation) => ({ ...form, validation, ...PEOPLE })),
      { ...form, validation: 'auto-dns' as const, organizationCheck: PHONE_CHANNEL },
      {
        ...form,
        validation: 'auto-dns' as const,
        ...PEOPLE,
        csr: { mode: 'generate', algorithm: 'ecc-p384' },
      },
      { ...form, validation: 'auto-dns' as const, ...PEOPLE, planYears: 2, reuseOrganizationOf: 'ord_1' },
    ];
  }),
);
