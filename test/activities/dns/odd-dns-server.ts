/** A DNS server on loopback that answers as told, however odd, and keeps what it was asked. */
import { decode, encode, type Answer, type DecodedPacket, type Packet, type RecordType } from 'dns-packet';
import { listenForDns, type DnsListener } from '../../../dev/dns/listener.js';

export interface OddDnsServer extends DnsListener {
  /** `TXT _dnsauth.example.com`, one for each message that came, in order. */
  readonly asked: string[];
}

export interface Asked {
  readonly name: string;
  readonly type: RecordType;
  readonly query: DecodedPacket;
  readonly message: Buffer;
}

/** What it sends: the parts of an answer, the octets of one, or nothing. */
export type OddAnswer = (asked: Asked) => Packet | Buffer | undefined;

/** Where it listens: at a free port of 127.0.0.1, unless told otherwise. */
export interface OddPlace {
  readonly address: string;
  readonly port: number;
}

export async function startOddDnsServer(
  answer: OddAnswer,
  { address, port }: OddPlace = { address: '127.0.0.1', port: 0 },
): Promise<OddDnsServer> {
  const asked: string[] = [];
  const listener = await listenForDns(address, port, (message) => {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (!question) return Promise.resolve(undefined);
    asked.push(`${question.type} ${question.name}`);
    const { id, questions } = query;
    const told = answer({ name: question.name, type: question.type, query, message });
    if (told === undefined || Buffer.isBuffer(told)) return Promise.resolve(told);
    return Promise.resolve(encode({ type: 'response', id, questions, ...told }));
  });
  return { ...listener, asked };
}

export function hasEdns({ query }: Asked): boolean {
  return (query.additionals ?? []).some(({ type }) => type === 'OPT');
}

/** The OPT record of an answer, with the upper bits of a code (RFC 6891, section 6.1.3). */
export function optWith(extendedRcode: number): Answer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1_232,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

export const txt = (name: string, data: string): Answer => ({ type: 'TXT', name, ttl: 5, data: [data] });
export const cname = (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl: 5, data });

export function soa(name: string, serial = 1): Answer {
  const data = {
    mname: 'ns.example',
    rname: 'host.example',
    serial,
    refresh: 1,
    retry: 1,
    expire: 1,
    minimum: 1,
  };
  return { type: 'SOA', name, ttl: 5, data };
}
