/** Fetches a validation file as a CA does: by HTTP and HTTPS, a few redirects, little data. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Bilingual } from '../../domain/bilingual.js';
import { clauses, quoted, ToldError, withWhy, wordsOfThrown } from '../../domain/told.js';
import { FILE_LOOK_LIMITS } from '../../domain/control/look-limits.js';
import { locationFrom } from '../../domain/control/redirect-location.js';
import { readUpTo, textOf } from '../../domain/limited-reading.js';
import { registrableDomain } from '../../domain/names/domain-names.js';

export interface FileLookWorld {
  readonly resolver: Resolver;
  /** Where ports 80 and 443 are in this world. */
  readonly httpPort: number;
  readonly httpsPort: number;
}

const OTHER_CONTENT: Bilingual = {
  zh: '内容与要求的不符',
  en: 'the content is not the expected one',
};
const OTHER_PORT: Bilingual = {
  zh: '重定向到 80 和 443 以外的端口',
  en: 'redirect to a port other than 80 and 443',
};
const TOO_LONG: Bilingual = {
  zh: `超过 ${FILE_LOOK_LIMITS.contentBytes} 字节`,
  en: `more than ${FILE_LOOK_LIMITS.contentBytes} bytes`,
};

/** What is wrong with the file at `url`, or undefined when one of the two schemes shows exactly `content`. */
export async function fileProblem(
  world: FileLookWorld,
  url: string,
  content: string,
  signal: AbortSignal,
): Promise<Bilingual | undefined> {
  const looks = ['http:', 'https:'].map(async (scheme) => {
    const target = new URL(url);
    target.protocol = scheme;
    return problemAt(world, target, content, signal);
  });
  const problems = await Promise.all(looks);
  const found = problems.filter((problem) => problem !== undefined);
  return found.length < problems.length ? undefined : clauses(found);
}

async function problemAt(
  world: FileLookWorld,
  url: URL,
  content: string,
  signal: AbortSignal,
): Promise<Bilingual | undefined> {
  try {
    const body = await fetchFollowing(world, url, signal);
    return body === content ? undefined : withWhy(quoted(url.href), OTHER_CONTENT);
  } catch (error) {
    return withWhy(quoted(url.href), wordsOfThrown(error));
  }
}

async function fetchFollowing(world: FileLookWorld, start: URL, signal: AbortSignal): Promise<string> {
  let url = start;
  for (let hops = 0; hops <= FILE_LOOK_LIMITS.redirects; hops++) {
    const response = await send(world, url, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return readBody(response);
    response.destroy();
    if (!isRedirect(statusCode) || !headers.location)
      throw new ToldError({ zh: `状态码 ${statusCode}`, en: `status ${statusCode}` });
    url = redirectTarget(url, locationFrom(headers.location), start.hostname);
  }
  throw new ToldError({
    zh: `重定向超过 ${FILE_LOOK_LIMITS.redirects} 次`,
    en: `more than ${FILE_LOOK_LIMITS.redirects} redirects`,
  });
}

function redirectTarget(from: URL, location: string, firstHost: string): URL {
  const target = new URL(location, from);
  if (target.protocol !== 'http:' && target.protocol !== 'https:')
    throw new ToldError({ zh: '重定向到另一种协议', en: 'redirect to another scheme' });
  if (target.port !== '') throw new ToldError(OTHER_PORT);
  if (registrable(target.hostname) !== registrable(firstHost)) {
    throw new ToldError({
      zh: `重定向到 ${target.hostname},不在同一可注册域名之内`,
      en: `redirect to ${target.hostname}, outside the registrable domain`,
    });
  }
  return target;
}

function registrable(host: string): string {
  return registrableDomain(host) ?? host;
}

function isRedirect(status: number): boolean {
  return (FILE_LOOK_LIMITS.redirectStatuses as readonly number[]).includes(status);
}

async function send(world: FileLookWorld, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const host = await addressOf(world.resolver, url.hostname);
  const options = {
    host,
    path: url.pathname + url.search,
    headers: { host: url.hostname },
    signal,
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'http:'
        ? httpRequest({ ...options, port: world.httpPort })
        : // Who asks for a certificate seldom has a valid one: HTTPS is a way to the file here, not a proof.
          httpsRequest({
            ...options,
            port: world.httpsPort,
            // A server name is never an address (RFC 6066, section 3).
            servername: isIP(url.hostname) === 0 ? url.hostname : '',
            rejectUnauthorized: false,
          });
    request.once('response', resolve).once('error', reject).end();
  });
}

/** In this world every address is the embedded web server's, as every host name leads there. */
const EVERY_ADDRESS = '127.0.0.1';

async function addressOf(resolver: Resolver, name: string): Promise<string> {
  if (isIP(name) !== 0) return EVERY_ADDRESS;
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (found[0] === undefined)
    throw new ToldError({ zh: `DNS 没有 ${name} 的地址`, en: `DNS gives no address for ${name}` });
  return found[0];
}

async function readBody(response: IncomingMessage): Promise<string> {
  const body = await readUpTo(response, FILE_LOOK_LIMITS.contentBytes);
  if (!body.whole) throw new ToldError(TOO_LONG);
  return textOf(body);
}
