/** Text messages by Alibaba Cloud: `SendSms` of dysmsapi, version 2017-05-25, an RPC signed with HMAC-SHA1. */
import { z } from 'zod';
import { CHANNEL_TIMEOUT_MS } from '../../../../../domain/notices/policy.js';
import { afterNoAnswer, isAmong, smsUnavailable } from '../../answers.js';
import type { SmsProvider, SmsProviderSettings } from '../../provider.js';
import { UNDELIVERABLE } from './codes.js';

const SERVICE = 'Alibaba Cloud SMS';

const ANSWER = z.object({ Code: z.string().max(200) });

export function createAlibabaSms({ endpoint, signName, keyId, keySecret }: SmsProviderSettings): SmsProvider {
  return {
    async send({ phone, templateId, parameters, id }) {
      // Loaded when the first message goes out: most installations send none.
      const { default: RpcClient } = await import('@alicloud/pop-core');
      const client = new RpcClient({
        endpoint,
        apiVersion: '2017-05-25',
        accessKeyId: keyId,
        accessKeySecret: keySecret,
      });
      const asked = {
        PhoneNumbers: phone,
        SignName: signName,
        TemplateCode: templateId,
        TemplateParam: JSON.stringify(Object.fromEntries(parameters)),
        OutId: id,
      };
      let answer: unknown;
      try {
        // By GET, its default, the number would stand in an address.
        answer = await client.request('SendSms', asked, { method: 'POST', timeout: CHANNEL_TIMEOUT_MS.sms });
      } catch (error) {
        const { data } = ANSWER.safeParse((error as { data?: unknown }).data);
        return data ? verdictOn(data.Code) : afterNoAnswer(SERVICE, error);
      }
      return ANSWER.safeParse(answer).data?.Code === 'OK' ? 'delivered' : 'undeliverable';
    },
  };
}

function verdictOn(code: string): 'undeliverable' {
  if (isAmong(code, UNDELIVERABLE)) return 'undeliverable';
  throw smsUnavailable(SERVICE, code);
}
