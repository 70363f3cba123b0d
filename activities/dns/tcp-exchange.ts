/** One DNS message there and one back over TCP, each with its length in front (RFC 1035, section 4.2.2). */
import { connect } from 'node:net';
import { SILENCE } from '../../domain/control/finding-texts.js';
import { ToldError } from '../../domain/told.js';
import type { Allowance } from './look-budget.js';
import type { NameServer } from './name-server.js';

/** Rejects where the server can't be reached, hangs up, or takes longer than allowed for the whole of it. */
export function exchangeByTcp(server: NameServer, message: Buffer, { ms, cut }: Allowance): Promise<Buffer> {
  const socket = connect(server.port, server.host);
  return new Promise<Buffer>((resolve, reject) => {
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => reject(cut?.() ?? new ToldError(SILENCE.withinByTcp(ms / 1_000))), ms);
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new ToldError(SILENCE.closed));
    });
    socket.once('error', reject);
    socket.once('connect', () => socket.write(withLength(message)));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      resolve(received.subarray(2, 2 + received.readUInt16BE(0)));
    });
  }).finally(() => socket.destroy());
}

function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
