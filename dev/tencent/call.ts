/** What the double's wire and the actions behind it say to each other. */
import type { Bilingual } from '../../domain/bilingual.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import type { AccountBook } from './account-book.js';
import type { CaClient } from './ca-client.js';
import type { CertificateStore } from './certificate-store.js';
import type { Following } from './following.js';
import type { OwnDns } from './own-dns.js';
import type { StoredCertificate } from './stored-certificate.js';

/** What actions work with. */
export interface Counter {
  readonly store: CertificateStore;
  readonly account: AccountBook;
  readonly ca: CaClient;
  readonly following: Following;
  /** Absent where the double has no DNS of its own: nothing can be validated by DNS_AUTO then. */
  readonly ownDns: OwnDns | undefined;
  readonly clock: () => Date;
}

/** One call. `input` was held against the contract of its action before it arrives. */
export interface DoubleCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly counter: Counter;
  readonly isEnglish: boolean;
}

/** The fields of `Response` without `RequestId`. Throws TencentError. */
export type DoubleAction = (call: DoubleCall) => Promise<Readonly<Record<string, unknown>>>;

export function told({ isEnglish }: Pick<DoubleCall, 'isEnglish'>, words: Bilingual): string {
  return isEnglish ? words.en : words.zh;
}

/** `code`: what follows `FailedOperation.`. */
export function failed(call: DoubleCall, code: string, words: Bilingual): TencentError {
  return new TencentError(`FailedOperation.${code}`, told(call, words));
}

export function invalid(call: DoubleCall, field: string, accepted: string): TencentError {
  return new TencentError(
    'InvalidParameterValue',
    told(call, {
      zh: `参数 \`${field}\` 的取值不正确,可选值:${accepted}。`,
      en: `The value of the parameter \`${field}\` is not valid; accepted: ${accepted}.`,
    }),
  );
}

export function missing(call: DoubleCall, field: string): TencentError {
  return new TencentError(
    'MissingParameter',
    told(call, {
      zh: `请求缺少必填参数 \`${field}\`。`,
      en: `The request is missing a required parameter \`${field}\`.`,
    }),
  );
}

export function wrongStatus(call: DoubleCall, code = 'InvalidCertificateStatusCode'): TencentError {
  return failed(call, code, {
    zh: '证书当前的状态不支持此操作。',
    en: 'The certificate does not stand where this can be done.',
  });
}

/** The certificate that the call names, as it stands now. Throws TencentError FailedOperation.CertificateNotFound, or `code`. */
export async function named(
  call: DoubleCall,
  field = 'CertificateId',
  code = 'CertificateNotFound',
): Promise<StoredCertificate> {
  const given = call.input[field];
  const id = typeof given === 'string' ? given : '';
  if (id === '') throw missing(call, field);
  const found = call.counter.store.get(id) && (await call.counter.following.settled(id));
  if (found) return found;
  throw failed(call, code, { zh: '证书不存在。', en: 'The certificate does not exist.' });
}

/** Another certificate's end, or a second call, may have come between: the edit judges again what it needs. */
export async function changed(
  { counter: { store } }: DoubleCall,
  { id }: StoredCertificate,
  edit: (current: StoredCertificate) => StoredCertificate | Promise<StoredCertificate>,
): Promise<StoredCertificate> {
  const after = await store.change(id, edit);
  if (!after) throw new Error(`The certificate ${id} was removed while it was changed`);
  return after;
}
