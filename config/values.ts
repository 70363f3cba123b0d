/** How a single environment variable is read, and what is said when it can't be. */
import { ConfigurationError, inBoth, type Told } from './configuration-error.js';
import type { Environment } from './environment.js';

export function required(environment: Environment, name: string, accepted: Told | string): string {
  const value = environment[name];
  if (value) return value;
  const { zh, en } = inBoth(accepted);
  throw new ConfigurationError(name, {
    zh: `${zh}(或用 ${name}_FILE 指定存有它的文件)`,
    en: `${en} (or ${name}_FILE naming a file that holds it)`,
  });
}

export function flag(environment: Environment, name: string): boolean {
  const value = environment[name];
  if (value === undefined || value === '' || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw new ConfigurationError(name, { zh: 'true 或 false', en: 'true or false' });
}

export function portNumber(environment: Environment, name: string, fallback: number): number {
  const value = environment[name];
  if (!value) return fallback;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConfigurationError(name, { zh: '1 到 65535 的端口', en: 'a port from 1 to 65535' });
  return port;
}

/** An address that others stand below, without a slash at its end. Undefined where nothing is given. */
export function baseUrl(environment: Environment, name: string, example: string): string | undefined {
  const value = environment[name];
  if (!value) return undefined;
  const { protocol, search, hash } = URL.canParse(value)
    ? new URL(value)
    : { protocol: '', search: '', hash: '' };
  if (!/^https?:$/.test(protocol) || search !== '' || hash !== '')
    throw new ConfigurationError(name, {
      zh: `以 http:// 或 https:// 开头的地址,例如 ${example}`,
      en: `an address that begins with http:// or https://, such as ${example}`,
    });
  return value.replace(/\/+$/, '');
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, or a port of this machine alone; `[::1]:9464` for IPv6. Undefined where nothing is given. */
export function listenAddress(environment: Environment, name: string): ListenAddress | undefined {
  const value = environment[name];
  if (!value) return undefined;
  const { host = '127.0.0.1', port = '' } =
    /^(?:(?<host>[^:\s]+|\[[0-9a-f:]+\]):)?(?<port>\d{1,5})$/i.exec(value)?.groups ?? {};
  if (port === '' || Number(port) > 65_535)
    throw new ConfigurationError(name, {
      zh: 'host:port,例如 127.0.0.1:9464,或仅本机的端口',
      en: 'host:port, such as 127.0.0.1:9464, or a port of this machine alone',
    });
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** The first of `accepted` is the default. */
export function oneOf<const T extends readonly [string, ...string[]]>(
  environment: Environment,
  name: string,
  accepted: T,
): T[number] {
  const value = environment[name];
  if (!value) return accepted[0];
  if (!accepted.includes(value)) throw new ConfigurationError(name, accepted.join(', '));
  return value;
}

/** A comma-separated list; empty where nothing is given. */
export function listOf(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
