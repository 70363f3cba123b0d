/** One DNS question to one server: UDP, and TCP where the answer did not fit. Asks itself, so that each server's word is seen. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import {
  CHECKING_DISABLED,
  decode,
  encode,
  RECURSION_DESIRED,
  type Answer,
  type DecodedPacket,
  type RecordType,
} from 'dns-packet';
import { DNS_QUERY_LIMITS, DNS_UDP_PAYLOAD_BYTES } from '../../domain/control/look-limits.js';
import type { NameServer } from './name-server.js';
import { exchangeByTcp } from './tcp-exchange.js';

export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

export interface QueryOptions {
  /** Asks a resolver to answer even what fails DNSSEC validation (RFC 4035, section 3.2.2). */
  readonly checkingDisabled?: boolean;
}

export type DnsReply =
  | {
      readonly outcome: 'answered';
      /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, … */
      readonly rcode: string;
      readonly answers: readonly Answer[];
      readonly authorities: readonly Answer[];
    }
  | { readonly outcome: 'silent'; readonly reason: string };

/** Asks one server one question, as `queryDns` does. */
export type AskDns = (server: NameServer, question: DnsQuestion) => Promise<DnsReply>;

/** Asks each server each question once: one look has several uses for the same answer. Not to be kept beyond a look. */
export function askOnce(): AskDns {
  const replies = new Map<string, Promise<DnsReply>>();
  return (server, { name, type }) => {
    const key = JSON.stringify([server.host, server.port, name, type]);
    const reply = replies.get(key) ?? queryDns(server, { name, type });
    replies.set(key, reply);
    return reply;
  };
}

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Never rejects: silence is a finding too. */
export async function queryDns(
  server: NameServer,
  question: DnsQuestion,
  options: QueryOptions = {},
): Promise<DnsReply> {
  try {
    const reply = await askByUdp(server, question, options);
    return answered(reply.flag_tc ? await askByTcp(server, question, options) : reply);
  } catch (error) {
    return { outcome: 'silent', reason: error instanceof Error ? error.message : 'no answer' };
  }
}

async function askByUdp(
  server: NameServer,
  question: DnsQuestion,
  options: QueryOptions,
): Promise<DecodedPacket> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnceByUdp(server, question, options);
    } catch (error) {
      if (attempt >= DNS_QUERY_LIMITS.udpAttempts) throw error;
    }
  }
}

/** A fresh port and id for every try; an answer to something else is not ours (RFC 5452, section 9.1). */
function askOnceByUdp(
  server: NameServer,
  question: DnsQuestion,
  options: QueryOptions,
): Promise<DecodedPacket> {
  const id = randomInt(65_536);
  const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4');
  return new Promise<DecodedPacket>((resolve, reject) => {
    const { udpTimeoutMs } = DNS_QUERY_LIMITS;
    const timer = setTimeout(
      () => reject(new Error(`no answer within ${udpTimeoutMs / 1_000} s`)),
      udpTimeoutMs,
    );
    socket.once('close', () => clearTimeout(timer));
    socket.once('error', (error) => reject(error));
    socket.on('message', (message) => {
      const reply = replyTo(message, id, question);
      if (reply) resolve(reply);
    });
    // Connected, so that only this server's datagrams, and its "port unreachable", come in.
    socket.connect(server.port, server.host, () => socket.send(queryMessage(id, question, options)));
  }).finally(() => socket.close());
}

async function askByTcp(
  server: NameServer,
  question: DnsQuestion,
  options: QueryOptions,
): Promise<DecodedPacket> {
  const id = randomInt(65_536);
  const query = queryMessage(id, question, options);
  const reply = replyTo(await exchangeByTcp(server, query, DNS_QUERY_LIMITS.tcpTimeoutMs), id, question);
  if (!reply) throw new Error('the answer by TCP belongs to another question');
  return reply;
}

function queryMessage(id: number, { name, type }: DnsQuestion, options: QueryOptions): Buffer {
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED | (options.checkingDisabled ? CHECKING_DISABLED : 0),
    questions: [{ name, type, class: 'IN' }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: DNS_UDP_PAYLOAD_BYTES,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
}

function replyTo(message: Buffer, id: number, question: DnsQuestion): DecodedPacket | undefined {
  try {
    const packet = decode(message);
    const echoed = packet.questions?.[0];
    // Some servers leave the question out when they refuse.
    const isOurs =
      !echoed || (echoed.type === question.type && echoed.name.toLowerCase() === question.name.toLowerCase());
    return packet.flag_qr && packet.id === id && isOurs ? packet : undefined;
  } catch {
    return undefined;
  }
}

function answered(packet: DecodedPacket): DnsReply {
  const code = (packet.flags ?? 0) & 0xf;
  return {
    outcome: 'answered',
    rcode: RCODES[code] ?? `RCODE ${code}`,
    answers: packet.answers ?? [],
    authorities: packet.authorities ?? [],
  };
}
