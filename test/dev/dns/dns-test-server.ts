/** A real embedded DNS server in a folder of its own, and questions to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode, type DecodedPacket, type RecordType } from 'dns-packet';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { queryDns, type DnsReply } from '../../../activities/dns/dns-client.js';
import { startDnsServer, type DnsServer, type DnsServerOptions } from '../../../dev/dns/dns-server.js';

export const TSIG = {
  name: 'test-key',
  algorithm: 'hmac-sha256',
  secret: Buffer.from('a secret of thirty-two octets...').toString('base64'),
} as const;

export interface DnsTestServer extends DnsServer {
  readonly dataDir: string;
  ask(name: string, type: RecordType): Promise<DnsReply & { outcome: 'answered' }>;
}

export async function startTestDns(options: Partial<DnsServerOptions> = {}): Promise<DnsTestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'sealflow-dns-')));
  const server = await startDnsServer({ dataDir, tsig: TSIG, ...options });
  return {
    ...server,
    dataDir,
    async ask(name, type) {
      const reply = await queryDns({ host: '127.0.0.1', port: server.port }, { name, type });
      if (reply.outcome !== 'answered') throw new Error(`The server is silent: ${reply.reason.en}`);
      return reply;
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One datagram there and one back, flags and all. */
export async function askRaw(
  port: number,
  name: string,
  type: RecordType,
  options: { flags?: number; udpPayloadSize?: number } = {},
): Promise<DecodedPacket> {
  const opt = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: options.udpPayloadSize ?? 0,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  } as const;
  return decode(
    await sendDatagram(
      port,
      encode({
        type: 'query',
        id: 4_711,
        flags: options.flags ?? 0,
        questions: [{ name, type, class: 'IN' }],
        additionals: options.udpPayloadSize === undefined ? [] : [{ ...opt, options: [] }],
      }),
    ),
  );
}

export async function sendDatagram(port: number, message: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4');
  try {
    const answered = once(socket, 'message') as Promise<[Buffer]>;
    socket.send(message, port, '127.0.0.1');
    return (await answered)[0];
  } finally {
    socket.close();
  }
}
