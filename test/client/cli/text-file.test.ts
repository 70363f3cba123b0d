/** Text files as people save them: read rightly where the encoding is certain, refused with its likely name where it is not. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formFrom, readKeyPassword } from '../../../client/cli/form-input.js';
import { readLetter } from '../../../client/cli/letter-files.js';
import { readText } from '../../../client/cli/text-file.js';
import { Refusal } from '../../../domain/refusals.js';
import { runHere } from '../../support/command-line.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
let count = 0;

function file(content: string | Uint8Array): string {
  const path = join(folder, `file-${count++}`);
  writeFileSync(path, content);
  return path;
}

function refusalOf(read: () => unknown): Refusal {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const FORM = 'fullName: 例子科技有限公司\naddress: 海淀区例子路 1 号\n';
/** The same in GB18030, as the editors of Windows in China save it. */
const GB18030 = Buffer.from(
  'ZnVsbE5hbWU6IMD919O/xry809DP3rmry74KYWRkcmVzczoguqO17cf4wP3X08K3IDEgusUK',
  'base64',
);
/** 公司:例子科技股份有限公司 in Big5. */
const BIG5 = Buffer.from('pL2lcTqo0qRsrOyn3qrRpfems62tpL2lcQ==', 'base64');

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('a text file', () => {
  it.each([
    ['UTF-8', Buffer.from(FORM)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${FORM}`)],
    ['UTF-16LE with one', Buffer.from(`\ufeff${FORM}`, 'utf16le')],
    ['UTF-16BE with one', utf16be(`\ufeff${FORM}`)],
  ])('in %s is read as what was typed', (_encoding, content) => {
    expect(readText('form', file(content))).toBe(FORM);
  });

  it.each([
    ['GB18030', GB18030, 'GB18030 (GBK)'],
    ['Big5', BIG5, 'BIG5'],
    ['Windows-1252', Buffer.from('fullName: M\xfcller & S\xf6hne GmbH\n', 'latin1'), 'Windows-1252'],
    ['UTF-16LE without a mark', Buffer.from(FORM, 'utf16le'), 'UTF-16LE without a byte order mark'],
    ['a PEM in UTF-16BE without one', utf16be('-----BEGIN X-----\n'), 'UTF-16BE without a byte order mark'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UTF-32LE'],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]), 'UTF-16LE that was cut'],
  ])('in %s is refused, with the name of what it is', (_encoding, content, called) => {
    const refusal = refusalOf(() => readText('form', file(content)));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'form' });
    expect(refusal.message).toContain(`is not UTF-8: it looks like ${called}`);
    expect(refusal.accepted).toMatch(/^UTF-8, .*`iconv -f \S+ -t UTF-8` converts it$/);
  });

  it('that was refused is taken once `iconv` has done what the refusal says', () => {
    const refusal = refusalOf(() => readText('form', file(GB18030)));
    const [, from = ''] = /iconv -f (\S+)/.exec(refusal.accepted ?? '') ?? [];
    const converted = execFileSync('iconv', ['-f', from, '-t', 'UTF-8'], { input: GB18030 });
    expect(readText('form', file(converted))).toBe(FORM);
  });

  it('without an end is not read to its end', () => {
    for (const field of ['form', 'csr', 'keyPasswordFile'])
      expect(refusalOf(() => readText(field, '/dev/zero'))).toMatchObject({
        code: 'InvalidInput',
        field,
        accepted: 'a file of at most 1,048,576 bytes',
      });
    expect(refusalOf(() => readLetter('/dev/zero'))).toMatchObject({ field: 'file' });
    expect(readText('form', file('a'.repeat(1_048_576)))).toHaveLength(1_048_576);
  });

  it('is read so wherever one is named', async () => {
    await expect(formFrom({ form: file(GB18030) })).rejects.toMatchObject({ field: 'form' });
    await expect(formFrom({ csr: file(GB18030) })).rejects.toMatchObject({ field: 'csr' });
    expect(refusalOf(() => readKeyPassword(file(GB18030)))).toMatchObject({ field: 'keyPasswordFile' });
    expect(readKeyPassword(file(Buffer.from('\ufeff密码123456\r\n', 'utf16le')))).toBe('密码123456');
  });

  it.each([
    ['company', 'add', '--file', 'FILE'],
    ['contact', 'edit', 'ct_1', '--file', 'FILE'],
    ['order', 'create', '--form', 'FILE'],
    ['order', 'create', '--csr', 'FILE'],
    ['order', 'submit', 'ord_1', '--key-password-file', 'FILE'],
    ['order', 'repair', 'ord_1', '--contact-file', 'FILE'],
    ['order', 'repair', 'ord_1', '--channel-file', 'FILE'],
    ['order', 'resubmit', 'ord_1', '--form-changes', 'FILE'],
    ['certificate', 'reissue', 'cert_1', '--csr-file', 'FILE'],
    ['certificate', 'upload', 'FILE'],
    ['certificate', 'upload', 'GOOD', '--chain', 'FILE'],
    ['certificate', 'upload', 'GOOD', '--key', 'FILE'],
    ['certificate', 'download', 'cert_1', '--out', 'x', '--key-password-file', 'FILE'],
  ])('%s %s refuses one in GB18030 before anything is asked (%s %s %s %s)', async (...words) => {
    const given = words.map((word) =>
      word === 'FILE' ? file(GB18030) : word === 'GOOD' ? file('PEM') : word,
    );
    const { exitCode, stderr } = await runHere([...given, '--json'], {});
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'InvalidInput', message: expect.stringContaining('GB18030') as string },
    });
  });
});
