/** How actions say no: under the service's own codes (tencent-ssl-api, section 7), in the caller's language. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { Refusal } from '../../../domain/refusals.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentCall } from '../action.js';

type Speaks = Pick<TencentCall, 'language'>;

/** `code` without its first part: `CertificateNotFound` is told as `FailedOperation.CertificateNotFound`. */
export function failed(call: Speaks, code: string, words: Bilingual): TencentError {
  return new TencentError(`FailedOperation.${code}`, said(call, words));
}

export function said({ language }: Speaks, words: Bilingual): string {
  return language === 'en-US' ? words.en : words.zh;
}

/** A code by the field that is to blame, else by the kind of refusal. */
export interface RefusalCodes {
  /** By the beginning of the field's path, or by the kind of refusal and that: `RefusedInThisState:names`. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly InvalidInput?: string;
  readonly RefusedInThisState?: string;
  readonly NotFound?: string;
}

/** Where an action names nothing else. */
const USUAL: Required<Omit<RefusalCodes, 'fields'>> = {
  InvalidInput: 'FailedOperation.InvalidParam',
  NotFound: 'FailedOperation.CertificateNotFound',
  RefusedInThisState: 'FailedOperation.InvalidCertificateStatusCode',
};

/** Does the work; a refusal of ours is told under the code that the action has for it. */
export async function asTold<Result>(
  call: Speaks,
  codes: RefusalCodes,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const code = codeOf(error, codes);
    if (code === undefined) throw error;
    throw new TencentError(code, wordsOf(call, error));
  }
}

/** Undefined for what is none of the action's business, such as who may do it. */
function codeOf({ code, field }: Refusal, codes: RefusalCodes): string | undefined {
  const byField =
    field === undefined
      ? undefined
      : Object.entries(codes.fields ?? {}).find(([beginning]) =>
          (beginning.includes(':') ? `${code}:${field}` : field).startsWith(beginning),
        )?.[1];
  if (byField !== undefined) return byField;
  const kind: string = code;
  return kind in USUAL ? (codes[kind as keyof typeof USUAL] ?? USUAL[kind as keyof typeof USUAL]) : undefined;
}

function wordsOf(call: Speaks, { message, accepted, chinese }: Refusal): string {
  return said(call, {
    zh: chinese.accepted === undefined ? chinese.message : `${chinese.message}(可接受:${chinese.accepted})`,
    en: accepted === undefined ? message : `${message} (accepted: ${accepted})`,
  });
}

export function notFound(call: Speaks): TencentError {
  return failed(call, 'CertificateNotFound', { zh: '证书不存在。', en: 'The certificate does not exist.' });
}

export function wrongStatus(call: Speaks, code = 'InvalidCertificateStatusCode'): TencentError {
  return failed(call, code, {
    zh: '证书当前的状态不支持此操作。',
    en: 'The certificate does not stand where this can be done.',
  });
}

export function missingParameter(call: Speaks, field: string): TencentError {
  return new TencentError(
    'MissingParameter',
    said(call, {
      zh: `请求缺少必填参数 \`${field}\`。`,
      en: `The request is missing a required parameter \`${field}\`.`,
    }),
  );
}

export function invalidValue(call: Speaks, field: string, accepted: string): TencentError {
  return new TencentError(
    'InvalidParameterValue',
    said(call, {
      zh: `参数 \`${field}\` 的取值不正确,可选值:${accepted}。`,
      en: `The value of the parameter \`${field}\` is not valid; accepted: ${accepted}.`,
    }),
  );
}
