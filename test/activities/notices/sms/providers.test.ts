/** Text messages against doubles of both services: what is sent and how it is signed, what each code means, and no number in an error. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAlibabaSms } from '../../../../activities/notices/sms/providers/alibaba/index.js';
import { createTencentSms } from '../../../../activities/notices/sms/providers/tencent/index.js';
import type { SmsProvider } from '../../../../activities/notices/sms/provider.js';
import { startSmsService, type SmsService } from '../../../support/sms-service.js';

const SECRET = 'the-secret-of-this-test';
const PHONE = '+8613800138000';
const MESSAGE = {
  phone: PHONE,
  templateId: '1110',
  parameters: [
    ['order', '0a1b2c3d'],
    ['day', '2026-12-24'],
  ],
  id: 'f'.repeat(32),
} as const;

const SERVICES = {
  tencent: {
    create: (endpoint: string, keySecret = SECRET): SmsProvider =>
      createTencentSms({
        endpoint,
        signName: '示例公司',
        keyId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3',
        keySecret,
        appId: '1400006666',
        region: 'ap-guangzhou',
      }),
    template: '1400006666/1110',
    parameters: ['0a1b2c3d', '2026-12-24'],
    limits: ['LimitExceeded.PhoneNumberDailyLimit', 'LimitExceeded.DeliveryFrequencyLimit'],
    ofTheApi: ['RequestLimitExceeded', 'InternalError', 'AuthFailure.SecretIdNotFound'],
    ofOperators: [
      'FailedOperation.SignatureIncorrectOrUnapproved',
      'FailedOperation.InsufficientBalanceInSmsPackage',
    ],
    undeliverable: ['InvalidParameterValue.IncorrectPhoneNumber', 'FailedOperation.PhoneNumberInBlacklist'],
  },
  alibaba: {
    create: (endpoint: string, keySecret = SECRET): SmsProvider =>
      createAlibabaSms({ endpoint, signName: '示例公司', keyId: 'LTAI5tExample', keySecret }),
    template: '1110',
    parameters: { order: '0a1b2c3d', day: '2026-12-24' },
    limits: ['isv.BUSINESS_LIMIT_CONTROL', 'isv.DAY_LIMIT_CONTROL'],
    ofTheApi: ['Throttling.User', 'ServiceUnavailable', 'InvalidAccessKeyId.NotFound'],
    ofOperators: ['isv.SMS_SIGNATURE_ILLEGAL', 'isv.AMOUNT_NOT_ENOUGH', 'isp.SYSTEM_ERROR'],
    undeliverable: ['isv.MOBILE_NUMBER_ILLEGAL', 'isv.PARAM_NOT_SUPPORT_URL'],
  },
} as const;

describe.each(['tencent', 'alibaba'] as const)('%s', (name) => {
  const { create, template, parameters, limits, ofTheApi, ofOperators, undeliverable } = SERVICES[name];
  let service: SmsService;
  beforeAll(async () => {
    service = await startSmsService(name, SECRET);
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    service.answer = name === 'tencent' ? 'Ok' : 'OK';
    service.isOfTheApi = false;
  });

  async function failureOf(answer: string, over: { isOfTheApi?: boolean; secret?: string } = {}) {
    service.answer = answer;
    service.isOfTheApi = over.isOfTheApi ?? false;
    return await create(service.url, over.secret)
      .send(MESSAGE)
      .then(
        (outcome) => ({ outcome }),
        (error: unknown) => error,
      );
  }

  it('is sent what was approved, signed as the service’s document says, and nothing in an address', async () => {
    expect(await create(service.url).send(MESSAGE)).toBe('delivered');
    expect(service.taken.at(-1)).toEqual({
      phone: PHONE,
      signName: '示例公司',
      template,
      parameters,
      id: MESSAGE.id,
    });
    expect(service.addresses.at(-1)).toBe('/');
    expect(service.refused).toBe(0);
  });

  it('with another secret is refused by its own reckoning, and tried again', async () => {
    const before = service.refused;
    expect(await failureOf('OK', { secret: 'another' })).toMatchObject({ type: 'SmsUnavailable' });
    expect(service.refused).toBe(before + 1);
  });

  it.each([...limits, ...ofOperators])(
    '%s is tried again, with the code and without the number',
    async (code) => {
      const failure = await failureOf(code);
      expect(failure).toMatchObject({
        type: 'SmsUnavailable',
        message: expect.stringContaining(code) as string,
      });
      expect(String(failure)).not.toContain(PHONE.slice(-11));
    },
  );

  it.each(ofTheApi)('%s of the API itself is tried again', async (code) => {
    const failure = await failureOf(code, { isOfTheApi: true });
    expect(failure).toMatchObject({
      type: 'SmsUnavailable',
      message: expect.stringContaining(code) as string,
    });
  });

  it.each(undeliverable)('%s is the end of it', async (code) => {
    expect(await failureOf(code)).toEqual({ outcome: 'undeliverable' });
  });

  it('is asked once, whatever it answers', async () => {
    const before = service.taken.length;
    await failureOf(limits[0]);
    expect(service.taken).toHaveLength(before + 1);
  });

  it('that took the request and gave no answer is not asked again: nobody is written to twice', async () => {
    const before = service.taken.length;
    expect(await failureOf('hang-up')).toEqual({ outcome: 'undeliverable' });
    expect(service.taken).toHaveLength(before + 1);
  });

  it('that nobody reached is tried again', async () => {
    const gone = await startSmsService(name, SECRET);
    await gone.stop();
    await expect(create(gone.url).send(MESSAGE)).rejects.toMatchObject({
      type: 'SmsUnavailable',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});
