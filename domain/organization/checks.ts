/** The rules of the form's people part: who is needed, who must identify, how a CA may reach the company (ordering rules, 4 and 6). */
import { parseDomainName, registrableDomain } from '../names/domain-names.js';
import { IDENTITY_RULES } from './identity-rules.js';
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { CheckChannel, Company, PeopleOfForm, Person } from './form.js';
import type { OrganizationTerms } from './ways.js';
import type { RefusalDetails } from '../refusals.js';

/** The part of a form that is judged here. */
type JudgedForm = PeopleOfForm & {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly reuseOrganizationOf?: string | undefined;
};

/** Names are A-labels, lower case; `organization` is absent where the CA asks nothing about the company. */
export interface OrganizationFacts {
  readonly form: JudgedForm;
  readonly names: readonly string[];
  readonly terms: { readonly organization?: OrganizationTerms };
}

type Problems = readonly RefusalDetails[];

/** Company and manager, where the CA validates the organization. */
export function organizationIsNamed({ form, terms }: OrganizationFacts): Problems {
  const { organization } = terms;
  if (!organization) return [];
  const missing = (['company', 'manager'] as const).filter((field) => form[field] === undefined);
  return missing.map((field) =>
    invalid(
      field,
      `${field} is missing: ${form.brand} ${form.type} validates the organization (${organization.way})`,
      `a saved ${field === 'manager' ? 'contact' : field} ({existing: ID}) or a new one`,
    ),
  );
}

export function contactIsKnown({ form }: OrganizationFacts): Problems {
  if (form.contact !== 'same-as-manager' || form.manager !== undefined) return [];
  const problem = 'The contact is said to be the manager, but no manager is given';
  return [invalid('contact', problem, 'a manager, or a contact')];
}

/** What CFCA asks. Saved ones are judged once their copies are in the form. */
export function identitiesAreGiven({ form, terms }: OrganizationFacts): Problems {
  if (!terms.organization) return [];
  const { company } = form;
  return [
    ...(company && !('existing' in company) ? problemsOfRegistration(form, company) : []),
    ...(['manager', 'contact'] as const).flatMap((field) => {
      const person = form[field];
      return typeof person === 'object' && !('existing' in person)
        ? problemsOfIdentity(form.brand, person, field)
        : [];
    }),
  ];
}

function problemsOfRegistration({ brand }: JudgedForm, { registration }: Company): Problems {
  const rule = IDENTITY_RULES[brand];
  if (!rule || registration?.kind === rule.registration) return [];
  const problem = `company.registration is ${registration ? 'of another kind' : 'missing'}: ${brand} asks for the ${rule.registration}`;
  const field = registration ? 'company.registration.kind' : 'company.registration';
  return [invalid(field, problem, `{kind: ${rule.registration}, number}`)];
}

/** `field` is where the person stands in the request, such as `contact`. */
export function problemsOfIdentity(brand: Brand, person: Person, field: string): Problems {
  const rule = IDENTITY_RULES[brand];
  if (!rule || (person.identity && rule.identities.includes(person.identity.kind))) return [];
  const problem = `${field}.identity is missing: ${brand} asks what each person identifies with`;
  return [invalid(`${field}.identity`, problem, `{kind: ${rule.identities.join(' or ')}, number}`)];
}

/** Phone or e-mail on public record: asked where the brand checks that way, and nowhere else (section 6b). */
export function channelFits({ form, names, terms }: OrganizationFacts): Problems {
  const asked = terms.organization?.way === 'public-record';
  const channel = form.organizationCheck;
  if (asked && !channel) return [channelMissing(form)];
  if (!asked && channel) return [channelNotAsked(form)];
  return channel ? problemsOfChannel(channel, names, 'organizationCheck') : [];
}

/**
 * What is wrong with a channel beside its shape: `where` must be said for sources that are not one place, and an official
 * site counts only when an ordered name belongs to it (section 6b). `field` is the channel's own in the request.
 */
export function problemsOfChannel(
  { source, where }: CheckChannel,
  names: readonly string[],
  field: string,
): Problems {
  if (source === 'official-site') return problemsOfSite(where, names, `${field}.where`);
  if (source !== 'other-public' || where !== undefined) return [];
  return [
    invalid(
      `${field}.where`,
      `${field}.where is missing: on which platform?`,
      'the name of the public platform',
    ),
  ];
}

function problemsOfSite(where: string | undefined, names: readonly string[], field: string): Problems {
  const accepted = 'the host name of the official site, such as www.example.com';
  if (where === undefined) return [invalid(field, `${field} is missing: which site?`, accepted)];
  const site = parseDomainName(where).name;
  const domain = site === undefined || site.startsWith('*.') ? undefined : registrableDomain(site);
  if (domain === undefined)
    return [invalid(field, `${field} is not the host name of a public site`, accepted)];
  if (names.some((name) => registrableDomain(name) === domain)) return [];
  const problem = `${field} is not the site of any ordered name: the official site counts only for names of its own`;
  return [invalid(field, problem, 'a site of an ordered name, or another source')];
}

/** An earlier check can be taken again only where there is one. */
export function reuseHasAnOrganization({ form, terms }: OrganizationFacts): Problems {
  if (form.reuseOrganizationOf === undefined || terms.organization) return [];
  const problem = `${form.brand} ${form.type} does not validate the organization: there is no check to take again`;
  return [invalid('reuseOrganizationOf', problem, 'only with OV and EV types')];
}

function channelMissing({ brand }: JudgedForm): RefusalDetails {
  const problem = `organizationCheck is missing: ${brand} phones or writes to the company on a channel of public record`;
  return invalid('organizationCheck', problem, '{by: phone, number, source} or {by: email, address, source}');
}

function channelNotAsked({ brand, type }: JudgedForm): RefusalDetails {
  const problem = `${brand} ${type} does not check the company on public record`;
  return invalid(
    'organizationCheck',
    problem,
    'leave it out; SecureSite, GeoTrust and TrustAsia OV and EV ask for it',
  );
}

function invalid(field: string, message: string, accepted: string): RefusalDetails {
  return { code: 'InvalidInput', field, message, accepted };
}
