/** How servers are written, and which resolvers are asked. */
import { describe, expect, it } from 'vitest';
import { describeNameServer, nameServerFrom, resolversFrom } from '../../../activities/dns/name-server.js';
import { isPermittedAddress } from '../../../activities/dns/public-address.js';

describe('nameServerFrom', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 53],
    ['192.0.2.1:5353', '192.0.2.1', 5_353],
    ['ns.example.com:54', 'ns.example.com', 54],
    ['2001:db8::1', '2001:db8::1', 53],
    ['[2001:db8::1]:5353', '2001:db8::1', 5_353],
  ])('%s', (text, host, port) => {
    expect(nameServerFrom(text)).toEqual({ host, port });
    expect(nameServerFrom(describeNameServer({ host, port }))).toEqual({ host, port });
  });
});

describe('resolversFrom', () => {
  it('takes what is configured', () => {
    expect(resolversFrom({ resolvers: ['127.0.0.1:54'] })).toEqual([{ host: '127.0.0.1', port: 54 }]);
  });

  it('asks several where nothing is configured', () => {
    expect(resolversFrom({ resolvers: [] }).length).toBeGreaterThanOrEqual(2);
  });
});

describe('isPermittedAddress', () => {
  const strict = {
    resolvers: [],
    authoritativePort: 53,
    httpPort: 80,
    httpsPort: 443,
    allowPrivateAddresses: false,
  };
  it.each(['8.8.8.8', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPermittedAddress(address, strict)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    // What clouds answer their own machines at: Azure, Alibaba, Oracle, AWS.
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
    'fd00:ec2::254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'fec0::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
  ])('%s is not', (address) => {
    expect(isPermittedAddress(address, strict)).toBe(false);
    expect(isPermittedAddress(address, { ...strict, allowPrivateAddresses: true })).toBe(true);
  });
});
