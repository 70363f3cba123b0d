/** Text messages by Tencent Cloud: `SendSms` of the service sms, version 2021-01-11, signed with TC3-HMAC-SHA256. */
import { z } from 'zod';
import { CHANNEL_TIMEOUT_MS } from '../../../../../domain/notices/policy.js';
import { afterNoAnswer, isAmong, smsUnavailable } from '../../answers.js';
import type { SmsProvider, SmsProviderSettings } from '../../provider.js';
import { UNDELIVERABLE } from './codes.js';

export interface TencentSmsSettings extends SmsProviderSettings {
  /** Such as `1400006666`. */
  readonly appId: string;
  /** Such as `ap-guangzhou`. */
  readonly region: string;
}

const SERVICE = 'Tencent Cloud SMS';

/** One status, since one number is written to. */
const ANSWER = z.object({ SendStatusSet: z.tuple([z.object({ Code: z.string().max(200) })]) });

export function createTencentSms({ endpoint, region, ...settings }: TencentSmsSettings): SmsProvider {
  const { protocol, host } = new URL(endpoint);
  const { appId, signName, keyId, keySecret } = settings;
  return {
    async send({ phone, templateId, parameters, id }) {
      // Loaded when the first message goes out: most installations send none.
      const { CommonClient } = await import('tencentcloud-sdk-nodejs-common');
      const client = new CommonClient(host, '2021-01-11', {
        credential: { secretId: keyId, secretKey: keySecret },
        region,
        profile: { httpProfile: { protocol: `${protocol}//`, reqTimeout: CHANNEL_TIMEOUT_MS.sms / 1000 } },
      });
      let answer: unknown;
      try {
        answer = await client.request('SendSms', {
          PhoneNumberSet: [phone],
          SmsSdkAppId: appId,
          SignName: signName,
          TemplateId: templateId,
          TemplateParamSet: parameters.map(([, value]) => value),
          SessionContext: id,
        });
      } catch (error) {
        const { code } = error as { code?: unknown };
        return typeof code === 'string' && code !== '' ? verdictOn(code) : afterNoAnswer(SERVICE, error);
      }
      const { data } = ANSWER.safeParse(answer);
      if (!data) return 'undeliverable';
      const [{ Code }] = data.SendStatusSet;
      return Code === 'Ok' ? 'delivered' : verdictOn(Code);
    },
  };
}

function verdictOn(code: string): 'undeliverable' {
  if (isAmong(code, UNDELIVERABLE)) return 'undeliverable';
  throw smsUnavailable(SERVICE, code);
}
