/** `sealflow login URL` and `sealflow logout`: from then on commands ask an API, and no longer know a database. */
import { hostname } from 'node:os';
import type { Command } from 'commander';
import {
  forgetApiCredentials,
  isApiKey,
  isApiUrl,
  keepApiCredentials,
  keptApiCredentials,
} from '../../config/api-credentials.js';
import { readEnvironment } from '../../config/environment.js';
import type { Reader } from '../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { DeviceWait, LoggedIn } from '../http/login.js';
import { invalid } from '../refusing.js';
import { answering } from './command.js';
import { readFileBytes } from './read-file.js';
import { userName, type GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';
import { clockTime, factsFor, jsonLine, oneLine } from './text.js';
import { keyForgottenText, loggedOutText, LOGIN_LABELS, waitText } from './texts/login.js';

/** A key and its secret, or what `api-key create --json` answers. */
const LARGEST_KEY_FILE = 65_536;

export function addLoginCommands(program: Command, terminal: Terminal): void {
  program
    .command('login <url>')
    .option('--key-file <file>')
    .action((url: string, flags: { keyFile?: string }, command: Command) =>
      login(url, flags, command, terminal),
    );
  program
    .command('logout [url]')
    .action(async (url: string | undefined, _flags: object, command: Command) => {
      const { answer, language } = answering(command, terminal);
      const environment = readEnvironment(terminal.environment);
      const credentials = keptApiCredentials(environment, url === undefined ? undefined : apiUrl(url));
      if (!credentials) throw notLoggedIn();
      // Here it is forgotten whatever the API says: who signs out at a machine that is offline is signed out there.
      forgetApiCredentials(environment, credentials.url);
      const { logout } = await import('../http/login.js');
      await logout(credentials, language).catch(unlessUnknown);
      const told = credentials.kind === 'key' ? keyForgottenText : loggedOutText;
      answer({ url: credentials.url, loggedOut: true }, () => `${told(credentials.url)[language]}\n`);
    });
}

async function login(
  given: string,
  { keyFile }: { readonly keyFile?: string },
  command: Command,
  terminal: Terminal,
): Promise<void> {
  const { answer, json, language, reader } = answering(command, terminal);
  const { account } = command.optsWithGlobals<GlobalOptions>();
  const options = { url: apiUrl(given), language, ...(account !== undefined && { account }) };
  const key = keyFile === undefined ? undefined : keyIn(keyFile);
  const { loginByDevice, loginByKey } = await import('../http/login.js');
  const loggedIn =
    key !== undefined
      ? await loginByKey(options, key)
      : await loginByDevice({
          ...options,
          clientName: `sealflow, ${userName()}@${hostname()}`,
          onWait: (wait) => terminal.write(json ? jsonLine(wait) : `${waitWords(wait)[language]}\n`),
        });
  const { role, ...credentials } = loggedIn;
  const file = keepApiCredentials(readEnvironment(terminal.environment), credentials);
  const { bearer: _secret, ...told } = { ...credentials, role, file };
  answer(told, () => loggedInText(loggedIn, file, reader));
}

function waitWords({ verificationUri, verificationUriComplete, userCode, expiresInSeconds }: DeviceWait) {
  return waitText(
    oneLine(verificationUriComplete ?? verificationUri),
    oneLine(userCode),
    Math.floor(expiresInSeconds / 60),
  );
}

function loggedInText(
  { url, name, account, role, expiresAt }: LoggedIn,
  file: string,
  reader: Reader,
): string {
  return factsFor(reader, [
    [LOGIN_LABELS.api, url],
    [LOGIN_LABELS.as, oneLine(name)],
    [LOGIN_LABELS.account, account],
    [LOGIN_LABELS.role, oneLine(role)],
    [LOGIN_LABELS.until, expiresAt === undefined ? null : clockTime(expiresAt, reader)],
    [LOGIN_LABELS.file, file],
  ]);
}

/** Throws Refusal, field `url`. */
function apiUrl(given: string): string {
  if (isApiUrl(given)) return given.replace(/\/+$/, '');
  throw invalid(
    'url',
    { zh: 'API 的地址(url)无法使用', en: "The API's address (url) can't be used" },
    {
      zh: 'https 地址,例如 https://certificates.example.com;仅本机可用 http,例如 http://127.0.0.1:8377',
      en: 'an https address, such as https://certificates.example.com; http on this machine alone, such as http://127.0.0.1:8377',
    },
  );
}

/** Never in words: what stands in the file is a secret. Throws Refusal, field `key-file`. */
function keyIn(path: string): string {
  const text = readFileBytes({ field: 'key-file', path, atMost: LARGEST_KEY_FILE }).toString('utf8').trim();
  const key = keyOf(text);
  if (key !== undefined && isApiKey(key)) return key;
  throw invalid(
    'key-file',
    { zh: `文件 ${path} 中没有密钥`, en: `The file ${path} holds no key` },
    {
      zh: 'KEYID:SECRET,或创建密钥时用 `--out` 保存的文件',
      en: 'KEYID:SECRET, or the file that `--out` wrote when the key was made',
    },
  );
}

function keyOf(text: string): string | undefined {
  if (!text.startsWith('{')) return text;
  try {
    const { keyId, secret } = JSON.parse(text) as { readonly keyId?: unknown; readonly secret?: unknown };
    return typeof keyId === 'string' && typeof secret === 'string' ? `${keyId}:${secret}` : undefined;
  } catch {
    return undefined;
  }
}

/** A session that the API does not know is over already. */
function unlessUnknown(error: unknown): void {
  if (!(error instanceof Refusal) || error.code !== 'NotSignedIn') throw error;
}

function notLoggedIn(): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'url',
      message: { zh: '没有已登录的 API', en: 'Nobody is signed in to an API here' },
      accepted: {
        zh: '先用 `sealflow login URL` 登录过的地址',
        en: 'an address that `sealflow login URL` signed in to',
      },
    }),
  );
}
