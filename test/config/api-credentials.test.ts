// Where credentials for an API are kept, on each system; and which addresses they are never sent to.
import { describe, expect, it } from 'vitest';
import { apiCredentialsPath, isApiKey, isApiUrl } from '../../config/api-credentials.js';

describe('the file', () => {
  it.each([
    [{ HOME: '/home/alice' }, 'linux', '/home/alice/.config/sealflow/credentials.json'],
    [{ HOME: '/home/alice', XDG_CONFIG_HOME: '/cfg' }, 'linux', '/cfg/sealflow/credentials.json'],
    [{ HOME: '/Users/alice' }, 'darwin', '/Users/alice/.config/sealflow/credentials.json'],
    [{ HOME: '/home/alice', SEALFLOW_CONFIG_DIR: '/own' }, 'linux', '/own/credentials.json'],
    [{}, 'linux', undefined],
    [{ HOME: '/home/alice' }, 'win32', undefined],
  ] as const)('of %j on %s', (environment, platform, path) => {
    expect(apiCredentialsPath(environment, platform)).toBe(path);
  });
});

describe('an address', () => {
  it.each([
    'https://certificates.example.com',
    'https://10.0.0.1:8443/',
    'http://127.0.0.1:8377',
    'http://[::1]:1',
    'http://localhost',
  ])('%s is asked', (url) => expect(isApiUrl(url)).toBe(true));

  it.each([
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1@example.com',
    'https://a:b@example.com',
    'file:///etc',
    '',
  ])('%s is not', (url) => expect(isApiUrl(url)).toBe(false));
});

describe('a key', () => {
  it('is an id and a secret', () => {
    expect(isApiKey('AKIDx:skf_y')).toBe(true);
    for (const text of ['AKIDx', ':skf_y', 'AKIDx:', 'AKIDx:a b', 'AKIDx:a\nb', `AKIDx:${'y'.repeat(500)}`])
      expect(isApiKey(text)).toBe(false);
  });
});
