/** Which address a look at a validation file may go to: ordering rules, section 5; BR 3.2.2.4.18. Pure. */
import type { Bilingual } from '../../domain/bilingual.js';
import { FILE_TEXTS } from '../../domain/control/finding-texts.js';
import { registrableDomain } from '../../domain/names/domain-names.js';
import { FILE_LOOK_LIMITS } from '../../domain/control/look-limits.js';
import type { LookSettings } from '../dns/look-settings.js';

export type Scheme = 'http' | 'https';

export interface Destination {
  readonly url: URL;
  readonly scheme: Scheme;
  /** The host without the brackets of IPv6. */
  readonly host: string;
  /** Where it really listens: the embedded stack's web server has other ports than 80 and 443. */
  readonly port: number;
}

type Ports = Pick<LookSettings, 'httpPort' | 'httpsPort'>;

/** The first address of a look. */
export function destinationFor(fileUrl: string, scheme: Scheme, ports: Ports): Destination {
  const url = new URL(fileUrl);
  url.protocol = `${scheme}:`;
  return destinationOf(url, scheme, ports);
}

/** Where a redirect leads, or in words why it is not followed. */
export function redirectFrom(
  from: Destination,
  location: string,
  ports: Ports,
): Destination | { readonly refused: Bilingual } {
  if (!URL.canParse(location, from.url.href)) return { refused: FILE_TEXTS.redirectToNoUrl };
  const url = new URL(location, from.url.href);
  const scheme = url.protocol === 'http:' ? 'http' : url.protocol === 'https:' ? 'https' : undefined;
  if (scheme === undefined) return { refused: FILE_TEXTS.redirectToScheme(url.protocol) };
  if (url.username !== '' || url.password !== '') return { refused: FILE_TEXTS.redirectWithUser };
  const to = destinationOf(url, scheme, ports);
  if (!isSameOwner(from.host, to.host)) return { refused: FILE_TEXTS.redirectElsewhere(to.host) };
  if (!permittedPorts(ports).includes(to.port)) return { refused: FILE_TEXTS.redirectToPort(to.port) };
  return to;
}

function destinationOf(url: URL, scheme: Scheme, ports: Ports): Destination {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const standard = scheme === 'http' ? ports.httpPort : ports.httpsPort;
  return { url, scheme, host, port: configuredPort(url.port, ports) ?? standard };
}

/** A port written out: 80 and 443 stand for the configured ones. */
function configuredPort(written: string, ports: Ports): number | undefined {
  if (written === '') return undefined;
  if (written === '80') return ports.httpPort;
  return written === '443' ? ports.httpsPort : Number(written);
}

function permittedPorts(ports: Ports): readonly number[] {
  return [...FILE_LOOK_LIMITS.ports, ports.httpPort, ports.httpsPort];
}

function isSameOwner(one: string, other: string): boolean {
  if (one === other) return true;
  const domain = registrableDomain(one);
  return domain !== undefined && domain === registrableDomain(other);
}
