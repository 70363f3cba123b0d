/** One DNS port, UDP and TCP, on loopback. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Transport } from './query-handler.js';

/** Resolves to the answer, or to undefined where none is due. Never rejects. */
export type MessageHandler = (message: Buffer, transport: Transport) => Promise<Buffer | undefined>;

export interface DnsListener {
  readonly port: number;
  stop(): Promise<void>;
}

const FREE_PORT_ATTEMPTS = 20;
/** RFC 7766, section 6.2.3: a few seconds; ours are all on this machine. */
const IDLE_CONNECTION_MS = 10_000;

/** Port 0 means a free one. Rejects with EADDRINUSE where a given port is taken. */
export async function listenForDns(
  address: string,
  port: number,
  handler: MessageHandler,
): Promise<DnsListener> {
  for (let attempt = 1; ; attempt += 1) {
    const udp = await bindUdp(address, port);
    try {
      const tcp = await bindTcp(address, udp.address().port);
      return serve(udp, tcp, handler);
    } catch (error) {
      udp.close();
      // A free UDP port may be taken for TCP.
      if (port !== 0 || attempt === FREE_PORT_ATTEMPTS) throw error;
    }
  }
}

function serve(udp: UdpSocket, tcp: Server, handler: MessageHandler): DnsListener {
  const connections = new Set<Socket>();
  udp.on('error', () => undefined);
  udp.on('message', (message, peer) => {
    void handler(message, 'udp').then((answer) => {
      if (answer) sendQuietly(udp, answer, peer.port, peer.address);
    });
  });
  tcp.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    serveConnection(connection, handler);
  });
  return {
    port: udp.address().port,
    async stop() {
      for (const connection of connections) connection.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** An answer that was under way while the server stopped has nowhere to go. */
function sendQuietly(udp: UdpSocket, answer: Buffer, port: number, address: string): void {
  try {
    udp.send(answer, port, address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SOCKET_DGRAM_NOT_RUNNING') throw error;
  }
}

/** Messages in a TCP stream carry their length in front (RFC 1035, section 4.2.2); answers keep the order. */
function serveConnection(connection: Socket, handler: MessageHandler): void {
  let received = Buffer.alloc(0);
  let answering = Promise.resolve();
  connection.setTimeout(IDLE_CONNECTION_MS, () => connection.destroy());
  connection.on('error', () => connection.destroy());
  connection.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const message = received.subarray(2, 2 + received.readUInt16BE(0));
      received = received.subarray(2 + message.length);
      answering = answering.then(async () => {
        const answer = await handler(message, 'tcp');
        if (answer && connection.writable) connection.write(withLength(answer));
      });
    }
  });
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

async function bindUdp(address: string, port: number): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

async function bindTcp(address: string, port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}
