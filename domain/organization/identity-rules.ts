/** Which CA asks what a company is registered under, and what its people identify with. */
import type { Brand } from '../catalogue/words.js';
import type { Company, PeopleOfForm, Person } from './form.js';

export interface IdentityRule {
  readonly registration: NonNullable<Company['registration']>['kind'];
  readonly identities: readonly NonNullable<Person['identity']>['kind'][];
  readonly source: string;
}

/** Brands that are not named here ask for neither. */
export const IDENTITY_RULES: Partial<Record<Brand, IdentityRule>> = {
  cfca: {
    registration: 'unified-social-credit-code',
    identities: ['id-card', 'passport'],
    source:
      "the reseller's API, CertificateInfoSubmit: OrgIdType TYDMZ is needed for CFCA; AdminIdType and TechIdType (SFZ, HZ) are CFCA's alone",
  },
};

/** The form without the id numbers that its brand does not ask for: what nobody needs is not kept. */
export function withoutUnaskedIdentities<
  Form extends Pick<PeopleOfForm, 'manager' | 'contact'> & { readonly brand: Brand },
>(form: Form): Form {
  const { brand, manager, contact } = form;
  return {
    ...form,
    ...(manager && { manager: withoutUnaskedIdentity(brand, manager) }),
    ...(typeof contact === 'object' && { contact: withoutUnaskedIdentity(brand, contact) }),
  };
}

/** The same of one person. */
export function withoutUnaskedIdentity<Named extends object>(brand: Brand, person: Named): Named {
  if (IDENTITY_RULES[brand]) return person;
  const { identity: _unasked, ...rest } = person as Named & { identity?: unknown };
  return rest as Named;
}
