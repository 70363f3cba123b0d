/** Speaks ACME through `acme-client`: its signing and repetitions of a rejected nonce, and nothing else of it. */
import { Client } from 'acme-client';
import type { z } from 'zod';
import type { Bilingual } from '../../../../domain/bilingual.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { AcmeProblem, failureOf } from './problems.js';
import { NoProblem, textOf, Transport, type Answered } from './transport.js';
import {
  WireAccount,
  WireAuthorization,
  WireDirectory,
  WireOrder,
  WireOrdersList,
  WireRenewalInfo,
  type WireChallenge,
} from './wire.js';

export interface DirectoryAccess {
  /** What the connection is called. */
  readonly ca: string;
  readonly directoryUrl: string;
  /** Trusted beside the roots that Node knows; PEM. */
  readonly rootPem?: string | undefined;
}

/** Who signs. Without a URL: by the key itself, as for making an account. */
export interface Signer {
  /** PKCS#8, PEM. */
  readonly keyPem: string;
  readonly accountUrl?: string | undefined;
  readonly externalAccountBinding?: { readonly kid: string; readonly hmacKey: string } | undefined;
}

export interface NewOrder {
  readonly identifiers: readonly { readonly type: 'dns' | 'ip'; readonly value: string }[];
  readonly profile?: string | undefined;
  readonly replaces?: string | undefined;
}

/** What the library keeps to itself and we need: nonces, the account's list of orders, and requests signed by a certificate's key. */
interface LowLevel {
  readonly http: { maxBadNonceRetries: number; getNonce(): Promise<string> };
  readonly api: {
    apiRequest(
      url: string,
      payload: unknown,
      statuses: readonly number[],
    ): Promise<{ readonly data: unknown; readonly headers: { readonly link?: unknown } }>;
    apiResourceRequest(
      resource: string,
      payload: unknown,
      statuses: readonly number[],
      options: { readonly includeJwsKid: boolean },
    ): Promise<{ readonly data: unknown }>;
  };
}

/**
 * One directory, and one who signs there. Every method throws AcmeProblem where the directory says no, and OrderFailure
 * `CaUnavailable` or `CaProtocolBroken` where it says nothing that can be believed.
 */
export class AcmeSession {
  private readonly client: Client;
  private readonly transport: Transport;
  private known: { readonly directory: WireDirectory; readonly at: number } | undefined;

  constructor(
    private readonly access: DirectoryAccess,
    signer: Signer,
  ) {
    const { rootPem, directoryUrl } = access;
    this.transport = new Transport(rootPem);
    this.client = new Client({
      directoryUrl,
      accountKey: signer.keyPem,
      ...(signer.accountUrl !== undefined && { accountUrl: signer.accountUrl }),
      ...(signer.externalAccountBinding && { externalAccountBinding: signer.externalAccountBinding }),
    });
    const { http } = this.lowLevel;
    http.maxBadNonceRetries = ACME_LIMITS.nonceRepetitions;
    const askForNonce = http.getNonce.bind(http);
    http.getNonce = async () => this.transport.takeNonce() ?? (await askForNonce());
  }

  /** Believed for a while. Throws OrderFailure `CaProtocolBroken` for what is no directory. */
  async directory(): Promise<WireDirectory> {
    const { ca, directoryUrl } = this.access;
    if (this.known && Date.now() - this.known.at < ACME_LIMITS.directoryMs) return this.known.directory;
    const { value } = await this.call(ACME_REQUESTS.directory, () => this.transport.get(directoryUrl));
    const parsed = WireDirectory.safeParse(value);
    if (!parsed.success) {
      const words = ACME_TEXTS.notADirectory(ca, directoryUrl, fieldsOf(parsed.error));
      throw new OrderFailure('CaProtocolBroken', words);
    }
    this.known = { directory: parsed.data, at: Date.now() };
    return parsed.data;
  }

  /** The account's URL. `onlyExisting`: an account that the key has already; AcmeProblem where it has none. */
  async register(account: {
    readonly contact: readonly string[];
    readonly onlyExisting: boolean;
  }): Promise<string> {
    const { contact, onlyExisting } = account;
    const data = onlyExisting
      ? { onlyReturnExisting: true }
      : { termsOfServiceAgreed: true, ...(contact.length > 0 && { contact: mailto(contact) }) };
    await this.call(ACME_REQUESTS.account, () => this.client.createAccount(data));
    return this.client.getAccountUrl();
  }

  async account(): Promise<WireAccount> {
    const { value } = await this.call(ACME_REQUESTS.accountStatus, () => this.client.updateAccount());
    return this.read(WireAccount, value, ACME_REQUESTS.accountStatus);
  }

  async changeContact(contact: readonly string[]): Promise<void> {
    await this.call(ACME_REQUESTS.account, () => this.client.updateAccount({ contact: mailto(contact) }));
  }

  /** The account is the new key's from then on, and this session as well. */
  async changeKey(newKeyPem: string): Promise<void> {
    await this.call(ACME_REQUESTS.keyChange, () => this.client.updateAccountKey(newKeyPem));
  }

  async newOrder(order: NewOrder): Promise<WireOrder> {
    // The types of the library know neither profile nor replaces; it sends what it is given.
    const request = { ...order, identifiers: [...order.identifiers] };
    const { value } = await this.call(ACME_REQUESTS.newOrder, () => this.client.createOrder(request));
    return this.read(WireOrder, value, ACME_REQUESTS.newOrder);
  }

  async order(url: string): Promise<Answered<WireOrder>> {
    const { value, retryAfterMs } = await this.call(ACME_REQUESTS.order, () =>
      this.lowLevel.api.apiRequest(url, null, [200]),
    );
    return { value: this.read(WireOrder, withUrl(value.data, url), ACME_REQUESTS.order), retryAfterMs };
  }

  /** The URLs of an account's orders, page after page, up to a limit (RFC 8555, section 7.1.2.1). */
  async orders(url: string): Promise<readonly string[]> {
    const found: string[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = url; next !== undefined && !seen.has(next);) {
      seen.add(next);
      const page: string = next;
      const { value } = await this.call(ACME_REQUESTS.orders, () =>
        this.lowLevel.api.apiRequest(page, null, [200]),
      );
      found.push(...this.read(WireOrdersList, value.data, ACME_REQUESTS.orders).orders);
      next = seen.size < ACME_LIMITS.listPages ? nextPage(value.headers.link, page) : undefined;
    }
    return found;
  }

  async authorization(url: string): Promise<WireAuthorization> {
    const { value } = await this.call(ACME_REQUESTS.authorization, () =>
      this.lowLevel.api.apiRequest(url, null, [200]),
    );
    return this.read(WireAuthorization, withUrl(value.data, url), ACME_REQUESTS.authorization);
  }

  async deactivate(url: string): Promise<void> {
    await this.call(ACME_REQUESTS.deactivation, () =>
      this.lowLevel.api.apiRequest(url, { status: 'deactivated' }, [200]),
    );
  }

  /** RFC 8555, section 8.1, and for `dns-01` section 8.4: what is put into the record. */
  async keyAuthorization({ type, token }: WireChallenge): Promise<string> {
    const challenge = { type, token: token ?? '', url: '', status: 'pending' };
    return await this.client.getChallengeKeyAuthorization(
      challenge as Parameters<Client['getChallengeKeyAuthorization']>[0],
    );
  }

  /** Asks the directory to look. */
  async answer({ url }: WireChallenge): Promise<void> {
    await this.call(ACME_REQUESTS.challenge, () => this.lowLevel.api.apiRequest(url, {}, [200]));
  }

  async finalize(order: WireOrder, csrPem: string): Promise<Answered<WireOrder>> {
    const request = order as unknown as Parameters<Client['finalizeOrder']>[0];
    const { value, retryAfterMs } = await this.call(ACME_REQUESTS.finalize, () =>
      this.client.finalizeOrder(request, csrPem),
    );
    return { value: this.read(WireOrder, withUrl(value, order.url), ACME_REQUESTS.finalize), retryAfterMs };
  }

  /** PEM, leaf first. With `preferredChain`: the alternate whose chain has an issuer of that common name, where there is one. */
  async certificate(order: WireOrder, preferredChain: string | undefined): Promise<string> {
    const request = order as unknown as Parameters<Client['getCertificate']>[0];
    const { value } = await this.call(ACME_REQUESTS.certificate, () =>
      this.client.getCertificate(request, preferredChain),
    );
    return value;
  }

  /** Signed by the account, or by the certificate's own key, which is this session's then (RFC 8555, section 7.6). */
  async revoke(
    certificateDer: Uint8Array,
    reason: number,
    signedBy: 'account' | 'its-key' = 'account',
  ): Promise<void> {
    const payload = { certificate: Buffer.from(certificateDer).toString('base64url'), reason };
    const includeJwsKid = signedBy === 'account';
    await this.call(ACME_REQUESTS.revocation, () =>
      this.lowLevel.api.apiResourceRequest('revokeCert', payload, [200], { includeJwsKid }),
    );
  }

  /** Unsigned (RFC 9773, section 4.1). */
  async renewalInfo(url: string): Promise<Answered<z.output<typeof WireRenewalInfo>>> {
    const { value, retryAfterMs } = await this.call(ACME_REQUESTS.renewalInfo, () => this.transport.get(url));
    return { value: this.read(WireRenewalInfo, value, ACME_REQUESTS.renewalInfo), retryAfterMs };
  }

  private get lowLevel(): LowLevel {
    return this.client as unknown as LowLevel;
  }

  private async call<Value>(asked: Bilingual, ask: () => Promise<Value>): Promise<Answered<Value>> {
    try {
      return await this.transport.carry(ask);
    } catch (error) {
      if (error instanceof AcmeProblem) throw error;
      throw this.silence(error, asked);
    }
  }

  /** What the directory did is unknown. The cause stays behind: it holds the request. */
  private silence(error: unknown, asked: Bilingual): OrderFailure {
    const { ca } = this.access;
    if (error instanceof NoProblem) {
      const { status, retryAfterMs } = error;
      return status === 429
        ? new OrderFailure(
            'CaRateLimited',
            ACME_TEXTS.limitsRate(ca, asked, ACME_TEXTS.notShown, secondsOf(retryAfterMs)),
            { retryAfterMs },
          )
        : new OrderFailure('CaUnavailable', ACME_TEXTS.answeredWith(ca, asked, status), {
            retryAfterMs,
          });
    }
    const code = codeOf(error);
    // An error of the library's own: the answer lacked what it needs to go on.
    if (code === undefined)
      return new OrderFailure('CaProtocolBroken', ACME_TEXTS.notAsAgreed(ca, asked, ['-']));
    if (TLS_CODES.test(code)) return new OrderFailure('CaUnavailable', ACME_TEXTS.tlsNotTrusted(ca, code));
    return new OrderFailure('CaUnavailable', ACME_TEXTS.noAnswer(ca, asked, code));
  }

  private read<Schema extends z.ZodType>(schema: Schema, data: unknown, asked: Bilingual): z.output<Schema> {
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    const words = ACME_TEXTS.notAsAgreed(this.access.ca, asked, fieldsOf(parsed.error));
    throw new OrderFailure('CaProtocolBroken', words);
  }
}

/** Turns a directory's no into the failure that the rest of the program knows; everything else is thrown on. */
export async function asFailures<Value>(ca: string, asked: Bilingual, call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof AcmeProblem ? failureOf(error, { ca, asked }) : error;
  }
}

/** Of OpenSSL's verification, as Node names them. */
const TLS_CODES = /CERT|ISSUER|SELF_SIGNED|ALTNAME|CRL/;

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, name } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return name;
  return code;
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

/** RFC 8288, section 3, as far as a directory uses it. */
function nextPage(link: unknown, page: string): string | undefined {
  const target = /<([^>]+)>\s*;\s*rel="?next"?/.exec(textOf(link) ?? '')?.[1];
  return target !== undefined && URL.canParse(target, page) ? new URL(target, page).href : undefined;
}

/** An answer that is wrong in many places is told by the first few. */
const MOST_FIELDS = 5;

function fieldsOf({ issues }: z.ZodError): string[] {
  return [...new Set(issues.map(({ path }) => path.join('.') || '-'))].slice(0, MOST_FIELDS);
}

function withUrl(data: unknown, url: string): unknown {
  return typeof data === 'object' && data !== null ? { ...data, url } : data;
}

function mailto(contact: readonly string[]): string[] {
  return contact.map((mailbox) => `mailto:${mailbox}`);
}
