/** A DNS record as a provider's console asks for it: the host record within the domain, and the domain. */
import { registrableDomain } from '../names/domain-names.js';

export interface HostRecord {
  /** `_dnsauth.shop`; `@` where the record is at the domain itself. */
  readonly host: string;
  /** `example.com` */
  readonly domain: string;
}

/** `name`: the record's full name, as the CA names it. */
export function hostRecordOf(name: string): HostRecord {
  const domain = registrableDomain(name.replace(/^(_[^.]*\.)+/, '')) ?? registrableDomain(name) ?? name;
  if (name === domain) return { host: '@', domain };
  return name.endsWith(`.${domain}`)
    ? { host: name.slice(0, -domain.length - 1), domain }
    : { host: name, domain };
}
