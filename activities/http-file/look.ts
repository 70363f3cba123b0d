/** Is the validation file there? By HTTP and by HTTPS, as a CA would ask. Either suffices (ordering rules, section 5). */
import { isIP } from 'node:net';
import type { Finding, Verdict } from '../../domain/control/findings.js';
import { FILE_LOOK_LIMITS } from '../../domain/control/look-limits.js';
import type { DomainValidation, ValidationFile } from '../../domain/control/validations.js';
import { findingOf, quoted } from '../dns/finding.js';
import type { LookSettings } from '../dns/look-settings.js';
import { isPermittedAddress } from '../dns/public-address.js';
import { addressesOf } from '../dns/zones.js';
import { fetchOnce, type FileResponse } from './fetch-once.js';
import { destinationFor, redirectFrom, type Destination, type Scheme } from './redirects.js';

export type FileLookSettings = LookSettings;

interface Outcome {
  readonly verdict: Verdict;
  readonly found: string;
}

/** Two findings, `http` and `https`; none where the validation has no file. Never rejects. */
export async function lookAtFile(
  validation: DomainValidation,
  settings: FileLookSettings,
): Promise<Finding[]> {
  const { file } = validation;
  if (!file) return [];
  return Promise.all(
    (['http', 'https'] as const).map((scheme) => lookBy(scheme, validation.name, file, settings)),
  );
}

async function lookBy(
  scheme: Scheme,
  name: string,
  file: ValidationFile,
  settings: FileLookSettings,
): Promise<Finding> {
  const start = destinationFor(file.url, scheme, settings);
  const outcome = await follow(start, file, settings).catch(unreachable);
  return findingOf({
    name,
    subject: 'http-file',
    source: scheme,
    question: start.url.href,
    expected: quoted([file.content]),
    ...outcome,
  });
}

async function follow(
  start: Destination,
  file: ValidationFile,
  settings: FileLookSettings,
): Promise<Outcome> {
  const signal = AbortSignal.timeout(FILE_LOOK_LIMITS.timeoutMs);
  let at = start;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetchFrom(at, settings, signal);
    if (!isRedirect(response)) return judge(response, file.content, at, redirects);
    if (redirects === FILE_LOOK_LIMITS.redirects)
      return { verdict: 'wrong', found: `more than ${FILE_LOOK_LIMITS.redirects} redirects` };
    const next = redirectFrom(at, response.location ?? '', settings);
    if (typeof next === 'string') return { verdict: 'wrong', found: next };
    at = next;
  }
}

function isRedirect({ status, location }: FileResponse): boolean {
  return location !== undefined && (FILE_LOOK_LIMITS.redirectStatuses as readonly number[]).includes(status);
}

/** The first permitted address that answers. */
async function fetchFrom(
  at: Destination,
  settings: FileLookSettings,
  signal: AbortSignal,
): Promise<FileResponse> {
  const addresses = await within(
    signal,
    isIP(at.host) === 0 ? addressesOf(at.host, settings) : [settings.ipNamesAt ?? at.host],
  );
  const permitted = addresses.filter((address) => isPermittedAddress(address, settings));
  if (addresses.length === 0) throw new Error(`${at.host} has no address in DNS`);
  let failure: unknown = new Error(`${at.host} leads to ${addresses.join(', ')}, which is not public`);
  for (const address of permitted) {
    try {
      return await fetchOnce(at, address, signal);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
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
  const where = redirects > 0 ? ` at ${at.url.href}` : '';
  const { status, content, contentEncoding } = response;
  if (status === 404 || status === 410) return { verdict: 'missing', found: `status ${status}${where}` };
  if (status !== 200) return { verdict: 'wrong', found: `status ${status}${where}` };
  if (content === undefined)
    return { verdict: 'wrong', found: `more than ${FILE_LOOK_LIMITS.contentBytes} octets${where}` };
  if (contentEncoding !== undefined && contentEncoding !== 'identity')
    return { verdict: 'wrong', found: `content in ${JSON.stringify(contentEncoding)} encoding${where}` };
  const verdict = content.equals(Buffer.from(expected)) ? 'ok' : 'wrong';
  return { verdict, found: quoted([content.toString()]) + where };
}

function unreachable(error: unknown): Outcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const wasTooSlow = code === 'ABORT_ERR' || (error instanceof Error && error.message === 'aborted');
  if (wasTooSlow)
    return { verdict: 'unreachable', found: `no answer within ${FILE_LOOK_LIMITS.timeoutMs / 1_000} s` };
  return { verdict: 'unreachable', found: error instanceof Error ? error.message : 'no answer' };
}
