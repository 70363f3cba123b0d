/** A world on loopback to be looked at before asking: real DNS and a real web server, and odd servers beside them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPreflight } from '../../../../activities/control/preflight/look.js';
import { queryDns } from '../../../../activities/dns/dns-client.js';
import type { LookSettings } from '../../../../activities/dns/look-settings.js';
import type { PreflightQuestion } from '../../../../activities/dns/preflight/index.js';
import { startWebServer } from '../../../../dev/web/web-server.js';
import { listenForDns, type DnsListener } from '../../../../dev/dns/listener.js';
import type { PreflightFinding } from '../../../../domain/control/preflight/finding.js';
import { decode, encode, type Answer } from 'dns-packet';
import { startTestDns, type DnsTestServer } from '../../../dev/dns/dns-test-server.js';
import { startOddDnsServer, type OddAnswer } from '../../dns/odd-dns-server.js';

/** AA (RFC 1035, section 4.1.1). */
export const AUTHORITATIVE = 1 << 10;

export interface PreflightTestWorld {
  readonly dns: DnsTestServer;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** A name server at an address of its own, on the port where all are asked. Gone after `forget`. */
  oddServer(address: string, answer: OddAnswer): Promise<void>;
  /** A name server that answers as the real one does, what `change` makes of it. */
  secondary(address: string, change: (answers: readonly Answer[]) => Answer[]): Promise<void>;
  /** A resolver beside the real ones; its `host:port`. */
  oddResolver(answer: OddAnswer): Promise<string>;
  look(name: string, asked?: Asked): Promise<PreflightFinding[]>;
  /** Stops the odd servers. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export interface Asked extends Partial<Omit<PreflightQuestion, 'ca'>> {
  readonly ca?: Partial<PreflightQuestion['ca']>;
  readonly settings?: Partial<LookSettings>;
}

export const CA = { called: 'a CA', caaIdentities: ['ca.example'], terms: {} } as const;

export async function startPreflightWorld(): Promise<PreflightTestWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sealflow-preflight-'));
  const dns = await startTestDns();
  const web = await startWebServer({ dataDir, agentToken: 'token' });
  const odd: DnsListener[] = [];
  const forget = async () => {
    await Promise.all(odd.splice(0).map((server) => server.stop()));
  };
  return {
    dns,
    httpPort: web.httpPort,
    httpsPort: web.httpsPort,
    forget,
    async oddServer(address, answer) {
      odd.push(await startOddDnsServer(answer, { address, port: dns.port }));
    },
    async secondary(address, change) {
      odd.push(await listenForDns(address, dns.port, (message) => answerAfter(dns.port, message, change)));
    },
    async oddResolver(answer) {
      const server = await startOddDnsServer(answer);
      odd.push(server);
      return `127.0.0.1:${server.port}`;
    },
    async look(name, { settings, ca, ...asked } = {}) {
      const given: LookSettings = {
        resolvers: dns.resolverPorts.map((port) => `127.0.0.1:${port}`),
        authoritativePort: dns.port,
        httpPort: web.httpPort,
        httpsPort: web.httpsPort,
        allowPrivateAddresses: true,
        ...settings,
      };
      return createPreflight(given)({ name, wildcard: false, ca: { ...CA, ...ca }, ...asked });
    },
    async stop() {
      await forget();
      await web.stop();
      await dns.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function answerAfter(
  port: number,
  message: Buffer,
  change: (answers: readonly Answer[]) => Answer[],
): Promise<Buffer | undefined> {
  const { id, questions } = decode(message);
  const [question] = questions ?? [];
  if (!question) return undefined;
  const reply = await queryDns({ host: '127.0.0.1', port }, question);
  if (reply.outcome !== 'answered') return undefined;
  return encode({
    type: 'response',
    id,
    flags: AUTHORITATIVE | (reply.rcode === 'NXDOMAIN' ? 3 : 0),
    questions,
    answers: change(reply.answers),
    authorities: change(reply.authorities),
  });
}

/** `fails caa-forbids`: what is not fine, in order. */
export function problemsIn(findings: readonly PreflightFinding[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'fine')
    .map(({ severity, code }) => `${severity} ${code}`);
}

export function findingOf(findings: readonly PreflightFinding[], code: string): PreflightFinding {
  const found = findings.find((finding) => finding.code === code);
  if (!found) throw new Error(`There is no ${code} among ${findings.map((one) => one.code).join(', ')}`);
  return found;
}
