/** What the reseller's wire tells callers, in both languages. Their codes stand where they are thrown. */
import type { Bilingual } from '../../bilingual.js';

type Told<Values extends readonly unknown[]> = (...values: Values) => Bilingual;

export const MISSING_PARAMETER: Told<[field: string]> = (field) => ({
  zh: `请求缺少必填参数 \`${field}\`。`,
  en: `The request is missing a required parameter \`${field}\`.`,
});

export const UNKNOWN_PARAMETER: Told<[field: string]> = (field) => ({
  zh: `请求包含未定义的参数 \`${field}\`。`,
  en: `The request contains an unknown parameter \`${field}\`.`,
});

export const WRONG_TYPE: Told<[field: string]> = (field) => ({
  zh: `参数 \`${field}\` 的类型不正确。`,
  en: `The type of the parameter \`${field}\` is not valid.`,
});

export const UNUSABLE_VALUE: Told<[field: string]> = (field) => ({
  zh: `参数 \`${field}\` 的取值不正确。`,
  en: `The value of the parameter \`${field}\` is not valid.`,
});

export const NOT_AN_INTEGER: Told<[field: string]> = (field) => ({
  zh: `参数 \`${field}\` 不是可用的整数。`,
  en: `The value of the parameter \`${field}\` is no usable integer.`,
});

export const NOT_AMONG: Told<[field: string, accepted: readonly string[]]> = (field, accepted) => ({
  zh: `参数 \`${field}\` 的取值不正确,可选值:${accepted.join('、')}。`,
  en: `The value of the parameter \`${field}\` is not valid; accepted: ${accepted.join(', ')}.`,
});

export const TOO_LONG: Told<[field: string, most: number]> = (field, most) => ({
  zh: `参数 \`${field}\` 过长,最多 ${most} 个字符。`,
  en: `The value of the parameter \`${field}\` is too long; at most ${most} characters.`,
});

export const TOO_MANY: Told<[field: string, most: number]> = (field, most) => ({
  zh: `参数 \`${field}\` 的元素过多,最多 ${most} 个。`,
  en: `The parameter \`${field}\` has too many entries; at most ${most}.`,
});

export const NO_JSON_OBJECT: Bilingual = {
  zh: '请求正文不是 JSON 对象。',
  en: 'The body of the request is no JSON object.',
};

export const UNREADABLE_QUERY: Bilingual = {
  zh: '无法解析请求的查询参数。',
  en: "The request's parameters can't be read.",
};

export const UNSUPPORTED_CONTENT: Bilingual = {
  zh: '不支持此 Content-Type:POST 请求请使用 application/json(TC3-HMAC-SHA256),或 application/x-www-form-urlencoded(HmacSHA1、HmacSHA256)。',
  en: 'This Content-Type is not supported: send application/json (TC3-HMAC-SHA256), or application/x-www-form-urlencoded (HmacSHA1, HmacSHA256).',
};

export const UNSUPPORTED_METHOD: Bilingual = {
  zh: '只支持 GET 和 POST 请求。',
  en: 'Only GET and POST are supported.',
};

export const TOO_LARGE: Told<[bytes: number]> = (bytes) => ({
  zh: `请求过大,最大 ${bytes} 字节。`,
  en: `The request is too large; at most ${bytes} bytes.`,
});

export const UNSIGNED: Bilingual = {
  zh: '请求未签名,或 Authorization 请求头的格式不正确。',
  en: 'The request is not signed, or its Authorization header is not as it should be.',
};

export const CLOCK_APART: Told<[seconds: number]> = (seconds) => ({
  zh: `签名的时间与服务器时间相差超过 ${seconds} 秒,或与凭证日期不一致。`,
  en: `The signature's time is more than ${seconds} seconds from the server's, or not on the day of its credential.`,
});

export const UNKNOWN_KEY: Bilingual = {
  zh: 'SecretId 不存在,或已过期、已吊销。',
  en: 'The SecretId is not found, or it has expired or was revoked.',
};

export const WRONG_SIGNATURE: Bilingual = {
  zh: '签名与请求不符,请检查 SecretKey 与签名方法。',
  en: 'The signature does not fit the request: check the SecretKey and how the request is signed.',
};

export const NO_TOKENS: Bilingual = {
  zh: '没有此临时令牌(Token):请使用长期密钥。',
  en: 'There is no such token: use a key without one.',
};

export const TOO_OFTEN: Told<[calls: number]> = (calls) => ({
  zh: `请求过于频繁:每个密钥对每个接口每秒最多 ${calls} 次。`,
  en: `Too many requests: each key may call an action ${calls} times a second.`,
});

export const NO_SUCH_VERSION: Told<[version: string]> = (version) => ({
  zh: `没有此接口版本:${version}。`,
  en: `There is no such version: ${version}.`,
});

export const NO_SUCH_ACTION: Told<[action: string]> = (action) => ({
  zh: `没有此接口:${action}。`,
  en: `There is no such action: ${action}.`,
});

export const NOT_OFFERED: Told<[action: string]> = (action) => ({
  zh: `Sealflow 不提供接口 ${action}。`,
  en: `Sealflow does not offer ${action}.`,
});
