/** What a subscriber should know before placing a permitted order; nothing here refuses. */
import type { OrderForm } from './form.js';
import type { Bilingual } from '../bilingual.js';

const PASSWORD_AND_CLOUD: Bilingual = {
  zh: '如果证书要部署到负载均衡或 CDN,请不要设置私钥密码:这些服务打不开加密的私钥。',
  en: "Don't set a key password if the certificate goes to a load balancer or CDN: they can't open an encrypted key.",
};
const PASSWORD_FOR_GOOD: Bilingual = {
  zh: '私钥密码无法修改,也无法找回;忘记后只能重新申请证书。',
  en: "The key password can't be changed or recovered; if it is lost, the certificate must be ordered again.",
};
const PASSWORD_AND_JAVA: Bilingual = {
  zh: '私钥密码含有非 ASCII 字符:Java 打不开用它加密的 pfx 文件。',
  en: "The key password has characters beyond ASCII: Java can't open a pfx file encrypted with it.",
};
const KEY_IS_ELSEWHERE: Bilingual = {
  zh: '使用粘贴的 CSR 时私钥不在这里:无法下载含私钥的格式(pfx、jks)。',
  en: 'With a pasted CSR the private key is not here: downloads that need it (pfx, jks) will be refused.',
};
const RECORD_MUST_STAY: Bilingual = {
  zh: '证书签发之前,请保留验证记录或验证文件。',
  en: 'The validation record or file must stay in place until the certificate is issued.',
};

/** Ordering rules, sections 4 and 5; what Java can open was tried out with Java 17. */
export function warningsFor(form: OrderForm): Bilingual[] {
  const byHand = form.validation === 'manual-dns' || form.validation === 'file';
  return [
    ...warningsOfPassword(form.keyPassword),
    ...(form.csr.mode === 'paste' ? [KEY_IS_ELSEWHERE] : []),
    ...(byHand ? [RECORD_MUST_STAY] : []),
  ];
}

function warningsOfPassword(password: string | undefined): Bilingual[] {
  if (password === undefined) return [];
  const ascii = /^[\x20-\x7e]*$/.test(password);
  return [PASSWORD_AND_CLOUD, PASSWORD_FOR_GOOD, ...(ascii ? [] : [PASSWORD_AND_JAVA])];
}
