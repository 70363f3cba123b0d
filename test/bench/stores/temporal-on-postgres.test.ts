/** Temporal as the compose file has it: the settings that are measured are those that are deployed. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeSettings } from '../../../bench/stores/compose-settings.js';
import {
  findTemporalPrograms,
  TEMPORAL_SERVER_VERSION,
  type GoInstall,
} from '../../../bench/stores/find-temporal.js';
import { temporalConfig } from '../../../bench/stores/temporal-config.js';
import { spoken } from '../../../dev/say.js';

const settings = composeSettings();

/** Frontend, history, matching, worker: each has pools of its own. */
const SERVICES = 4;

describe('the compose file’s settings', () => {
  it('are of the server that is built here', () => {
    expect(settings.temporalVersion).toBe(TEMPORAL_SERVER_VERSION);
  });

  it('let all pools together stay below what Postgres takes', () => {
    const most = Number(
      settings.postgresSettings.find((one) => one.startsWith('max_connections='))?.split('=')[1],
    );
    const asked = SERVICES * (settings.maxConnections + settings.maxVisibilityConnections);
    expect(asked).toBeLessThan(most - 3); // superuser_reserved_connections
  });

  it('use the plugin that plans each query anew, and 512 shards', () => {
    expect(settings).toMatchObject({ plugin: 'postgres12', historyShards: 512 });
  });

  it('hold a dynamic configuration whose every value is a list of values', () => {
    const dynamic = parse(settings.dynamicConfig) as Record<string, unknown>;
    expect(Object.keys(dynamic)).toContain('system.enableActivityEagerExecution');
    for (const value of Object.values(dynamic))
      expect(value).toEqual([{ value: expect.anything() as unknown }]);
  });
});

describe('the server’s configuration', () => {
  const ports = {
    frontend: 1,
    frontendHttp: 2,
    history: 3,
    matching: 4,
    worker: 5,
    frontendMembership: 6,
    historyMembership: 7,
    matchingMembership: 8,
    workerMembership: 9,
  };
  const config = parse(
    temporalConfig({
      settings,
      ports,
      postgres: { port: 25432, user: 'someone', password: 'secret' },
      dynamicConfigFile: '/tmp/dynamic.yaml',
    }),
  ) as {
    readonly persistence: { readonly numHistoryShards: number };
    readonly services: Readonly<Record<string, { readonly rpc: Readonly<Record<string, unknown>> }>>;
  };

  it('has the compose file’s shards', () => {
    expect(config.persistence.numHistoryShards).toBe(settings.historyShards);
  });

  it('binds every service to loopback, each to ports of its own', () => {
    const rpcs = Object.values(config.services).map(({ rpc }) => rpc);
    expect(rpcs).toHaveLength(SERVICES);
    for (const rpc of rpcs) expect(rpc.bindOnLocalHost).toBe(true);
    const used = rpcs.flatMap((rpc) => Object.values(rpc).filter((value) => typeof value === 'number'));
    expect(new Set(used).size).toBe(Object.keys(ports).length);
  });
});

describe('the programs', () => {
  let cache: string;
  const said: string[] = [];
  const find = (install: GoInstall) =>
    findTemporalPrograms({ SEALFLOW_CACHE_DIR: cache }, (line) => said.push(spoken(line)), install);

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'sealflow-test-cache-'));
    said.length = 0;
  });
  afterEach(() => rm(cache, { recursive: true, force: true }));

  /** Plays Go: what it builds is a file with the module's name in it. */
  const installByFake: GoInstall = (module, { GOBIN = '' }) => {
    writeFileSync(join(GOBIN, /\/(\w+)@/.exec(module)?.[1] ?? ''), module);
    return Promise.resolve({ code: 0, output: '' });
  };

  it('are built into the cache, under their version, with nothing beside them', async () => {
    const { server, schemaTool } = await find(installByFake);
    expect(readFileSync(server, 'utf8')).toBe(`go.temporal.io/server/cmd/server@v${TEMPORAL_SERVER_VERSION}`);
    expect(readFileSync(schemaTool, 'utf8')).toContain('cmd/tools/sql@');
    expect(readdirSync(join(cache, 'bin')).sort()).toEqual([
      `temporal-server-${TEMPORAL_SERVER_VERSION}`,
      `temporal-sql-tool-${TEMPORAL_SERVER_VERSION}`,
    ]);
    expect(said.join('\n')).toContain('Building the Temporal server with Go');
  });

  it('are not built again', async () => {
    await find(installByFake);
    await expect(find(() => Promise.reject(new Error('built again')))).resolves.toBeDefined();
  });

  it('say what to do where there is no Go', async () => {
    const find_ = find(() => Promise.resolve({ code: -1, output: 'spawn go ENOENT' }));
    await expect(find_).rejects.toThrow(/Go is not installed.*--temporal sqlite/s);
  });

  it('say what Go said where it fails, and leave no half a program', async () => {
    const failing: GoInstall = (_, { GOBIN = '' }) => {
      writeFileSync(join(GOBIN, 'server'), 'half');
      return Promise.resolve({ code: 1, output: 'go: downloading\nno such module' });
    };
    await expect(find(failing)).rejects.toThrow(/no such module/);
    expect(existsSync(join(cache, 'bin')) && readdirSync(join(cache, 'bin'))).toEqual([]);
  });
});
