/** CSRs as programs write and people paste them: PEM as RFC 7468 has it, and keys in unusual spellings. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPastedCsr } from '../../../domain/certificates/csr.js';
import { Refusal } from '../../../domain/refusals.js';
import { openssl } from '../../support/openssl.js';
import { refusalOf } from '../../support/refusal-of.js';

const handedIn = (name: string) => readFileSync(new URL(`handed-in/${name}`, import.meta.url), 'utf8');

const NAME = 'bugs1.example.com';
const check = (pem: string) =>
  checkPastedCsr(pem, {
    names: [NAME],
    certificateNames: [NAME],
    keyAlgorithms: ['ecc-p256', 'rsa-2048', 'sm2'],
  });

const plain = handedIn('plain.csr');

describe('PEM is read as RFC 7468 has it', () => {
  it.each([
    ['a blank after BEGIN, and after every line', handedIn('trailsp.csr')],
    ['text before the block, as `openssl req -text` prints it', handedIn('text.csr')],
    ['carriage returns alone', plain.replaceAll('\n', '\r')],
    ['both, and blank lines', plain.replaceAll('\n', '\r\n\r\n')],
    ['tabs and indentation', plain.replace(/^/gm, '\t  ')],
    ['a byte order mark', `\ufeff${plain}`],
    ['no-break and zero-width spaces', plain.replaceAll('\n', '\u00a0\u200b\n')],
    ['lines of any length', plain.replace(/\n(?!-)/g, '').replace(/-----M/, '-----\nM')],
    ['all of it on one line', plain.replaceAll('\n', ' ')],
  ])('%s', async (_what, pem) => {
    expect((await check(pem)).pem).toBe(plain);
  });
});

describe('what is wrong with a text is said', () => {
  it.each([
    ['UTF-16', Buffer.from(plain, 'utf16le').toString('utf8'), /UTF-16/],
    ['UTF-16, big-endian', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16().toString('utf8'), /UTF-16/],
    ['a block without its end', plain.slice(0, 200), /no END line/],
    [
      'a block that ends as another',
      plain.replace('END CERTIFICATE REQUEST', 'END X509 CRL'),
      /ends as another/,
    ],
    ['a certificate', handedIn('leaf.pem'), /it is a CERTIFICATE/],
    ['a stranger in the base64', plain.replace('MII', 'M*I'), /U\+002A/],
    ['zero octets', '\0\0', /zero octets/],
  ])('%s', async (_what, pem, message) => {
    const refusal = await refusalOf(check(pem));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'csr' });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toBeTruthy();
  });

  it('a private key in UTF-16 is not passed over', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    const refusal = await refusalOf(check(Buffer.from(key, 'utf16le').toString('utf8')));
    expect(refusal.message).toMatch(/holds a private key/);
  });

  it('in time, whatever the text is', async () => {
    for (const part of ['-----BEGIN ', '-----BEGIN A-----', '-----BEGIN A-----\n-', '-----END ', '- -'])
      await expect(check(part.repeat(32_768 / part.length))).rejects.toThrow(Refusal);
  });
});

describe('a key in an unusual spelling is refused for that, not for its signature', () => {
  it('the parameters of its curve spelled out', async () => {
    const refusal = await refusalOf(check(handedIn('exp.csr')));
    expect(refusal.message).toMatch(/^The key of the CSR spells out the parameters of its curve/);
    expect(refusal.accepted).toMatch(/names its curve/);
  });

  it('SM2 with its curve spelled out, or its point compressed; the same key uncompressed is taken', async () => {
    const key = await openssl(['ecparam', '-name', 'SM2', '-genkey', '-noout'], {});
    const request = async (...spelling: string[]) => {
      const spelled = await openssl(['ec', '-in', '{key}', ...spelling], { key });
      const sign = ['-sm3', '-sigopt', 'distid:1234567812345678'];
      return openssl(['req', '-new', '-key', '{key}', ...sign, '-subj', `/CN=${NAME}`], { key: spelled });
    };
    expect(await check(await request('-conv_form', 'uncompressed'))).toMatchObject({ keyAlgorithm: 'sm2' });
    const compressed = await refusalOf(check(await request('-conv_form', 'compressed')));
    expect(compressed.message).toMatch(/is of SM2, with its point compressed/);
    expect(compressed.accepted).toMatch(/uncompressed/);
    const explicit = await refusalOf(check(await request('-param_enc', 'explicit')));
    expect(explicit.message).toMatch(/spells out the parameters/);
  });

  it('P-256 with its point compressed is taken: RFC 5480 lets keys be so', async () => {
    const key = await openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout'], {});
    const compressed = await openssl(['ec', '-in', '{key}', '-conv_form', 'compressed'], { key });
    const csr = await openssl(['req', '-new', '-key', '{key}', '-subj', `/CN=${NAME}`], { key: compressed });
    expect(await check(csr)).toMatchObject({ keyAlgorithm: 'ecc-p256' });
  });
});
