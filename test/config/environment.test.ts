/** Settings from files: what can't be read as text is told by variable and file, and by nothing of what is in it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../config/configuration-error.js';
import { readEnvironment } from '../../config/environment.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function refusalOf(name: string, path: string): unknown {
  try {
    return readEnvironment({ [name]: path });
  } catch (error) {
    return error;
  }
}

describe('NAME_FILE', () => {
  it('gives NAME, without the line break of an editor, and NAME goes before it', () => {
    const path = file('token', '密码-1\n');
    expect(readEnvironment({ SEALFLOW_CA_TOKEN_FILE: path }).SEALFLOW_CA_TOKEN).toBe('密码-1');
    const both = readEnvironment({ SEALFLOW_CA_TOKEN_FILE: path, SEALFLOW_CA_TOKEN: 'given' });
    expect(both.SEALFLOW_CA_TOKEN).toBe('given');
  });

  it.each([
    ['GB18030', Buffer.from([0xc3, 0xdc, 0xc2, 0xeb, 0x31])],
    ['bytes that are no text', Buffer.from([0x73, 0x65, 0x63, 0x72, 0x65, 0x74, 0xff])],
  ])('of %s is refused by variable and file, and nothing of it is told', (_name, content) => {
    const path = file('strange', content);
    const refusal = refusalOf('DATABASE_URL_FILE', path);
    expect(refusal).toBeInstanceOf(ConfigurationError);
    expect(refusal).toMatchObject({
      variable: 'DATABASE_URL_FILE',
      message: `The file ${path} that DATABASE_URL_FILE names is not UTF-8`,
    });
  });

  it('that is not there is refused by the same two, with the reason', () => {
    const path = join(folder, 'nowhere');
    expect(refusalOf('TEMPORAL_API_KEY_FILE', path)).toMatchObject({
      name: 'ConfigurationError',
      variable: 'TEMPORAL_API_KEY_FILE',
      message: `The file ${path} that TEMPORAL_API_KEY_FILE names can't be read (ENOENT)`,
    });
  });
});
