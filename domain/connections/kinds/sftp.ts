/** A web server whose files are put in place by SFTP. */
import { z } from 'zod';
import { saying } from '../../form-problems.js';
import { plainText } from '../fields.js';
import type { ConnectionKind } from '../kind.js';

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*)$/i;
const USER = /^[^\s\p{Cc}]{1,64}$/u;
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
const NAMES = /^(?:\*|(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?)$/;
/** House limits: longer than any key, any path and any list of sites. */
const LONGEST = { password: 1_000, privateKey: 20_000, path: 1_000, roots: 100 } as const;

function matching(pattern: RegExp, zh: string, en: string) {
  return plainText.refine((text) => pattern.test(text), saying({ zh, en }));
}

/** Absolute, and no step of it leads up again. */
function isRoot(path: string): boolean {
  return /^\/[^\p{Cc}]*$/u.test(path) && !path.split('/').includes('..');
}

const WEB_ROOT = z.strictObject({
  names: matching(NAMES, '不是域名、`*.` 加域名或 `*`', 'is neither a name, nor `*.` and a name, nor `*`'),
  root: z
    .string()
    .max(LONGEST.path)
    .refine(isRoot, saying({ zh: '不是绝对路径', en: 'is no absolute path' })),
});

const secret = (longest: number) => z.string().min(1).max(longest).optional();

const FORM = z
  .strictObject({
    host: matching(HOST, '不是主机名或 IP 地址', 'is no host name or IP address'),
    port: z.int().min(1).max(65_535).default(22),
    user: matching(USER, '不是用户名', 'is no user name'),
    password: secret(LONGEST.password),
    privateKey: secret(LONGEST.privateKey),
    passphrase: secret(LONGEST.password),
    hostKeyFingerprint: matching(FINGERPRINT, '不是 SHA256 指纹', 'is no SHA256 fingerprint'),
    webRoots: z.array(WEB_ROOT).min(1).max(LONGEST.roots),
  })
  .refine(({ password, privateKey }) => password !== undefined || privateKey !== undefined, {
    path: ['password'],
    ...saying({ zh: '未填写,也没有私钥', en: 'is missing, and so is a private key' }),
  });
export type SftpForm = z.output<typeof FORM>;

export const sftpKind: ConnectionKind<SftpForm> = {
  kind: 'sftp',
  family: 'files',
  called: { zh: 'SFTP 网站服务器', en: 'web server by SFTP' },
  form: FORM,
  secrets: ['password', 'privateKey', 'passphrase'],
  fields: {
    host: { zh: '主机', en: 'host' },
    port: { zh: '端口', en: 'port' },
    user: { zh: '用户', en: 'user' },
    password: { zh: '密码', en: 'password' },
    privateKey: { zh: '私钥', en: 'private key' },
    passphrase: { zh: '私钥口令', en: 'passphrase of the private key' },
    hostKeyFingerprint: { zh: '主机密钥指纹', en: 'fingerprint of the host key' },
    webRoots: { zh: '网站根目录', en: 'web roots' },
  },
  accepted: {
    host: { zh: '主机名或 IP 地址', en: 'a host name or an IP address' },
    port: { zh: '1 到 65535 的端口;不填为 22', en: 'a port from 1 to 65535; 22 where none is given' },
    user: { zh: '登录用户名', en: 'the user to log in as' },
    password: {
      zh: '登录密码;不用密码时须给出私钥',
      en: 'the password to log in with; without one, a private key is needed',
    },
    privateKey: {
      zh: 'PEM 或 OpenSSH 格式的私钥;不用私钥时须给出密码',
      en: 'a private key in PEM or OpenSSH format; without one, a password is needed',
    },
    passphrase: { zh: '私钥的口令', en: 'the passphrase of the private key' },
    hostKeyFingerprint: {
      zh: 'SHA256: 开头的指纹,如 `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` 在服务器上所示',
      en: 'a fingerprint that begins with SHA256:, as `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the server',
    },
    webRoots: {
      zh: '每项含 names(域名、`*.` 加域名,或 `*`)和 root(绝对路径,`{name}` 代表域名)',
      en: 'of each, names (a name, `*.` and a name, or `*`) and root (an absolute path; `{name}` stands for the name)',
    },
  },
};
