/** An official client as tests use it, whichever language it is written in. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Wanted {
  readonly service?: 'ssl' | 'tag';
  readonly secretKey?: string;
  readonly secretId?: string;
  readonly method?: 'GET' | 'POST';
  readonly signing?: 'TC3-HMAC-SHA256' | 'HmacSHA1' | 'HmacSHA256';
  readonly language?: 'zh-CN' | 'en-US';
  readonly unsignedPayload?: boolean;
  /** Instead of the server's address: a name, or the address with a path. */
  readonly endpoint?: string;
  /** What services are labels of, as Terraform has it. Go only. */
  readonly rootDomain?: string;
}

/** What the client made of the answer: the fields as it hands them to its program, or the error as it raises it. */
export type ClientAnswer =
  | { readonly response: Readonly<Record<string, unknown>>; readonly code?: undefined }
  | {
      readonly code: string;
      readonly message: string;
      readonly requestId?: string;
      readonly response?: undefined;
    };

export interface OfficialClient {
  readonly name: string;
  call(action: string, parameters?: object, wanted?: Wanted): Promise<ClientAnswer>;
  stop(): Promise<void>;
}

export interface Server {
  /** `127.0.0.1:port`. */
  readonly address: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** The client, or why it can't be had. */
export type FoundClient =
  | {
      readonly name: string;
      readonly start: (server: Server) => OfficialClient;
      readonly missing?: undefined;
    }
  | { readonly name: string; readonly missing: string };

export const VERSIONS = { ssl: '2019-12-05', tag: '2018-08-13' } as const;

/** One call as a driver reads it. */
export function callOf(server: Server, action: string, parameters: object, wanted: Wanted): object {
  const { service = 'ssl', ...rest } = wanted;
  const { address, secretId, secretKey } = server;
  const version = VERSIONS[service];
  return { address, endpoint: address, secretId, secretKey, service, version, action, parameters, ...rest };
}

/** No proxy of this machine stands between a client and loopback. */
export function withoutProxies(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name)));
}

/** A driver that answers each line with a line. */
export function drivenClient(
  name: string,
  server: Server,
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): OfficialClient {
  const driver = spawn(program, words, {
    env: { ...withoutProxies(), ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(driver, 'exit');
  const lines = createInterface({ input: driver.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const call: OfficialClient['call'] = (action, parameters = {}, wanted = {}) => {
    const answer = last.then(async () => {
      driver.stdin.write(`${JSON.stringify(callOf(server, action, parameters, wanted))}\n`);
      const line = await lines.next();
      if (line.done) throw new Error(`${name} ended`);
      return JSON.parse(line.value) as ClientAnswer;
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    name,
    call,
    async stop() {
      driver.stdin.end();
      await ended;
    },
  };
}
