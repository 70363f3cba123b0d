import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageFolder } from '../../dev/package-folder.js';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

const compose = parse(readFileSync(join(packageFolder(), 'docker-compose.yml'), 'utf8')) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const dockerfile = readFileSync(join(packageFolder(), 'Dockerfile'), 'utf8');
const services = Object.entries(compose.services);

describe('the compose file', () => {
  it('runs Temporal on Postgres with its UI, our Postgres, and the worker built here', () => {
    expect(Object.keys(compose.services)).toEqual([
      'postgres',
      'temporal-postgres',
      'temporal',
      'temporal-ui',
      'worker',
    ]);
    expect(compose.services.worker?.build).toBe('.');
  });

  it.each(services)('%s has a health check, and waits only for services that are healthy', (_, service) => {
    expect(service.healthcheck?.test[0]).toBe('CMD');
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services).toHaveProperty(name);
      expect(condition).toBe('service_healthy');
    }
  });

  it.each(services)('%s names the version of its image and uses declared volumes', (_, service) => {
    if (!service.build) expect(service.image).toMatch(/:\d/);
    const named = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter(isName);
    for (const volume of named) expect(compose.volumes).toHaveProperty(volume);
  });

  it('holds no password, and opens no port to the world', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|PWD|SECRET|TOKEN/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?/);
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

  it.each(['db/migrations', 'client/organization/letter/noto-sans-sc'])(
    'has %s beside the compiled code, which reads it there',
    (folder) => {
      expect(dockerfile).toContain(`COPY --from=build /app/${folder} ./${folder}\n`);
    },
  );
});

function isName(volume: string): boolean {
  return /^[a-z]/.test(volume);
}
