/** Putting validation files on a web server by SFTP: a real sshd, its own folder, its own keys. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filePublisherFrom, type FilePorts } from '../../../../activities/http-file/registry.js';
import {
  createSftpFilePublisher,
  type SftpSettings,
} from '../../../../activities/http-file/publishers/sftp/index.js';
import { sftpKind, type SftpForm } from '../../../../domain/connections/kinds/sftp.js';
import { rootFor } from '../../../../domain/connections/web-roots.js';
import type { OrderFailure } from '../../../../domain/failures.js';
import { SSHD_MISSING, startSshServer, type SshServer } from '../../../support/ssh-server.js';

const PATH = '.well-known/pki-validation/fileauth.txt';
const FILE = { url: `http://www.example.com/${PATH}`, content: '证明 proof' };

describe.skipIf(SSHD_MISSING !== undefined)('a real sshd', () => {
  let server: SshServer;
  let root: string;
  beforeAll(async () => {
    server = await startSshServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    root = mkdtempSync(join(server.folder, 'root-'));
    chmodSync(root, 0o755);
  });

  function settings(changes: Partial<SftpSettings> = {}): SftpSettings {
    const { port, user, privateKey, hostKeyFingerprint } = server;
    const webRoots = [{ names: '*.example.com', root }];
    return { host: '127.0.0.1', port, user, privateKey, hostKeyFingerprint, webRoots, ...changes };
  }
  const publisher = (changes: Partial<SftpSettings> = {}) => createSftpFilePublisher(settings(changes));
  const at = (path: string) => join(root, path);

  async function refusal(work: Promise<unknown>): Promise<OrderFailure> {
    return await work.then(
      () => {
        throw new Error('It was not refused.');
      },
      (error: unknown) => error as OrderFailure,
    );
  }

  it('puts a file in place and takes it away, each as often as asked, with the folders that it made', async () => {
    const sftp = publisher();
    await sftp.publish(FILE);
    await sftp.publish(FILE);
    expect(readFileSync(at(PATH), 'utf8')).toBe(FILE.content);
    // The server takes all rights from others; a web server reads it all the same.
    expect(statSync(at(PATH)).mode & 0o777).toBe(0o644);
    expect(statSync(at('.well-known')).mode & 0o777).toBe(0o755);
    expect(readdirSync(at('.well-known/pki-validation')).sort()).toEqual([
      '.made-by-sealflow',
      'fileauth.txt',
    ]);
    await sftp.remove(FILE);
    await sftp.remove(FILE);
    expect(readdirSync(root)).toEqual([]);
  });

  it('takes the place of an older file at once, and leaves what is not its own', async () => {
    mkdirSync(at('.well-known/pki-validation'), { recursive: true });
    writeFileSync(at('.well-known/other'), 'theirs');
    writeFileSync(at(PATH), 'of an earlier order');
    const sftp = publisher();
    await sftp.publish(FILE);
    expect(readFileSync(at(PATH), 'utf8')).toBe(FILE.content);
    writeFileSync(at(PATH), 'of a later order');
    await sftp.remove(FILE);
    expect(readFileSync(at(PATH), 'utf8')).toBe('of a later order');
    expect(readFileSync(at('.well-known/other'), 'utf8')).toBe('theirs');
    expect(existsSync(at('.well-known/pki-validation'))).toBe(true);
  });

  it('keeps a folder that it made while another file is in it', async () => {
    const sftp = publisher();
    const other = { ...FILE, url: FILE.url.replace('fileauth', 'other') };
    await sftp.publish(FILE);
    await sftp.publish(other);
    await sftp.remove(FILE);
    expect(readFileSync(at('.well-known/pki-validation/other.txt'), 'utf8')).toBe(FILE.content);
    await sftp.remove(other);
    expect(readdirSync(root)).toEqual([]);
  });

  it('chooses the web root by the closest pattern, and one for each name', async () => {
    const each = join(root, 'sites', 'a.example.org');
    mkdirSync(each, { recursive: true });
    const webRoots = [
      { names: '*', root: join(root, 'sites', '{name}') },
      { names: 'www.example.com', root },
    ];
    const sftp = publisher({ webRoots });
    await sftp.publish({ ...FILE, url: `http://a.example.org/${PATH}` });
    await sftp.publish(FILE);
    expect(existsSync(join(each, PATH))).toBe(true);
    expect(existsSync(at(PATH))).toBe(true);
    expect(rootFor([{ names: '*.example.com', root: '/a' }], 'example.com')).toBeUndefined();
  });

  it.each([
    ['a folder up', `http://www.example.com/.well-known/pki-validation/..%2f..%2fevil.txt`],
    ['a folder below', 'http://www.example.com/.well-known/pki-validation/a/b.txt'],
    ['elsewhere', 'http://www.example.com/index.html'],
    ['a hidden file', 'http://www.example.com/.well-known/acme-challenge/.htaccess'],
  ])('refuses %s', async (_what, url) => {
    const failure = await refusal(publisher().publish({ ...FILE, url }));
    expect(failure).toMatchObject({ type: 'FileAgentRefused' });
    expect(failure.message).toMatch(/is no path of a validation file/);
    expect(readdirSync(root)).toEqual([]);
  });

  it('says that the host key differs, and sends no login', async () => {
    const other = `SHA256:${'A'.repeat(43)}`;
    const failure = await refusal(publisher({ hostKeyFingerprint: other }).tryAccess());
    expect(failure.type).toBe('FileAgentRefused');
    expect(failure.message).toContain(
      `its host key is ${server.hostKeyFingerprint}, not the expected ${other}`,
    );
    expect(failure.words.zh).toContain('主机密钥');
  });

  it('says that the login is refused', async () => {
    const failure = await refusal(publisher({ user: 'nobody-of-this-name' }).tryAccess());
    expect(failure.type).toBe('FileAgentRefused');
    expect(failure.message).toContain('does not let user nobody-of-this-name in');
    const byPassword = await refusal(
      publisher({ privateKey: undefined, password: 'wrong-password' }).publish(FILE),
    );
    expect(byPassword.message).toContain(`does not let user ${server.user} in`);
    expect(byPassword.message).not.toContain('wrong-password');
  });

  it('opens a key with its passphrase, and says so where it does not fit', async () => {
    const { sealedKey, passphrase } = server;
    await publisher({ privateKey: sealedKey, passphrase }).tryAccess();
    for (const wrong of [undefined, 'another passphrase']) {
      const failure = await refusal(publisher({ privateKey: sealedKey, passphrase: wrong }).tryAccess());
      expect(failure.type).toBe('FileAgentRefused');
      expect(failure.message).toMatch(/the private key can’t be read.*passphrase/);
      expect(failure.message).not.toMatch(/another passphrase|BEGIN/);
    }
  });

  it('says that the web root is missing, or is no folder', async () => {
    const webRoots = [{ names: '*', root: join(root, 'nowhere') }];
    const failure = await refusal(publisher({ webRoots }).tryAccess());
    expect(failure.message).toContain(`the web root ${join(root, 'nowhere')} is not there`);
    writeFileSync(at('nowhere'), '');
    expect((await refusal(publisher({ webRoots }).publish(FILE))).message).toContain('is no directory');
    const none = await refusal(publisher({ webRoots: [{ names: 'a.example.org', root }] }).publish(FILE));
    expect(none.message).toContain('no web root is set for www.example.com');
  });

  it('says that it has no right to write', async () => {
    const other = await startSshServer({ readOnly: true });
    try {
      const { port, user, privateKey, hostKeyFingerprint } = other;
      const reader = publisher({ port, user, privateKey, hostKeyFingerprint });
      for (const work of [() => reader.tryAccess(), () => reader.publish(FILE)]) {
        const failure = await refusal(work());
        expect(failure.type).toBe('FileAgentRefused');
        expect(failure.message).toContain(`user ${user} has no right to write ${root}/.`);
      }
      await reader.remove(FILE);
      expect(readdirSync(root)).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('does not follow a file in the place of a folder', async () => {
    symlinkSync('/nowhere-at-all', at('.well-known'));
    const failure = await refusal(publisher().publish(FILE));
    expect(failure.type).toBe('FileAgentUnavailable');
  });

  it('leaves nothing behind where it only tries', async () => {
    await publisher().tryAccess();
    expect(readdirSync(root)).toEqual([]);
  });

  it('is made from a connection', async () => {
    const form: SftpForm = sftpKind.form.parse({
      ...settings(),
      webRoots: [{ names: '*.example.com', root }],
    });
    const made = filePublisherFrom(
      { connectionId: 'c', account: null, kind: 'sftp', name: 'web', form },
      {} as FilePorts,
    );
    await made?.publish(FILE);
    expect(existsSync(at(PATH))).toBe(true);
  });
});

describe('a server that is not there', () => {
  const login = {
    host: '127.0.0.1',
    user: 'web',
    password: 'secret-word',
    hostKeyFingerprint: `SHA256:${'A'.repeat(43)}`,
    webRoots: [{ names: '*', root: '/srv' }],
  };

  it('is unavailable', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    await expect(createSftpFilePublisher({ ...login, port }).remove(FILE)).rejects.toMatchObject({
      type: 'FileAgentUnavailable',
      message: expect.stringContaining('it does not answer (ECONNREFUSED)') as string,
    });
  });

  it('is unavailable where it hangs up, or is no SSH server', async () => {
    for (const say of ['', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
      const other = createServer((socket) => socket.end(say)).listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      try {
        await expect(createSftpFilePublisher({ ...login, port }).publish(FILE)).rejects.toMatchObject({
          type: 'FileAgentUnavailable',
        });
      } finally {
        other.close();
      }
    }
  });
});

describe('the form', () => {
  const good = {
    host: 'web.example.com',
    user: 'deploy',
    password: 'x',
    hostKeyFingerprint: `SHA256:${'A'.repeat(43)}`,
    webRoots: [{ names: '*.example.com', root: '/var/www/{name}' }],
  };
  it('has port 22 unless told otherwise', () => {
    expect(sftpKind.form.parse(good)).toMatchObject({ port: 22 });
  });
  it.each([
    ['a root that leads up', { webRoots: [{ names: '*', root: '/var/../etc' }] }],
    ['a relative root', { webRoots: [{ names: '*', root: 'www' }] }],
    ['no root', { webRoots: [] }],
    ['neither password nor key', { password: undefined }],
    ['no fingerprint', { hostKeyFingerprint: undefined }],
    ['another fingerprint', { hostKeyFingerprint: 'MD5:aa:bb' }],
    ['a pattern in the middle', { webRoots: [{ names: 'a.*.com', root: '/' }] }],
    ['an unknown field', { shell: '/bin/sh' }],
  ])('refuses %s', (_what, change) => {
    expect(sftpKind.form.safeParse({ ...good, ...change }).success).toBe(false);
  });
});
