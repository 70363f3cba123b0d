/** The DNS of the embedded stack: one authoritative server and two resolvers over one set of records. */
import { join } from 'node:path';
import { listenForDns, type DnsListener, type MessageHandler } from './listener.js';
import { answerQuery, type QueryHandlerSettings, type Transport } from './query-handler.js';
import { signResponse, TSIG_ERROR, verifyTsig, type TsigKey } from './tsig.js';
import { carryOutUpdate } from './update-handler.js';
import { bareResponse, OPCODE, RCODE, readHeader, readMessage, type RawMessage } from './wire.js';
import { ZoneStore, type DnsZoneStore } from './zone-store.js';

export interface DnsServerOptions {
  readonly dataDir: string;
  /** The authoritative port; free ones unless given. */
  readonly port?: number;
  readonly resolverPorts?: readonly [number, number];
  /** The key that updates must be signed with. */
  readonly tsig: TsigKey;
  /** Where host names without an address of their own lead (see resolution.ts); false: nowhere. 127.0.0.1 unless given. */
  readonly defaultAddress?: string | false;
}

export interface DnsServer {
  readonly port: number;
  readonly resolverPorts: [number, number];
  readonly zone: DnsZoneStore;
  /** Safe to call twice. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const STATE_FILE = 'dns-records.json';
const HEADER_BYTES = 12;

/** Rejects where the stored records can't be read, or a given port is taken. */
export async function startDnsServer(options: DnsServerOptions): Promise<DnsServer> {
  const store = ZoneStore.open(join(options.dataDir, STATE_FILE));
  const settings = { defaultAddress: options.defaultAddress ?? LOOPBACK, serverAddress: LOOPBACK };
  const [first, second] = options.resolverPorts ?? [0, 0];
  const resolver = handlerFor(store, { ...settings, role: 'resolver' });
  const listeners: DnsListener[] = [];
  const listen = async (port: number, handler: MessageHandler): Promise<number> => {
    const listener = await listenForDns(LOOPBACK, port, handler);
    listeners.push(listener);
    return listener.port;
  };
  let stopped: Promise<unknown> | undefined;
  const stop = async () => {
    stopped ??= Promise.all(listeners.map((listener) => listener.stop()));
    await stopped;
  };

  try {
    const authoritative = handlerFor(store, { ...settings, role: 'authoritative' }, options.tsig);
    const port = await listen(options.port ?? 0, authoritative);
    const resolverPorts: [number, number] = [await listen(first, resolver), await listen(second, resolver)];
    return { port, resolverPorts, zone: store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Never rejects: what can't be read is answered with FORMERR, another answer with silence. */
function handlerFor(store: ZoneStore, settings: QueryHandlerSettings, key?: TsigKey): MessageHandler {
  return async (message, transport) => {
    // Answering an answer could go on for ever.
    if (message.length < HEADER_BYTES || readHeader(message).isResponse) return undefined;
    try {
      return await answerMessage(store, settings, message, transport, key);
    } catch {
      return bareResponse(message, RCODE.FORMERR);
    }
  };
}

/** A signed message is verified first and its answer signed (RFC 8945, section 5), be it an update or a question. */
async function answerMessage(
  store: ZoneStore,
  settings: QueryHandlerSettings,
  message: Buffer,
  transport: Transport,
  key?: TsigKey,
): Promise<Buffer> {
  const parsed = readMessage(message);
  const verdict = key && verifyTsig(message, parsed, key, nowInSeconds());
  if (key && verdict) {
    const response =
      verdict.error === TSIG_ERROR.NONE
        ? await answerVerified(store, settings, message, parsed, transport)
        : bareResponse(message, RCODE.NOTAUTH);
    return signResponse(response, key, verdict, nowInSeconds());
  }
  if (parsed.opcode === OPCODE.UPDATE) return bareResponse(message, RCODE.REFUSED);
  return answerVerified(store, settings, message, parsed, transport);
}

async function answerVerified(
  store: ZoneStore,
  settings: QueryHandlerSettings,
  message: Buffer,
  parsed: RawMessage,
  transport: Transport,
): Promise<Buffer> {
  if (parsed.opcode === OPCODE.QUERY) return answerQuery(store, settings, message, transport);
  if (parsed.opcode !== OPCODE.UPDATE) return bareResponse(message, RCODE.NOTIMP);
  return bareResponse(message, await carryOutUpdate(store, message, parsed));
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
