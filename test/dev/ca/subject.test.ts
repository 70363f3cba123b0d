/** Whom OV and EV certificates name, with RSA, elliptic and SM2 keys: as OpenSSL reads it, and as our own comparison takes it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createCertificateIssuer, type CertificateIssuer } from '../../../dev/ca/certificate-issuer.js';
import { openAuthority } from '../../../dev/ca/authority.js';
import { newSm2KeyPair, sm2Spki } from '../../../domain/sm2/keys.js';
import { makeKeys } from '../../support/two-tier-ca.js';
import { exportKey } from '../../../domain/sm2/crypto.js';
import { openssl } from '../../support/openssl.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const now = new Date();
const company = {
  fullName: '例子科技有限公司',
  country: 'CN',
  province: '上海市',
  city: '上海',
  address: '例子路 1 号',
  landline: { areaCode: '021', number: '5555 0100' },
  registration: { kind: 'unified-social-credit-code', number: '91310000000000000X' },
} as const;

let issuer: CertificateIssuer;
beforeAll(async () => {
  issuer = await createCertificateIssuer(await openAuthority(folder, now), 'http://127.0.0.1:1');
});

const ec = async () =>
  ({ type: 'ec', spki: await exportKey('spki', (await makeKeys('ecc')).publicKey) }) as const;
const sm2 = () => Promise.resolve({ type: 'sm2', spki: sm2Spki(newSm2KeyPair().publicKey) } as const);

describe.each([
  ['trustasia', ec],
  ['dnspod-sm2', sm2],
] as const)('of %s', (brand, makeKey) => {
  async function subjectsOf(type: 'ov' | 'ev'): Promise<string[]> {
    const { type: keyType, spki } = await makeKey();
    const key = { type: keyType, spkiBase64: Buffer.from(new Uint8Array(spki)).toString('base64') };
    const names = ['www.example.com', '203.0.114.7'];
    const { certificatePem, encryption } = await issuer.issue({ brand, type, names, key, company }, now);
    const halves = [certificatePem, ...(encryption ? [encryption.certificatePem] : [])];
    const options = ['-noout', '-subject', '-ext', 'subjectAltName', '-nameopt', 'utf8,sep_comma_plus'];
    return await Promise.all(halves.map((leaf) => openssl(['x509', '-in', '{leaf}', ...options], { leaf })));
  }

  it('OV names the company', async () => {
    for (const shown of await subjectsOf('ov')) {
      expect(shown).toContain('C=CN,ST=上海市,L=上海,O=例子科技有限公司,CN=www.example.com');
      expect(shown).toContain('DNS:www.example.com, IP Address:203.0.114.7');
    }
  });

  it('EV names its registration as well', async () => {
    for (const shown of await subjectsOf('ev')) {
      expect(shown).toContain('O=例子科技有限公司,businessCategory=Private Organization');
      expect(shown).toContain('jurisdictionC=CN,serialNumber=91310000000000000X,CN=www.example.com');
    }
  });
});
