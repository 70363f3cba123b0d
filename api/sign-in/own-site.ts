/** Under which address browsers reach this API, and whether a write comes from its own pages. */
import type { FastifyRequest } from 'fastify';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export interface OwnSite {
  /** As browsers send it in `Origin`. */
  readonly origin: string;
  /** Before every path of ours, without a slash at its end. */
  readonly base: string;
  /** By TLS; otherwise it is plain HTTP on this very machine. */
  readonly isSecure: boolean;
}

/**
 * Throws Refusal `RefusedInThisState` where the way is neither TLS nor this machine's own loopback: whoever listens would have the
 * session.
 */
export function siteOf(request: FastifyRequest, publicUrl: string | undefined): OwnSite {
  const base = (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '');
  if (!URL.canParse(base)) throw notReachedSafely();
  const { origin, protocol, hostname } = new URL(base);
  const isSecure = protocol === 'https:';
  if (!isSecure && !(protocol === 'http:' && isLoopback(hostname))) throw notReachedSafely();
  return { origin, base, isSecure };
}

/** RFC 5735, section 3; RFC 4291, section 2.5.3; RFC 6761, section 6.3. */
export function isLoopback(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}

/**
 * Browsers say with every write where it comes from: `Origin` (Fetch, section 3.2), the newer ones `Sec-Fetch-Site` as well (Fetch
 * Metadata, section 2.4). A write is taken only where each that is there says that it is our own page, and one is there. Throws Refusal
 * `NotAllowed`.
 */
export function refuseOtherSites(request: FastifyRequest, { origin }: OwnSite): void {
  const site = request.headers['sec-fetch-site'];
  const from = request.headers.origin;
  const isTold = site !== undefined || from !== undefined;
  if (isTold && (site ?? 'same-origin') === 'same-origin' && (from ?? origin) === origin) return;
  throw new Refusal(
    refusalDetails('NotAllowed', {
      field: 'Origin',
      message: {
        zh: '此写请求并非来自本站页面',
        en: 'This write does not come from a page of this site',
      },
      accepted: {
        zh: `来自本站页面的请求(Origin 为 ${origin});程序请使用 API 密钥`,
        en: `requests of pages of this site (Origin ${origin}); programs use an API key`,
      },
    }),
  );
}

function notReachedSafely(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '未加密的 HTTP 上不能登录:途中任何人都能取得会话',
        en: 'Nobody signs in over plain HTTP: whoever listens on the way would have the session',
      },
      accepted: {
        zh: '通过 https 访问(SEALFLOW_API_PUBLIC_URL 为其地址),或在本机访问 127.0.0.1',
        en: 'the API by https (SEALFLOW_API_PUBLIC_URL names its address), or 127.0.0.1 on this machine',
      },
    }),
  );
}
