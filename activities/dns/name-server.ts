/** Where a DNS question goes: an address and a port; which recursive resolvers are asked. */
import { getServers } from 'node:dns';
import { PUBLIC_RESOLVERS, RESOLVERS_ASKED_AT_LEAST } from '../../domain/control/look-limits.js';
import type { LookSettings } from './look-settings.js';

export interface NameServer {
  readonly host: string;
  readonly port: number;
}

const DNS_PORT = 53;

/** `host`, `host:port`, `[IPv6]:port` or a bare IPv6 address. */
export function nameServerFrom(text: string): NameServer {
  const [, bracketed, bare, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  return { host: bracketed ?? bare ?? text, port: port === undefined ? DNS_PORT : Number(port) };
}

export function describeNameServer({ host, port }: NameServer): string {
  if (port === DNS_PORT) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Several, always (ordering rules, section 5): the configured ones, or the machine's own made up with public ones. */
export function resolversFrom(settings: Pick<LookSettings, 'resolvers'>): NameServer[] {
  if (settings.resolvers.length > 0) return settings.resolvers.map(nameServerFrom);
  const own = getServers().map(nameServerFrom);
  const missing = Math.max(0, RESOLVERS_ASKED_AT_LEAST - own.length);
  return [...own, ...PUBLIC_RESOLVERS.slice(0, missing).map(nameServerFrom)];
}
