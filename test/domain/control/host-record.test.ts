/** The host record as DNS consoles ask for it. */
import { expect, it } from 'vitest';
import { hostRecordOf } from '../../../domain/control/host-record.js';

it.each([
  ['_dnsauth.example.com', '_dnsauth', 'example.com'],
  ['_dnsauth.shop.example.com', '_dnsauth.shop', 'example.com'],
  ['_dnsauth.shop.example.co.uk', '_dnsauth.shop', 'example.co.uk'],
  ['_dnsauth.shop.example.com.cn', '_dnsauth.shop', 'example.com.cn'],
  ['_0a1b2c.www.example.com', '_0a1b2c.www', 'example.com'],
  ['example.com', '@', 'example.com'],
  ['_dnsauth.xn--fiq228c.cn', '_dnsauth', 'xn--fiq228c.cn'],
])('of %s is %s at %s', (name, host, domain) => {
  expect(hostRecordOf(name)).toEqual({ host, domain });
});
