/** For libraries that read their answers themselves: a connection for each request, which is hung up on once it has sent too much. */
import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Duplex } from 'node:stream';

interface Connecting {
  createConnection(options: object, callback?: () => void): Duplex;
}

export interface LimitedAgent {
  readonly agent: Agent;
  /** Libraries tell of a connection that broke, and not why. */
  readonly wasTooMuch: () => boolean;
}

/** For one request. `mostBytes`: on the wire, for all of its answer. */
export function limitedAgent({ protocol }: URL, mostBytes: number): LimitedAgent {
  // Not kept alive: what comes over a connection belongs to one answer.
  const agent = protocol === 'http:' ? new Agent() : new TlsAgent();
  const connecting = agent as unknown as Connecting;
  const connect = connecting.createConnection.bind(agent);
  let left = mostBytes;
  connecting.createConnection = (options, callback) =>
    counted(connect(options, callback), (length) => (left -= length) >= 0);
  return { agent, wasTooMuch: () => left < 0 };
}

/** Counted as it comes in: a listener of ours would have a library think that it reads the answer no more. */
function counted(socket: Duplex, hasRoomFor: (length: number) => boolean): Duplex {
  const push = socket.push.bind(socket);
  socket.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (hasRoomFor(chunk?.length ?? 0)) return push(chunk, encoding);
    socket.destroy();
    return false;
  };
  return socket;
}
