/** Passwords of private keys: taken where OpenSSL opens the key with them, refused where nobody could. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOfKeyPassword } from '../../../domain/orders/key-password.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { WORST_STRINGS } from '../../support/worst-strings.js';

const folder = temporaryFolder();
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('a key password', () => {
  it.each([
    ['of six characters', 'Aa1!~"'],
    ['of Chinese', '密码密码密码'],
    ['with accents', 'pass-Wörter'],
    ['of emoji', '🔑🔑🔑🔑🔑🔑'],
    ['as long as may be, of the widest characters', '🔑'.repeat(200)],
    ['as long as may be, of ASCII', 'x'.repeat(200)],
  ])('%s is taken, and OpenSSL opens the key', (_what, password) => {
    expect(problemsOfKeyPassword(password)).toEqual([]);
    const key = join(folder, 'key.pem');
    const file = join(folder, 'password');
    const cipher = 'aes-256-cbc';
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem', cipher, passphrase: password }));
    writeFileSync(file, password);
    const opened = execFileSync('openssl', ['pkey', '-in', key, '-passin', `file:${file}`], {
      encoding: 'utf8',
    });
    expect(opened).toBe(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });

  it.each([
    ['five characters', '🔑🔑🔑🔑🔑', ['has fewer than 6 characters']],
    ['a space', 'has a space', ['has a space']],
    ['too few, and a space', 'x y', ['has fewer than 6 characters', 'has a space']],
    ['201 characters', 'x'.repeat(201), ['is longer than 200 characters']],
    ['50 MB', 'x'.repeat(50 * 1024 * 1024), ['is longer than 200 characters']],
    ['an accent by itself', 'pass-Wo\u0308rter', ['has a letter and its accent as two characters']],
    ['nothing to be seen', '\u200b'.repeat(8), ['has no character that can be seen']],
  ])('of %s is refused', (_what, password, problems) => {
    expect(problemsOfKeyPassword(password).map(({ en }) => en)).toEqual(problems);
  });

  it.each(Object.entries(WORST_STRINGS))('with %s is refused', (_kind, worst) => {
    expect(problemsOfKeyPassword(worst).length).toBeGreaterThan(0);
    expect(problemsOfKeyPassword(`long enough ${worst}`).length).toBeGreaterThan(0);
    for (const problem of problemsOfKeyPassword(worst))
      expect(Object.values(problem).join(' ')).not.toContain(worst);
  });
});
