/** Environment in, the settings of text messages out: which service, and which of its approved texts. */
import { ConfigurationError, type Told } from './configuration-error.js';
import type { Environment } from './environment.js';
import { baseUrl, listOf, oneOf } from './values.js';

export interface SmsConfig {
  readonly provider: 'tencent' | 'alibaba';
  readonly endpoint: string;
  /** Tencent Cloud's. */
  readonly region: string;
  readonly appId: string;
  readonly signName: string;
  /** By kind and language, such as `waiting.zh`: the id of an approved text. */
  readonly templates: ReadonlyMap<string, string>;
}

const ENDPOINTS = {
  tencent: 'https://sms.tencentcloudapi.com',
  alibaba: 'https://dysmsapi.aliyuncs.com',
} as const;

/** Undefined where no text messages are sent. Throws ConfigurationError. */
export function smsFrom(environment: Environment): SmsConfig | undefined {
  const provider = oneOf(environment, 'SEALFLOW_SMS_PROVIDER', ['none', 'tencent', 'alibaba']);
  if (provider === 'none') return undefined;
  return {
    provider,
    endpoint: baseUrl(environment, 'SEALFLOW_SMS_ENDPOINT', ENDPOINTS[provider]) ?? ENDPOINTS[provider],
    region: environment.SEALFLOW_SMS_REGION || 'ap-guangzhou',
    appId: provider === 'tencent' ? given(environment, 'SEALFLOW_SMS_APP_ID', APP_ID) : '',
    signName: given(environment, 'SEALFLOW_SMS_SIGN_NAME', SIGN_NAME),
    templates: templatesFrom(environment),
  };
}

const APP_ID: Told = { zh: '应用的 SdkAppId', en: 'the SdkAppId of the application' };
const SIGN_NAME: Told = {
  zh: '已审核通过的签名,不含括号',
  en: 'the approved signature, without brackets',
};

function given(environment: Environment, name: string, accepted: Told): string {
  const value = environment[name]?.trim();
  if (!value) throw new ConfigurationError(name, accepted);
  return value;
}

function templatesFrom(environment: Environment): ReadonlyMap<string, string> {
  const name = 'SEALFLOW_SMS_TEMPLATES';
  const pairs = listOf(environment[name]).map((pair) => {
    const { what, id } =
      /^(?<what>(?:waiting|issued|expiring)\.(?:zh|en))=(?<id>[\w-]{1,100})$/.exec(pair)?.groups ?? {};
    if (what === undefined || id === undefined)
      throw new ConfigurationError(name, {
        zh: '按种类和语言给出的模板编号,例如 waiting.zh=1110,issued.zh=1111,expiring.zh=1112',
        en: 'ids by kind and language, such as waiting.zh=1110,issued.zh=1111,expiring.zh=1112',
      });
    return [what, id] as const;
  });
  return new Map(pairs);
}
