/** How old a server's copy of a zone is: the serial in its SOA record, compared as secondaries compare it. */
import type { DnsReply } from './dns-message.js';
import type { AskDns } from './dns-client.js';
import { plainName } from './record-values.js';
import type { AuthoritativeServer } from './zones.js';

export interface Serial {
  /** Lower case, without the final dot. */
  readonly zone: string;
  readonly serial: number;
}

/** Of the zone itself, or of the zone that a "no" is about (RFC 2308). */
export function soaIn(reply: DnsReply): Serial | undefined {
  if (reply.outcome !== 'answered') return undefined;
  const soa = [...reply.answers, ...reply.authorities].find((record) => record.type === 'SOA');
  if (soa?.data.serial === undefined) return undefined;
  return { zone: plainName(soa.name), serial: soa.data.serial };
}

/** Is a copy with `serial` older than one with `newest`? Serials go round (RFC 1982, section 3.2). */
export function isBehind(serial: number, newest: number): boolean {
  const ahead = (newest - serial) >>> 0;
  return ahead > 0 && ahead < 2 ** 31;
}

export interface ServerSerial {
  readonly server: string;
  readonly serial: number;
}

export async function serialAt(
  { name, at }: AuthoritativeServer,
  zone: string,
  ask: AskDns,
): Promise<ServerSerial | undefined> {
  if ('problem' in at) return undefined;
  const soa = soaIn(await ask(at, { name: zone, type: 'SOA' }, { recursion: false }));
  return soa?.zone === zone ? { server: name, serial: soa.serial } : undefined;
}

export function newestOf(serials: readonly ServerSerial[]): ServerSerial | undefined {
  return serials.reduce<ServerSerial | undefined>(
    (newest, one) => (newest === undefined || isBehind(newest.serial, one.serial) ? one : newest),
    undefined,
  );
}
