/** From flags and files to the form; the form's own rules are tested with the form. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formFrom, readKeyPassword } from '../../../client/cli/form-input.js';
import { Refusal } from '../../../domain/refusals.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('flags', () => {
  it('say what they say and nothing more', async () => {
    expect(await formFrom({ brand: 'trustasia', type: 'dv' })).toEqual({ brand: 'trustasia', type: 'dv' });
    expect(await formFrom({ name: ['a.com', 'b.com'], validation: 'file', key: 'ecc-p256' })).toEqual({
      names: ['a.com', 'b.com'],
      validation: 'file',
      csr: { mode: 'generate', algorithm: 'ecc-p256' },
    });
  });

  it('bring a CSR from a file', async () => {
    expect(await formFrom({ csr: file('my.csr', 'PEM') })).toEqual({ csr: { mode: 'paste', pem: 'PEM' } });
  });

  it('cannot ask for a key and bring a CSR', async () => {
    await expect(formFrom({ key: 'rsa-2048', csr: file('other.csr', 'PEM') })).rejects.toThrow(Refusal);
  });
});

describe('a form file', () => {
  it.each([
    ['form.json', '{"brand":"wotrus","names":["a.com"],"csr":{"mode":"generate","hash":"sha384"}}'],
    ['form.yaml', 'brand: wotrus\nnames: [a.com]\ncsr: {mode: generate, hash: sha384}\n'],
  ])('%s is read, and flags win over it', async (name, content) => {
    expect(await formFrom({ form: file(name, content), name: ['b.com'], key: 'ecc-p384' })).toEqual({
      brand: 'wotrus',
      names: ['b.com'],
      csr: { mode: 'generate', algorithm: 'ecc-p384', hash: 'sha384' },
    });
  });

  it.each([
    ['list.yaml', '- a\n- b\n'],
    ['broken.json', '{"manager": {"phone": "13800000000"'],
    ['empty.yaml', ''],
  ])('%s is refused without repeating its content', async (name, content) => {
    const path = file(name, content);
    await expect(formFrom({ form: path })).rejects.toThrow('neither JSON nor YAML');
  });

  it('that is not there is refused by its path', async () => {
    await expect(formFrom({ form: join(folder, 'nowhere.yaml') })).rejects.toThrow(
      /nowhere\.yaml can't be read \(ENOENT\)/,
    );
  });
});

describe('a key password file', () => {
  it('loses its last line break, and no other character', () => {
    expect(readKeyPassword(file('p1', 'secret-1\n'))).toBe('secret-1');
    expect(readKeyPassword(file('p2', 'secret-1\r\n'))).toBe('secret-1');
    expect(readKeyPassword(file('p3', ' secret\n\n'))).toBe(' secret\n');
  });
});
