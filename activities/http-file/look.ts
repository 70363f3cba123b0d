/** Is the validation file there? By HTTP and by HTTPS, as a CA would ask. Either suffices (ordering rules, section 5). */
import { isIP } from 'node:net';
import type { Bilingual } from '../../domain/bilingual.js';
import { FILE_TEXTS, NO_ANSWER, SILENCE, WHEREABOUTS } from '../../domain/control/finding-texts.js';
import type { Finding, Verdict } from '../../domain/control/findings.js';
import { FILE_LOOK_LIMITS } from '../../domain/control/look-limits.js';
import type { DomainValidation, ValidationFile } from '../../domain/control/validations.js';
import { shownValue } from '../../domain/control/shown-values.js';
import { composed, quoted, ToldError, wordsOfError } from '../../domain/told.js';
import { askForOneLook, type AskDns } from '../dns/dns-client.js';
import { findingOf, wrongValues } from '../dns/finding.js';
import type { LookSettings } from '../dns/look-settings.js';
import { isPermittedAddress } from '../dns/public-address.js';
import { addressesOf, type Addresses } from '../dns/zones.js';
import { fetchOnce, type FileResponse } from './fetch-once.js';
import { destinationFor, redirectFrom, type Destination, type Scheme } from './redirects.js';

export type FileLookSettings = LookSettings;

interface Outcome {
  readonly verdict: Verdict;
  readonly found: Bilingual;
}

/** Two findings, `http` and `https`; none where the validation has no file. Never rejects. */
export async function lookAtFile(
  validation: DomainValidation,
  settings: FileLookSettings,
  ask: AskDns = askForOneLook(),
): Promise<Finding[]> {
  const { file } = validation;
  if (!file) return [];
  const world = { settings, ask };
  return Promise.all(
    (['http', 'https'] as const).map((scheme) => lookBy(scheme, validation.name, file, world)),
  );
}

interface LookWorld {
  readonly settings: FileLookSettings;
  readonly ask: AskDns;
}

async function lookBy(
  scheme: Scheme,
  name: string,
  file: ValidationFile,
  world: LookWorld,
): Promise<Finding> {
  const start = destinationFor(file.url, scheme, world.settings);
  const outcome = await follow(start, file, world).catch(unreachable);
  return findingOf({
    name,
    subject: 'http-file',
    source: scheme,
    question: start.url.href,
    expected: quoted(shownValue(file.content)),
    ...outcome,
  });
}

async function follow(start: Destination, file: ValidationFile, world: LookWorld): Promise<Outcome> {
  const signal = AbortSignal.timeout(FILE_LOOK_LIMITS.timeoutMs);
  let at = start;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetchFrom(at, world, signal);
    if (!isRedirect(response)) return judge(response, file.content, at, redirects);
    if (redirects === FILE_LOOK_LIMITS.redirects)
      return { verdict: 'wrong', found: FILE_TEXTS.tooManyRedirects(FILE_LOOK_LIMITS.redirects) };
    const next = redirectFrom(at, response.location ?? '', world.settings);
    if ('refused' in next) return { verdict: 'wrong', found: next.refused };
    at = next;
  }
}

function isRedirect({ status, location }: FileResponse): boolean {
  return location !== undefined && (FILE_LOOK_LIMITS.redirectStatuses as readonly number[]).includes(status);
}

/** The first permitted address that answers. */
async function fetchFrom(
  at: Destination,
  { settings, ask }: LookWorld,
  signal: AbortSignal,
): Promise<FileResponse> {
  const { addresses, problem } = await within(signal, addressesAt(at.host, settings, ask));
  if (problem !== undefined) throw new ToldError(composed((language) => `${at.host} ${problem[language]}`));
  const permitted = addresses.filter((address) => isPermittedAddress(address, settings));
  let failure: unknown = new ToldError(WHEREABOUTS.leadsElsewhere(at.host, addresses.join(', ')));
  for (const address of permitted.slice(0, FILE_LOOK_LIMITS.addresses)) {
    try {
      return await fetchOnce(at, address, signal);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function addressesAt(host: string, settings: FileLookSettings, ask: AskDns): Promise<Addresses> {
  if (isIP(host) === 0) return addressesOf(host, settings, ask);
  return { addresses: [settings.ipNamesAt ?? host] };
}

/** DNS counts towards the time of the look as well. */
async function within<T>(signal: AbortSignal, work: T | Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
  return Promise.race([work, aborted]);
}

function judge(response: FileResponse, expected: string, at: Destination, redirects: number): Outcome {
  const where = redirects > 0 ? FILE_TEXTS.at(at.url.href) : quoted('');
  const there = (...parts: Bilingual[]) =>
    composed((language) => parts.map((part) => part[language]).join(''));
  const { status, content, contentEncoding } = response;
  if (status === 404 || status === 410)
    return { verdict: 'missing', found: there(FILE_TEXTS.status(status), where) };
  if (status !== 200) return { verdict: 'wrong', found: there(FILE_TEXTS.status(status), where) };
  if (content === undefined)
    return { verdict: 'wrong', found: there(FILE_TEXTS.tooLarge(FILE_LOOK_LIMITS.contentBytes), where) };
  if (contentEncoding !== undefined && contentEncoding !== 'identity')
    return { verdict: 'wrong', found: there(FILE_TEXTS.encoded(JSON.stringify(contentEncoding)), where) };
  if (content.equals(Buffer.from(expected)))
    return { verdict: 'ok', found: there(quoted(shownValue(expected)), where) };
  const text = content.toString();
  if (withoutBlanksAtEnd(text) === withoutBlanksAtEnd(expected)) {
    return { verdict: 'ok', found: there(wrongValues([text], expected), where, FILE_TEXTS.blanksAtEnd) };
  }
  return { verdict: 'wrong', found: there(wrongValues([text], expected), where) };
}

/** RFC 8555, section 8.3: who validates should ignore white space at the end. Many do; the CA's word decides. */
function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /^\p{White_Space}$/u.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function unreachable(error: unknown): Outcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const wasTooSlow = code === 'ABORT_ERR' || (error instanceof Error && error.message === 'aborted');
  if (wasTooSlow)
    return { verdict: 'unreachable', found: SILENCE.within(FILE_LOOK_LIMITS.timeoutMs / 1_000) };
  return { verdict: 'unreachable', found: wordsOfError(error, NO_ANSWER) };
}
