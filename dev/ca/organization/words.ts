/** What the development CA says of a step in words. It sends the English, as a CA of one language would; the demo knows both. */

export const CA_WORDS = {
  channelMissing: {
    zh: '请告知通过公开记录中的哪个号码或地址可以联系到公司',
    en: 'tell by which number or address on public record the company can be reached',
  },
  afterFormAndDomains: {
    zh: '在收到申请书并验证域名之后',
    en: 'after the application form and domain validation',
  },
  afterDomains: { zh: '在验证域名之后', en: 'after domain validation' },
};
