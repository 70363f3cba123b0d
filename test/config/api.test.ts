/** Settings of the HTTP API and of the one that is compatible with the reseller's: taken as they are meant, or refused by variable. */
import { expect, it } from 'vitest';
import { configFrom } from '../../config/config.js';
import { ConfigurationError } from '../../config/configuration-error.js';

it('without any, our own is served to this machine alone, and no other', () => {
  expect(configFrom({}).api).toEqual({
    address: { host: '127.0.0.1', port: 8377 },
    proxies: [],
    tencentPublicHosts: [],
  });
});

it('say where each listens, where callers reach it, and whom it believes', () => {
  const { api } = configFrom({
    SEALFLOW_API_ADDRESS: '0.0.0.0:80',
    SEALFLOW_TENCENT_API_ADDRESS: '8378',
    SEALFLOW_TENCENT_API_PUBLIC_HOSTS: 'ssl.example.com, certificates.example.com:8443',
    SEALFLOW_API_PUBLIC_URL: 'https://certificates.example.com',
    SEALFLOW_API_PROXIES: '10.0.0.5,172.16.0.0/12',
  });
  expect(api).toEqual({
    address: { host: '0.0.0.0', port: 80 },
    tencentAddress: { host: '127.0.0.1', port: 8378 },
    tencentPublicHosts: ['ssl.example.com', 'certificates.example.com:8443'],
    publicUrl: 'https://certificates.example.com',
    proxies: ['10.0.0.5', '172.16.0.0/12'],
  });
});

it.each([
  ['SEALFLOW_API_ADDRESS', 'everywhere'],
  ['SEALFLOW_TENCENT_API_ADDRESS', '127.0.0.1:70000'],
  ['SEALFLOW_TENCENT_API_PUBLIC_HOSTS', 'https://ssl.example.com'],
  ['SEALFLOW_TENCENT_API_PUBLIC_HOSTS', 'ssl.example.com,a b'],
  ['SEALFLOW_API_PUBLIC_URL', 'certificates.example.com'],
  ['SEALFLOW_API_PROXIES', 'proxy.example.com'],
])('%s=%s is refused by its name', (variable, value) => {
  const read = () => configFrom({ [variable]: value });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(expect.objectContaining({ variable }) as Error);
});

const NAME = 'SEALFLOW_TENCENT_API_PUBLIC_HOSTS';
const hostsOf = (value: string | undefined) => configFrom({ [NAME]: value }).api.tencentPublicHosts;

it('hosts by which callers reach the API that is compatible with the reseller’s', () => {
  expect(hostsOf(undefined)).toEqual([]);
  expect(hostsOf('')).toEqual([]);
  expect(hostsOf('ssl.example.com, tag.example.com:8443,10.0.0.1:80,[::1]:8378')).toEqual([
    'ssl.example.com',
    'tag.example.com:8443',
    '10.0.0.1:80',
    '[::1]:8378',
  ]);
});

it.each([
  'https://ssl.example.com',
  'ssl.example.com/path',
  'ssl example.com',
  'ssl.example.com:port',
  '-ssl.example.com',
  'user@ssl.example.com',
])('such as %s is no host', (value) => {
  expect(() => hostsOf(value)).toThrow(ConfigurationError);
  expect(() => hostsOf(value)).toThrow(NAME);
});
