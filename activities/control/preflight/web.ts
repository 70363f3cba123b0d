/** The web server as a CA will see it: ports 80 and 443, over IPv4 and over IPv6, and where redirects lead. */
import { isIP, isIPv6 } from 'node:net';
import type { Bilingual } from '../../../domain/bilingual.js';
import { NO_ANSWER } from '../../../domain/control/finding-texts.js';
import { FILE_LOOK_LIMITS, PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';
import type {
  PreflightCode,
  PreflightFinding,
  PreflightSeverity,
} from '../../../domain/control/preflight/finding.js';
import { PROBE_FILE, PROOF_FOLDERS } from '../../../domain/control/preflight/request.js';
import { WEB_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { withWhy, wordsOfError, quoted } from '../../../domain/told.js';
import { askFirst } from '../../dns/preflight/asking.js';
import {
  grouped,
  preflightFinding,
  type PreflightQuestion,
  type PreflightWorld,
} from '../../dns/preflight/index.js';
import { isPermittedAddress } from '../../dns/public-address.js';
import { addressValues } from '../../dns/record-values.js';
import { fetchOnce, type FileResponse } from '../../http-file/fetch-once.js';
import { destinationFor, redirectFrom, type Destination, type Scheme } from '../../http-file/redirects.js';

/** One way to the web server, and what came of it. */
interface Visit {
  readonly family: 4 | 6;
  readonly scheme: Scheme;
  readonly source: string;
  readonly outcome: Outcome;
}

interface Outcome {
  /** Would a file that is there be seen? */
  readonly usable: boolean;
  /** What is told of it; absent: nothing is wrong. */
  readonly problem?: { readonly code: PreflightCode; readonly seen: Bilingual };
  /** What the first answer looks like, to be compared over IPv4 and IPv6. */
  readonly first?: Look;
}

interface Look {
  /** `404`, `301 https://www.example.com`. */
  readonly answer: string;
  /** The page's title, or what there is of text; without what changes from one request to the next. */
  readonly page: string;
}

/** Never rejects. For an order by DNS nothing of it counts: not to be asked. */
export async function lookAtWebBefore(
  question: PreflightQuestion,
  world: PreflightWorld,
): Promise<PreflightFinding[]> {
  const { name } = question;
  const [four, six] = await Promise.all([addressesOf(name, 4, world), addressesOf(name, 6, world)]);
  const addresses = [...four, ...six];
  if (addresses.length === 0) return [withoutAddress(question)];
  const permitted = addresses.filter((address) => isPermittedAddress(address, world.settings));
  const closed = addresses.filter((address) => !permitted.includes(address));
  const severity = question.method === 'file' ? (permitted.length === 0 ? 'fails' : 'warns') : 'warns';
  const guarded =
    closed.length === 0
      ? []
      : [
          preflightFinding('address-private', {
            seen: WEB_SEEN.addressPrivate(name, listed(closed)),
            severity,
          }),
        ];
  const visits = await Promise.all(
    [four, six].flatMap((ofFamily) => {
      const address = ofFamily.find((one) => permitted.includes(one));
      if (address === undefined) return [];
      return (['http', 'https'] as const).map((scheme) => visit(question, scheme, address, world));
    }),
  );
  return [...guarded, ...grouped(findingsOf(question, visits))];
}

/** Where a name without an address can be proven by DNS, nothing is wrong with it. */
function withoutAddress({ name, method }: PreflightQuestion): PreflightFinding {
  const severity = method === 'file' ? 'fails' : 'fine';
  return preflightFinding('no-address', { seen: WEB_SEEN.noAddress(name), severity });
}

async function addressesOf(host: string, family: 4 | 6, world: PreflightWorld): Promise<string[]> {
  if (isIP(host) !== 0) {
    const address = world.settings.ipNamesAt ?? host;
    return isIP(address) === family ? [address] : [];
  }
  const reply = await askFirst(world, host, family === 4 ? 'A' : 'AAAA');
  return reply.outcome === 'answered' ? addressValues(reply.answers, host) : [];
}

async function visit(
  question: PreflightQuestion,
  scheme: Scheme,
  address: string,
  world: PreflightWorld,
): Promise<Visit> {
  const family = isIPv6(address) ? 6 : 4;
  const host = isIPv6(question.name) ? `[${question.name}]` : question.name;
  const start = destinationFor(`http://${host}${folderOf(question)}${PROBE_FILE}`, scheme, world.settings);
  const way: Way = { at: start, first: undefined };
  const outcome = await follow(question, way, address, world).catch((error: unknown) => ({
    usable: false,
    problem: problemOf(error, way.at, family),
    ...(way.first && { first: way.first }),
  }));
  return { family, scheme, source: `${scheme} ${address}`, outcome };
}

function folderOf({ ca }: PreflightQuestion): string {
  return PROOF_FOLDERS[ca.protocol === 'acme' ? 'acme' : 'brands'];
}

/** How far one visit has come. */
interface Way {
  at: Destination;
  first: Look | undefined;
}

async function follow(
  question: PreflightQuestion,
  way: Way,
  address: string,
  world: PreflightWorld,
): Promise<Outcome> {
  const { settings } = world;
  const signal = AbortSignal.timeout(FILE_LOOK_LIMITS.timeoutMs);
  const isAcme = question.ca.protocol === 'acme';
  const passed = new Set<string>();
  let where = address;
  for (let redirects = 0; ; redirects += 1) {
    passed.add(way.at.url.href);
    const response = await fetchOnce(way.at, where, signal);
    way.first ??= lookOf(response, way.at);
    const first = way.first;
    const problem = (code: PreflightCode, seen: Bilingual) => ({
      usable: false,
      problem: { code, seen },
      first,
    });
    const tooMany = problem('too-many-redirects', WEB_SEEN.tooMany(FILE_LOOK_LIMITS.redirects));
    if (!isRedirect(response)) {
      // CAs by ACME take more of them (Let's Encrypt: ten).
      if (redirects > FILE_LOOK_LIMITS.redirects && !isAcme) return tooMany;
      return { ...judged(response, way.at), first };
    }
    const next = nextOf(way.at, response.location ?? '', isAcme, world);
    if ('code' in next) return problem(next.code, next.seen);
    if (passed.has(next.url.href)) return problem('redirect-loop', WEB_SEEN.loop(next.url.href));
    if (redirects === PREFLIGHT_LIMITS.redirects) return tooMany;
    if (next.host !== way.at.host) {
      const addresses = await addressesOfEither(next.host, isIPv6(where) ? 6 : 4, world);
      const permitted = addresses.find((one) => isPermittedAddress(one, settings));
      if (permitted === undefined)
        return addresses.length === 0
          ? problem('redirect-unusable', WEB_SEEN.noAddress(next.host))
          : problem('redirect-unusable', WEB_SEEN.addressPrivate(next.host, listed(addresses)));
      where = permitted;
    }
    way.at = next;
  }
}

function isRedirect({ status, location }: FileResponse): boolean {
  return location !== undefined && (FILE_LOOK_LIMITS.redirectStatuses as readonly number[]).includes(status);
}

function nextOf(
  at: Destination,
  location: string,
  isAcme: boolean,
  { settings }: PreflightWorld,
): Destination | { readonly code: PreflightCode; readonly seen: Bilingual } {
  const next = redirectFrom(at, location, settings);
  if (!('refused' in next)) return next;
  const url = URL.canParse(location, at.url.href) ? new URL(location, at.url.href) : undefined;
  const scheme = url && SCHEMES.get(url.protocol);
  const isElsewhere =
    url !== undefined &&
    scheme !== undefined &&
    registrableDomain(url.hostname) !== registrableDomain(at.host) &&
    url.username === '';
  if (!isElsewhere) return { code: 'redirect-unusable', seen: next.refused };
  if (!isAcme) return { code: 'redirect-elsewhere', seen: WEB_SEEN.elsewhere(url.hostname) };
  const to = destinationFor(url.href, scheme, settings);
  const ports = [...FILE_LOOK_LIMITS.ports, settings.httpPort, settings.httpsPort];
  return ports.includes(to.port) ? to : { code: 'redirect-unusable', seen: next.refused };
}

const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['http:', 'http'],
  ['https:', 'https'],
]);

async function addressesOfEither(host: string, family: 4 | 6, world: PreflightWorld): Promise<string[]> {
  const same = await addressesOf(host, family, world);
  return same.length > 0 ? same : addressesOf(host, family === 4 ? 6 : 4, world);
}

function judged({ status }: FileResponse, at: Destination): Pick<Outcome, 'usable' | 'problem'> {
  const seen = WEB_SEEN.status(status, at.url.href);
  if (status >= 500) return { usable: true, problem: { code: 'web-error', seen } };
  const isUsual = status === 200 || status === 404 || status === 410;
  return isUsual ? { usable: true } : { usable: true, problem: { code: 'web-refuses', seen } };
}

/** No route to any address of the family: the machine that looks has none. */
const WITHOUT_FAMILY = ['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'];

function problemOf(error: unknown, at: Destination, family: 4 | 6): NonNullable<Outcome['problem']> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (family === 6 && WITHOUT_FAMILY.includes(code))
    return { code: 'ipv6-not-looked-at', seen: WEB_SEEN.ipv6NotLookedAt(at.host) };
  if (code === 'ECONNREFUSED') return { code: 'port-closed', seen: WEB_SEEN.closed(at.port) };
  if (['ABORT_ERR', 'ETIMEDOUT', 'EHOSTUNREACH', ...WITHOUT_FAMILY].includes(code))
    return { code: 'port-silent', seen: WEB_SEEN.silent(at.port, FILE_LOOK_LIMITS.timeoutMs / 1_000) };
  return { code: 'web-broken', seen: withWhy(quoted(at.url.href), wordsOfError(error, NO_ANSWER)) };
}

function lookOf({ status, location, content }: FileResponse, at: Destination): Look {
  const to =
    location !== undefined && URL.canParse(location, at.url.href)
      ? new URL(location, at.url.href)
      : undefined;
  const text = content?.toString() ?? '';
  const title = /<title[^>]*>([^<]{0,200})/i.exec(text)?.[1];
  const page = title ?? (text.length <= 200 && !text.includes('<') ? text : '');
  return {
    answer: to === undefined ? String(status) : `${status} ${to.origin}`,
    page: page.replace(/[0-9a-f]{6,}|\d+/gi, '').trim(),
  };
}

function findingsOf(question: PreflightQuestion, visits: readonly Visit[]): PreflightFinding[] {
  const findings = visits.flatMap((one) => {
    const { problem } = one.outcome;
    if (!problem) return [];
    const severity = milder(question, severityOf(question, one, visits));
    return [preflightFinding(problem.code, { servers: [one.source], seen: problem.seen, severity })];
  });
  const fine = visits.filter(({ outcome }) => outcome.usable && !outcome.problem);
  const told = fine.length === 0 ? [] : [fineOf(fine)];
  return [...findings, ...comparedFamilies(question, visits), ...told];
}

function fineOf(visits: readonly Visit[]): PreflightFinding {
  const schemes = [...new Set(visits.map(({ scheme }) => scheme.toUpperCase()))].join(', ');
  return preflightFinding('web-fine', {
    servers: visits.map(({ source }) => source),
    seen: WEB_SEEN.fine(schemes),
  });
}

/** Kinds of problem that make a CA try the name's other addresses: nobody answered it. */
const UNHEARD: readonly PreflightCode[] = ['port-closed', 'port-silent', 'web-broken'];

function severityOf(
  { ca }: PreflightQuestion,
  { family, scheme, outcome }: Visit,
  visits: readonly Visit[],
): PreflightSeverity {
  const code = outcome.problem?.code;
  if (code === 'ipv6-not-looked-at') return 'fine';
  // CAs by ACME begin at port 80; the others take either.
  const works = (one: Visit) => one.outcome.usable && (ca.protocol !== 'acme' || one.scheme === 'http');
  const isBeside = visits.some((one) => one.family === family && works(one));
  // A name that has no certificate yet need not answer by HTTPS.
  if (isBeside) return scheme === 'https' && code === 'port-closed' ? 'fine' : 'warns';
  if (!visits.some(works)) return 'fails';
  const isHeard = code !== undefined && !UNHEARD.includes(code);
  return family === 6 && isHeard ? 'fails' : 'warns';
}

/** Where proof by DNS remains, nothing of the web makes issuance fail. */
function milder({ method }: PreflightQuestion, severity: PreflightSeverity): PreflightSeverity {
  return method !== 'file' && severity === 'fails' ? 'warns' : severity;
}

function comparedFamilies(question: PreflightQuestion, visits: readonly Visit[]): PreflightFinding[] {
  return (['http', 'https'] as const).flatMap((scheme) => {
    const [four, six] = ([4, 6] as const).map((family) =>
      visits.find((one) => one.scheme === scheme && one.family === family),
    );
    const [ofFour, ofSix] = [four?.outcome.first, six?.outcome.first];
    if (!four || !six || !ofFour || !ofSix) return [];
    const isOtherAnswer = ofFour.answer !== ofSix.answer;
    if (!isOtherAnswer && ofFour.page === ofSix.page) return [];
    return [
      preflightFinding('ipv6-elsewhere', {
        servers: [four.source, six.source],
        seen: WEB_SEEN.ipv6Elsewhere(shown(ofFour), shown(ofSix)),
        severity: milder(question, isOtherAnswer ? 'fails' : 'warns'),
      }),
    ];
  });
}

function shown({ answer, page }: Look): string {
  return page === '' ? answer : `${answer} ${JSON.stringify(page.slice(0, 60))}`;
}

function listed(addresses: readonly string[]): string {
  return addresses.slice(0, FILE_LOOK_LIMITS.addresses).join(', ');
}
