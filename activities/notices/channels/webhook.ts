/** Notices as signed HTTP requests to an account's own address; an SMS gateway is reached in the same way (docs/notices.md). */
import { CHANNEL_TIMEOUT_MS } from '../../../domain/notices/policy.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { NOTICE_FAILURES } from '../../../domain/failure-texts.js';
import { quoted } from '../../../domain/told.js';
import { lookup } from 'node:dns/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { OrderFailure } from '../../../domain/failures.js';
import { parseIpAddress } from '../../../domain/names/ip-addresses.js';
import type { NoticeChannelName, NoticeKind, NoticeText } from '../../../domain/notices/words.js';
import type { NoticeLanguage } from '../../../domain/notices/preferences.js';
import { SIGNATURE_HEADER, signWebhook } from '../../../domain/notices/webhook-signature.js';
import type { Clock } from '../../attempt-clock.js';

/** What the body says, in JSON. One of orderId, certificateId, revocationId, delegationId tells what it is about. */
export interface WebhookNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly orderId?: string;
  readonly certificateId?: string;
  readonly revocationId?: string;
  readonly delegationId?: string;
  readonly kind: NoticeKind;
  readonly occasion: string;
  readonly rung: number;
  readonly postedAt: string;
  /** The one that the account prefers; the texts are in both. */
  readonly language: NoticeLanguage;
  readonly texts: NoticeText;
}

export interface WebhookRequest {
  readonly url: string;
  readonly secret: string;
  readonly notice: WebhookNotice;
}

export interface WebhookChannel {
  readonly name: Extract<NoticeChannelName, 'webhook'>;
  /** Throws OrderFailure `WebhookUnavailable` unless the receiver answered 2xx. Neither URL nor answer is in it. */
  send(request: WebhookRequest): Promise<void>;
}

export interface WebhookSettings {
  /** Else HTTPS to public addresses only: an account must not reach into this installation's own network. */
  readonly allowPrivateAddresses: boolean;
  readonly clock: Clock;
}

export function createWebhookChannel({ allowPrivateAddresses, clock }: WebhookSettings): WebhookChannel {
  return {
    name: 'webhook',
    async send({ url, secret, notice }) {
      const to = new URL(url);
      if (to.protocol !== 'https:' && !(allowPrivateAddresses && to.protocol === 'http:'))
        throw unavailable(NOTICE_FAILURES.notHttps);
      const address = await addressOf(to, allowPrivateAddresses);
      const body = JSON.stringify(notice);
      const status = await post(to, address, body, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'sealflow-notices',
        // The same for every attempt: a receiver that gets it twice can tell.
        'idempotency-key': notice.noticeId,
        [SIGNATURE_HEADER]: signWebhook(secret, body, clock()),
      });
      if (status < 200 || status > 299) throw unavailable(NOTICE_FAILURES.status(status));
    },
  };
}

/** What is connected to is what was checked, whatever DNS says a moment later. */
async function addressOf(to: URL, allowPrivateAddresses: boolean): Promise<string> {
  const host = to.hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) > 0 ? [host] : await resolved(host);
  if (!allowPrivateAddresses && !found.every((address) => parseIpAddress(address)?.name !== undefined))
    throw unavailable(NOTICE_FAILURES.notPublic);
  const [first] = found;
  if (first === undefined) throw unavailable(NOTICE_FAILURES.noAddress);
  return first;
}

async function resolved(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw unavailable(NOTICE_FAILURES.noAddress);
  }
}

/** The answer's status. Redirects are not followed: they would lead where nobody has looked. */
function post(to: URL, address: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const host = to.hostname.replace(/^\[|\]$/g, '');
    const send = to.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      {
        host: address,
        port: to.port === '' ? undefined : to.port,
        path: `${to.pathname}${to.search}`,
        method: 'POST',
        headers: { host: to.host, connection: 'close', ...headers },
        agent: false,
        servername: isIP(host) === 0 ? host : '',
        signal: AbortSignal.timeout(CHANNEL_TIMEOUT_MS.webhook),
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        // What it says is nobody's business: hung up unread.
        response.destroy();
      },
    );
    request.once('error', (error: NodeJS.ErrnoException) =>
      reject(unavailable(quoted(error.code ?? error.name))),
    );
    request.end(body);
  });
}

function unavailable(why: Bilingual): OrderFailure {
  return new OrderFailure('WebhookUnavailable', NOTICE_FAILURES.webhook(why));
}
