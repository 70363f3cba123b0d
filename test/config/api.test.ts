/** Settings of the process that serves the HTTP API: what is taken, and what is refused by its variable. */
import { expect, it } from 'vitest';
import { configFrom } from '../../config/config.js';
import { ConfigurationError } from '../../config/configuration-error.js';

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
