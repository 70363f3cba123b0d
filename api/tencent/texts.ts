/** What the Tencent-compatible API tells callers beside what its wire tells, in both languages. Their codes stand where they are thrown. */
import type { Bilingual } from '../../domain/bilingual.js';

export const REPEATED: Bilingual = {
  zh: '此请求已处理过,不会再次执行。请重新签名后再发送。',
  en: 'This very request was taken already, and is not taken again. Sign it anew.',
};

export const SAME_WITHIN_A_SECOND: Bilingual = {
  zh: '同一秒内收到了完全相同的写请求。如确需再次执行,请一秒后重新签名发送。',
  en: 'The same writing request came already within this second. If it is meant twice, sign it anew a second later.',
};

export const NOT_ALLOWED: Bilingual = {
  zh: '此密钥的角色无权执行该操作。',
  en: "The key's role may not do this.",
};

export const BROKEN: Bilingual = {
  zh: '内部错误。请凭 RequestId 查看服务器日志。',
  en: "Internal error. The server's log has more under the RequestId.",
};

export const NOT_THERE: Bilingual = {
  zh: '服务暂时不可用,请稍后重试。',
  en: 'The service does not answer at present; try again later.',
};

export const CA_NOT_THERE: Bilingual = {
  zh: 'CA 暂时不可用,请稍后重试。',
  en: 'The CA does not answer at present; try again later.',
};

export const NOTHING_TO_CHANGE: Bilingual = {
  zh: '`ReplaceTags` 与 `DeleteTags` 至少需要一个。',
  en: 'One of `ReplaceTags` and `DeleteTags` is needed.',
};

export const BOTH_ADDED_AND_TAKEN: Bilingual = {
  zh: '`ReplaceTags` 与 `DeleteTags` 不能包含相同的标签键。',
  en: '`ReplaceTags` and `DeleteTags` must not have a key in common.',
};

export const NO_SUCH_RESOURCE: Bilingual = {
  zh: '资源六段式不正确,或没有此证书。',
  en: 'The resource is not described in six parts, or there is no such certificate.',
};

export const NO_DOWNLOAD: Bilingual = {
  zh: '此下载地址不存在、已使用或已过期:请重新调用 DescribeDownloadCertificateUrl。',
  en: 'There is no such download, or it was opened already, or its time is over: call DescribeDownloadCertificateUrl again.',
};
