/**
 * No secret of a connection, of whatever kind, in anything that is written while it is added, tried, used and refused: by services
 * that let it in, and by those that repeat in their refusals all that they were sent. Nor an ACME account's key.
 */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiledProgram } from '../../config/package-folder.js';
import { freePort } from '../../dev/ports.js';
import { runToEnd } from '../../dev/processes.js';
import { TSIG_KEY_NAME } from '../../dev/stack-environment.js';
import { startWorkerProcess } from '../../dev/worker-process.js';
import { CONNECTION_KINDS } from '../../domain/connections/kinds.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { dvForm, ended } from '../support/orders.js';
import { findPebble, startPebble, type Pebble } from '../support/peers/pebble.js';
import { KEY_MATERIAL, secretTextNeedles, type Needle } from '../support/secret-needles.js';
import {
  everythingWritten,
  findingsOf,
  historyOf,
  secretNeedles,
  type Haystack,
  type SweptWorld,
} from '../support/secret-sweep.js';
import { SSHD_MISSING, startSshServer, type SshServer } from '../support/ssh-server.js';
import { startTelltaleService, type TelltaleService } from '../support/telltale-service.js';
import { until } from '../support/until.js';
import { WatchedProcesses } from '../support/watched-processes.js';

type Form = Readonly<Record<string, unknown>>;

const secret = () => randomBytes(24).toString('base64url');

const pebblePeer = await findPebble();
const BINDING = { kid: 'kid-1', hmacKey: randomBytes(48).toString('base64url') };

let world: OrderWorld;
let swept: SweptWorld;
let telltale: TelltaleService;
let pebble: Pebble | undefined;
let sshd: SshServer | undefined;
let stopWorker: () => Promise<void>;
let processes: WatchedProcesses;
let written: Haystack[];
/** What the command line answered, refusals and all. */
const answers: string[] = [];
const given: Needle[] = [];

beforeAll(async () => {
  processes = new WatchedProcesses();
  world = await createOrderWorld({ worker: false });
  const { temporal, dependencies, environment, dataDir } = world;
  swept = { temporal, database: dependencies.database, environment, dataDir };
  telltale = await startTelltaleService();
  if ('path' in pebblePeer)
    pebble = await startPebble(pebblePeer.path, {
      dnsServer: `127.0.0.1:${world.dns.resolverPorts[0]}`,
      httpPort: world.web.httpPort,
      externalAccountBinding: BINDING,
    });
  if (SSHD_MISSING === undefined) sshd = await startSshServer();
  const worker = await startWorkerProcess({
    dataDir,
    environment: { ...environment, PATH: process.env.PATH, SEALFLOW_LOG_LEVEL: 'trace' },
    logFile: join(dataDir, 'worker.log'),
  });
  stopWorker = () => worker.stop();

  for (const [kind, form] of Object.entries(formsLetIn())) await added(kind, `good-${kind}`, form);
  await orderThrough('good-development-ca', 'by-own-ca.example.com');
  if (pebble) await orderThrough('good-acme', 'by-acme.example.com');
  const refused = await formsRefused();
  for (const [kind, form] of Object.entries(refused)) await refusedToAdd(kind, `bad-${kind}`, form);
  for (const [kind, form] of Object.entries(refused)) await added(kind, `bad-${kind}`, form, '--no-test');
  await ordersThatFail();
  written = [
    ...(await everythingWritten(swept)),
    ...(await historiesOfTrials()),
    processes.haystack(),
    { where: 'answers of the command line', kind: 'log', content: Buffer.from(answers.join('\n')) },
  ];
}, 300_000);

afterAll(async () => {
  processes.stop();
  await stopWorker();
  await telltale.stop();
  await sshd?.stop();
  await pebble?.stop();
  await world.stop();
});

/** As services have it that are there; kinds without one here are played by the telltale alone. */
function formsLetIn(): Record<string, Form> {
  const { environment } = world;
  return {
    'development-ca': { url: environment.SEALFLOW_CA_URL, token: environment.SEALFLOW_CA_TOKEN },
    'file-agent': {
      url: environment.SEALFLOW_FILE_AGENT_URL,
      token: environment.SEALFLOW_FILE_AGENT_TOKEN,
    },
    rfc2136: {
      server: environment.SEALFLOW_DNS_UPDATE_SERVER,
      tsigKeyName: TSIG_KEY_NAME,
      tsigSecret: environment.SEALFLOW_TSIG_SECRET,
    },
    ...(pebble && {
      acme: {
        directoryUrl: pebble.directoryUrl,
        contact: ['ops@example.com'],
        termsOfServiceAgreed: true,
        eabKeyId: BINDING.kid,
        eabHmacKey: BINDING.hmacKey,
        rootPem: pebble.tlsCertificate,
      },
    }),
    ...(sshd && {
      sftp: {
        host: '127.0.0.1',
        port: sshd.port,
        user: sshd.user,
        privateKey: sshd.privateKey,
        hostKeyFingerprint: sshd.hostKeyFingerprint,
        webRoots: [{ names: '*.by-sftp.example.com', root: sshd.folder }],
      },
    }),
  };
}

/** One of each kind, with every secret that it can have. */
async function formsRefused(): Promise<Record<string, Form>> {
  const { url, secureUrl, rootPem } = telltale;
  const passphrase = secret();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const nobody = await freePort();
  return {
    acme: {
      directoryUrl: `${secureUrl}/directory`,
      contact: ['ops@example.com'],
      termsOfServiceAgreed: true,
      eabKeyId: 'kid-2',
      eabHmacKey: secret(),
      rootPem,
    },
    'development-ca': { url, token: secret() },
    tencent: {
      secretId: 'AKIDexample',
      secretKey: secret(),
      contactEmail: 'ops@example.com',
      endpoint: url,
    },
    rfc2136: {
      server: `127.0.0.1:${nobody}`,
      tsigKeyName: 'nobodys-key',
      tsigSecret: randomBytes(32).toString('base64'),
      zone: 'example.com',
    },
    powerdns: { url, apiKey: secret() },
    dnspod: { secretId: 'AKIDexample', secretKey: secret(), endpoint: url },
    alidns: { accessKeyId: 'LTAIexample', accessKeySecret: secret(), endpoint: url },
    huaweicloud: { accessKey: 'AKexample', secretKey: secret(), endpoint: url },
    cloudflare: { apiToken: secret(), endpoint: url },
    route53: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret(), endpoint: url },
    'file-agent': { url, token: secret() },
    sftp: {
      host: '127.0.0.1',
      port: nobody,
      user: 'www',
      password: secret(),
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase }),
      passphrase,
      hostKeyFingerprint: `SHA256:${createHash('sha256').update('a key').digest('base64').replace('=', '')}`,
      webRoots: [{ names: '*', root: '/var/www' }],
    },
  };
}

async function add(kind: string, name: string, form: Form, ...flags: string[]): Promise<number | null> {
  noteSecrets(kind, form);
  const file = join(world.dataDir, `${name}.json`);
  writeFileSync(file, JSON.stringify(form), { mode: 0o600 });
  const words = ['connection', 'add', kind, name, '--file', file, '--json', ...flags];
  const { code, output } = await runToEnd(process.execPath, [compiledProgram('command/main.js'), ...words], {
    env: { ...world.environment, PATH: process.env.PATH },
  });
  answers.push(output);
  return code;
}

async function added(kind: string, name: string, form: Form, ...flags: string[]): Promise<void> {
  const code = await add(kind, name, form, ...flags);
  if (code !== 0) throw new Error(`${kind} was not added: ${answers.at(-1) ?? ''}`);
  answers.push(JSON.stringify(await world.orders.connections.show(name)));
}

async function refusedToAdd(kind: string, name: string, form: Form): Promise<void> {
  const code = await add(kind, name, form);
  if (code === 0) throw new Error(`${kind} was let in by a service that lets nobody in`);
}

function noteSecrets(kind: string, form: Form): void {
  const { secrets } = CONNECTION_KINDS.find((known) => known.kind === kind) ?? { secrets: [] };
  for (const field of secrets) {
    const value = form[field];
    if (typeof value === 'string') given.push(...secretTextNeedles(`${field} of ${kind}`, value));
  }
}

async function orderThrough(connection: string, name: string): Promise<void> {
  await world.orders.routes.set({ connection, suffix: name });
  const { orderId } = await world.orders.create({ form: dvForm(name) });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
}

/** Each waits for what a telltale keeps from it, and says why. */
async function ordersThatFail(): Promise<void> {
  await world.orders.routes.set({ connection: 'bad-development-ca', suffix: 'bad-ca.example.com' });
  await world.orders.routes.set({ connection: 'bad-acme', suffix: 'bad-acme.example.com' });
  for (const form of [
    dvForm('bad-ca.example.com'),
    dvForm('bad-acme.example.com'),
    dvForm('bad-dns.example.com'),
    dvForm('bad-files.example.com', { validation: 'auto-file' }),
  ]) {
    const { orderId } = await world.orders.create({ form });
    const why = await until(`${form.names.join()} says why it waits`, async () => {
      const told = await world.orders.why(orderId);
      const fails = told.attempts.some(({ lastFailure }) => lastFailure !== null);
      return (fails || told.reason !== null) && told;
    });
    answers.push(JSON.stringify(why));
  }
}

/** Candidates are gone, the histories of their trials are not. */
async function historiesOfTrials(): Promise<Haystack[]> {
  const { temporal, environment } = world;
  const query = `TaskQueue = '${environment.TEMPORAL_TASK_QUEUE}' AND WorkflowType = 'connectionTrial'`;
  const ids = await until('the trials are listed', async () => {
    const found: string[] = [];
    for await (const { workflowId } of temporal.workflow.list({ query })) found.push(workflowId);
    return found.length >= CONNECTION_KINDS.length && found;
  });
  return (await Promise.all(ids.map((id) => historyOf(temporal, id)))).flat();
}

describe('connections of every kind', () => {
  it('were tried and refused, and had every secret that there is', async () => {
    expect(Object.keys(await formsRefused()).sort()).toEqual(CONNECTION_KINDS.map(({ kind }) => kind).sort());
    const named = new Set(given.map(({ name }) => name));
    for (const { kind, secrets } of CONNECTION_KINDS)
      for (const field of secrets) expect(named).toContain(`${field} of ${kind}`);
  });

  it('had secrets that did go out, and were repeated', () => {
    const heard = [{ where: 'heard', kind: 'log' as const, content: Buffer.from(telltale.heard.join('\n')) }];
    expect(findingsOf(heard, given)).toEqual(
      expect.arrayContaining(['apiToken of cloudflare in heard', 'apiKey of powerdns in heard']),
    );
  });

  it('left no secret in histories, tables, logs, answers or the list of processes', async () => {
    const sealed = await secretNeedles(swept, world.orders.keyPasswords);
    const ofTheirOwn = sealed.filter((needle) => !KEY_MATERIAL.includes(needle));
    expect(findingsOf(written, [...given, ...ofTheirOwn])).toEqual([]);
    // Other programs of this machine may be given a key: what this world wrote has none at all.
    const own = written.filter(({ where }) => where !== 'the list of processes');
    expect(findingsOf(own, KEY_MATERIAL)).toEqual([]);
  });

  it.skipIf('missing' in pebblePeer)('an ACME account’s key is looked for among them', async () => {
    const names = (await secretNeedles(swept, new Set())).map(({ name }) => name);
    expect(names.some((name) => name.startsWith('the key of ACME account '))).toBe(true);
  });

  it('would be found out in a command line', async () => {
    const [planted] = given;
    const words = ['-e', 'setTimeout(() => {}, 1000)', planted?.bytes.toString() ?? ''];
    await runToEnd(process.execPath, words);
    expect(findingsOf([processes.haystack()], given)).toEqual([
      `${planted?.name ?? ''} in the list of processes`,
    ]);
  });
});
