/** The compose file and the image: what runs, what each service is given, and what can't be changed later. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { WORKER_HEAP_MB } from '../../domain/worker-memory.js';
import { packageFolder } from '../../config/package-folder.js';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
}

const compose = parse(readFileSync(join(packageFolder(), 'docker-compose.yml'), 'utf8')) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
};
const dockerfile = readFileSync(join(packageFolder(), 'Dockerfile'), 'utf8');
const services = Object.entries(compose.services);
const environmentOf = (service: string) => compose.services[service]?.environment ?? {};

/** The one service that ends when it is done. */
const ONE_SHOT = 'migrate';

describe('the compose file', () => {
  it('runs Temporal on Postgres with its UI, our Postgres, and the worker built here', () => {
    expect(Object.keys(compose.services)).toEqual([
      'postgres',
      'temporal-postgres',
      'temporal',
      'temporal-ui',
      'migrate',
      'worker',
      'api',
    ]);
    expect(compose.services.worker?.build).toBe('.');
    expect(compose.services.migrate?.image).toBe(compose.services.worker?.image);
  });

  it.each(services)('%s has a health check, and waits only for services that are healthy', (_, service) => {
    if (service.restart === 'no') expect(service.healthcheck).toEqual({ disable: true });
    else expect(service.healthcheck?.test?.[0]).toBe('CMD');
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services).toHaveProperty(name);
      expect(condition).toBe(name === ONE_SHOT ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  it('migrates before the worker starts, by a service of its own that ends', () => {
    expect(compose.services[ONE_SHOT]).toMatchObject({ command: ['sealflow', 'migrate'], restart: 'no' });
    expect(compose.services.worker?.depends_on).toHaveProperty(ONE_SHOT);
  });

  it.each(services)('%s names the version of its image and uses declared volumes', (_, service) => {
    if (!service.build) expect(service.image).toMatch(/:\d+\.\d+/);
    const named = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter(isName);
    for (const volume of named) expect(compose.volumes).toHaveProperty(volume);
  });

  it.each(['postgres', 'temporal-postgres', 'temporal'])('%s runs an image by its digest', (service) => {
    expect(compose.services[service]?.image).toMatch(/:\d+\.\d+[^@]*@sha256:[0-9a-f]{64}$/);
  });

  it('begins Temporal with 512 history shards, which no later start can change, on the plugin postgres12', () => {
    expect(environmentOf('temporal')).toMatchObject({ NUM_HISTORY_SHARDS: 512, DB: 'postgres12' });
  });

  it('raises the limit of lists, runs activities eagerly and heeds priorities, in the file that Temporal is told to read', () => {
    const [limits] = compose.services.temporal?.configs ?? [];
    expect(environmentOf('temporal').DYNAMIC_CONFIG_FILE_PATH).toBe(limits?.target);
    expect(parse(compose.configs[limits?.source ?? '']?.content ?? '')).toEqual({
      'frontend.namespaceRPS.visibility': [{ value: 50 }],
      'system.enableActivityEagerExecution': [{ value: true }],
      'matching.useNewMatcher': [{ value: true }],
    });
  });

  it('gives the worker no password but its own role’s, which is not the tables’ owner', () => {
    const worker = environmentOf('worker');
    const passwords = readFileSync(join(packageFolder(), 'docker-compose.yml'), 'utf8').match(
      /(?<=\$\{)[A-Z_]*POSTGRES_[A-Z_]*PASSWORD/g,
    );
    // The worker reads all of .env: what stands there for others is taken from it again.
    for (const name of new Set(passwords)) expect(worker).toHaveProperty(name, '');
    expect(worker).toHaveProperty('SEALFLOW_MIGRATION_DATABASE_URL', '');
    const used = JSON.stringify(worker).match(/(?<=\$\{)[A-Z_]*PASSWORD/g);
    expect(new Set(used)).toEqual(new Set(['POSTGRES_APP_PASSWORD']));
    const owner = environmentOf('postgres').POSTGRES_USER;
    const roleOf = (url: string | number | undefined) => /^postgres:\/\/(\w+):/.exec(String(url))?.[1];
    expect(roleOf(worker.DATABASE_URL)).not.toBe(owner);
    const { DATABASE_URL, SEALFLOW_MIGRATION_DATABASE_URL } = environmentOf('migrate');
    expect(DATABASE_URL).toBe(worker.DATABASE_URL);
    expect(roleOf(SEALFLOW_MIGRATION_DATABASE_URL)).toBe(owner);
  });

  it('holds no password, and opens no port to the world', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|PWD|SECRET|TOKEN/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(value).toMatch(/^(\$\{\w+:\?.*)?$/);
    for (const port of services.flatMap(([, { ports = [] }]) => ports))
      expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('the image', () => {
  it('is built in one stage and run in another, not as root', () => {
    const lines = dockerfile.split('\n');
    expect(lines.filter((line) => line.startsWith('FROM '))).toHaveLength(2);
    expect(lines.findLastIndex((line) => line.startsWith('USER node'))).toBeGreaterThan(
      lines.findLastIndex((line) => line.startsWith('FROM ')),
    );
  });

  it('is of the Node that development uses, by its digest', () => {
    const version = readFileSync(join(packageFolder(), '.nvmrc'), 'utf8').trim();
    const images = [...dockerfile.matchAll(/^FROM (node:\S+)/gm)].map(([, image]) => image);
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(new RegExp(`^node:${version}\\.\\d+\\.\\d+-[a-z-]+@sha256:[0-9a-f]{64}$`));
  });

  it('bounds the worker’s heap as the embedded stack does', () => {
    expect(dockerfile).toContain(
      `\nCMD ["node", "--max-old-space-size=${WORKER_HEAP_MB}", "dist/worker/main.js"]\n`,
    );
    expect(compose.services.worker?.command).toBeUndefined();
  });

  it('asks after its health by the one file that the build makes for it, as the compose file does', () => {
    const asked = ['node', 'dist/worker/health.js'];
    expect(dockerfile).toContain(`CMD ${JSON.stringify(asked).replace(',', ', ')}\n`);
    expect(compose.services.worker?.healthcheck?.test).toEqual(['CMD', ...asked]);
  });

  it.each(['db/migrations', 'papers/noto-sans-sc'])(
    'has %s beside the compiled code, which reads it there',
    (folder) => {
      expect(dockerfile).toContain(`COPY --from=build /app/${folder} ./${folder}\n`);
    },
  );
});

describe('what is secret beside the compose file', () => {
  const SECRETS = ['.env', '.env.production', 'secrets/ca-token', 'master.key'];

  it.each(SECRETS)('%s is no part of the repository', (path) => {
    expect(isIgnored('.gitignore', path)).toBe(true);
  });

  it.each(SECRETS)('%s is no part of the image, nor of what is sent to build it', (path) => {
    expect(isIgnored('.dockerignore', path)).toBe(true);
  });

  it('would be found out where it was not', () => {
    expect(isIgnored('.gitignore', 'docker-compose.yml')).toBe(false);
    expect(isIgnored('.dockerignore', 'package.json')).toBe(false);
  });
});

/** By the folder or file at the top; of the patterns that git and Docker know, only `*` is used in these files. */
function isIgnored(file: '.gitignore' | '.dockerignore', path: string): boolean {
  const [top = ''] = path.split('/');
  const patterns = readFileSync(join(packageFolder(), file), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(patterns.filter((pattern) => pattern.startsWith('!'))).toEqual([]);
  return patterns.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(top),
  );
}

function isName(volume: string): boolean {
  return /^[a-z]/.test(volume);
}
