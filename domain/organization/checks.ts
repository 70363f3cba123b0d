/** The rules of the form's people part: who is needed, who must identify, how a CA may reach the company (ordering rules, 4 and 6). */
import type { Bilingual } from '../bilingual.js';
import { parseDomainName, registrableDomain } from '../names/domain-names.js';
import { IDENTITY_RULES } from './identity-rules.js';
import type { Brand, CertificateType } from '../catalogue/words.js';
import type { CheckChannel, Company, PeopleOfForm, Person } from './form.js';
import type { OrganizationTerms } from './ways.js';
import { fieldInChinese, refusalDetails, type RefusalDetails } from '../refusals.js';
import { FIELDS_OF_PEOPLE } from './field-words.js';

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
      {
        zh: `${named(field)}未填写:${form.brand} ${form.type} 需要审核企业信息(${organization.way})`,
        en: `${field} is missing: ${form.brand} ${form.type} validates the organization (${organization.way})`,
      },
      SAVED_OR_NEW[field],
    ),
  );
}

const SAVED_OR_NEW: Record<'company' | 'manager', Bilingual> = {
  company: {
    zh: '已保存的企业(`{existing: ID}`),或新填写的企业信息',
    en: 'a saved company ({existing: ID}) or a new one',
  },
  manager: {
    zh: '已保存的联系人(`{existing: ID}`),或新填写的管理人信息',
    en: 'a saved contact ({existing: ID}) or a new one',
  },
};

export function contactIsKnown({ form }: OrganizationFacts): Problems {
  if (form.contact !== 'same-as-manager' || form.manager !== undefined) return [];
  const problem = {
    zh: '联系人指定为与管理人相同,但没有填写管理人',
    en: 'The contact is said to be the manager, but no manager is given',
  };
  return [invalid('contact', problem, { zh: '管理人,或联系人', en: 'a manager, or a contact' })];
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
  const [how, field] = registration
    ? [{ zh: '类型不符', en: 'of another kind' }, 'company.registration.kind']
    : [{ zh: '未填写', en: 'missing' }, 'company.registration'];
  const problem = {
    zh: `${named('company.registration')}${how.zh}:${brand} 要求 ${rule.registration}`,
    en: `company.registration is ${how.en}: ${brand} asks for the ${rule.registration}`,
  };
  const accepted = `{kind: ${rule.registration}, number}`;
  return [invalid(field, problem, { zh: `\`${accepted}\``, en: accepted })];
}

/** `field` is where the person stands in the request, such as `contact`. */
export function problemsOfIdentity(brand: Brand, person: Person, field: string): Problems {
  const rule = IDENTITY_RULES[brand];
  if (!rule || (person.identity && rule.identities.includes(person.identity.kind))) return [];
  const problem = {
    zh: `${named(`${field}.identity`)}未填写:${brand} 要求每个人提供证件信息`,
    en: `${field}.identity is missing: ${brand} asks what each person identifies with`,
  };
  const accepted = {
    zh: `\`{kind, number}\`,其中 kind 为 ${rule.identities.join(' 或 ')}`,
    en: `{kind: ${rule.identities.join(' or ')}, number}`,
  };
  return [invalid(`${field}.identity`, problem, accepted)];
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
      {
        zh: `${named(`${field}.where`)}未填写:在哪个平台?`,
        en: `${field}.where is missing: on which platform?`,
      },
      { zh: '公开平台的名称', en: 'the name of the public platform' },
    ),
  ];
}

function problemsOfSite(where: string | undefined, names: readonly string[], field: string): Problems {
  if (where === undefined) {
    const which = { zh: `${named(field)}未填写:哪个网站?`, en: `${field} is missing: which site?` };
    return [invalid(field, which, A_SITE)];
  }
  const site = parseDomainName(where).name;
  const domain = site === undefined || site.startsWith('*.') ? undefined : registrableDomain(site);
  if (domain === undefined) {
    const none = {
      zh: `${named(field)}不是公开网站的主机名`,
      en: `${field} is not the host name of a public site`,
    };
    return [invalid(field, none, A_SITE)];
  }
  if (names.some((name) => registrableDomain(name) === domain)) return [];
  const problem = {
    zh: `${named(field)}不是订单中任何域名的网站:官方网站只对其自身的域名有效`,
    en: `${field} is not the site of any ordered name: the official site counts only for names of its own`,
  };
  const accepted = {
    zh: '订单中域名的网站,或其他来源',
    en: 'a site of an ordered name, or another source',
  };
  return [invalid(field, problem, accepted)];
}

const A_SITE: Bilingual = {
  zh: '官方网站的主机名,例如 www.example.com',
  en: 'the host name of the official site, such as www.example.com',
};

/** An earlier check can be taken again only where there is one. */
export function reuseHasAnOrganization({ form, terms }: OrganizationFacts): Problems {
  if (form.reuseOrganizationOf === undefined || terms.organization) return [];
  const problem = {
    zh: `${form.brand} ${form.type} 不审核企业信息:没有可以沿用的审核`,
    en: `${form.brand} ${form.type} does not validate the organization: there is no check to take again`,
  };
  const accepted = { zh: '仅用于 OV 和 EV 类型', en: 'only with OV and EV types' };
  return [invalid('reuseOrganizationOf', problem, accepted)];
}

function channelMissing({ brand }: JudgedForm): RefusalDetails {
  return invalid(
    'organizationCheck',
    {
      zh: `${named('organizationCheck')}未填写:${brand} 会通过公开渠道致电或写信给企业`,
      en: `organizationCheck is missing: ${brand} phones or writes to the company on a channel of public record`,
    },
    {
      zh: '`{by: phone, number, source}` 或 `{by: email, address, source}`',
      en: '{by: phone, number, source} or {by: email, address, source}',
    },
  );
}

function channelNotAsked({ brand, type }: JudgedForm): RefusalDetails {
  return invalid(
    'organizationCheck',
    {
      zh: `${brand} ${type} 不通过公开渠道核实企业`,
      en: `${brand} ${type} does not check the company on public record`,
    },
    {
      zh: '请勿填写;只有 SecureSite、GeoTrust 和 TrustAsia 的 OV 和 EV 需要',
      en: 'leave it out; SecureSite, GeoTrust and TrustAsia OV and EV ask for it',
    },
  );
}

function invalid(field: string, message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('InvalidInput', { field, message, accepted });
}

function named(field: string): string {
  return fieldInChinese(field, FIELDS_OF_PEOPLE[field]);
}
