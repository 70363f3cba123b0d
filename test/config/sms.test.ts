/** Settings of text messages: whole, or refused by the variable that is missing. */
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../config/config.js';
import { ConfigurationError } from '../../config/configuration-error.js';
import { secretsFrom } from '../../config/secrets.js';

const TENCENT = {
  SEALFLOW_SMS_PROVIDER: 'tencent',
  SEALFLOW_SMS_APP_ID: '1400006666',
  SEALFLOW_SMS_SIGN_NAME: '示例公司',
  SEALFLOW_SMS_TEMPLATES: 'waiting.zh=1110, issued.zh=SMS_15305,expiring.en=1112',
};

it('are those of no service unless one is named', () => {
  expect(configFrom({ SEALFLOW_SMS_SIGN_NAME: '示例公司' }).sms).toBeUndefined();
});

it.each([
  ['tencent', 'https://sms.tencentcloudapi.com'],
  ['alibaba', 'https://dysmsapi.aliyuncs.com'],
])('of %s go to its own address, or to another one', (provider, endpoint) => {
  const given = { ...TENCENT, SEALFLOW_SMS_PROVIDER: provider };
  expect(configFrom(given).sms).toMatchObject({ provider, endpoint, signName: '示例公司' });
  expect(configFrom({ ...given, SEALFLOW_SMS_ENDPOINT: 'http://127.0.0.1:9/' }).sms).toMatchObject({
    endpoint: 'http://127.0.0.1:9',
  });
});

it('know the ids of approved texts by kind and language', () => {
  expect(configFrom(TENCENT).sms?.templates).toEqual(
    new Map([
      ['waiting.zh', '1110'],
      ['issued.zh', 'SMS_15305'],
      ['expiring.en', '1112'],
    ]),
  );
});

describe('that lack something', () => {
  it.each([
    ['SEALFLOW_SMS_PROVIDER', 'pigeon'],
    ['SEALFLOW_SMS_APP_ID', ''],
    ['SEALFLOW_SMS_SIGN_NAME', ' '],
    ['SEALFLOW_SMS_TEMPLATES', 'cancelled.zh=1'],
    ['SEALFLOW_SMS_TEMPLATES', 'waiting.fr=1'],
    ['SEALFLOW_SMS_TEMPLATES', 'waiting.zh'],
    ['SEALFLOW_SMS_ENDPOINT', 'sms.example.com'],
  ])('are refused by its name: %s=%s', (name, value) => {
    expect(() => configFrom({ ...TENCENT, [name]: value })).toThrow(ConfigurationError);
    expect(() => configFrom({ ...TENCENT, [name]: value })).toThrow(name);
  });
});

it('have no key among them: that is a secret', () => {
  const given = { ...TENCENT, SEALFLOW_SMS_KEY_ID: 'key-id', SEALFLOW_SMS_KEY_SECRET: 'key-secret' };
  const { sms } = configFrom(given);
  expect(JSON.stringify({ ...sms, templates: [...(sms?.templates ?? [])] })).not.toContain('key-');
  const secrets = secretsFrom({
    ...given,
    DATABASE_URL: 'postgres://x',
    SEALFLOW_MASTER_KEY: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  expect(secrets).toMatchObject({ smsKeyId: 'key-id', smsKeySecret: 'key-secret' });
});
