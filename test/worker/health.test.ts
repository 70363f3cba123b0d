/** The health check of the worker's container, as the build makes it: what it says, and that it loads one file to say it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiledProgram } from '../../config/package-folder.js';
import type { Environment } from '../../config/environment.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { until } from '../support/until.js';

const PROGRAM = compiledProgram('worker/health.js');
const folder = temporaryFolder();

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

function check(environment: Environment) {
  const told = mkdtempSync(join(folder, 'scripts-'));
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment, NODE_V8_COVERAGE: told },
    encoding: 'utf8',
  });
  const scripts = readdirSync(told).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(told, file), 'utf8')) as { result: { url: string }[] };
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  });
  return {
    status,
    told: JSON.parse(stdout) as unknown,
    scripts: [...new Set(scripts)].map((url) => fileURLToPath(url)),
  };
}

describe('the health check', () => {
  it('is well while a worker of this machine asks for work', async () => {
    const well = await until('a worker polls', () => {
      const checked = check(world.environment);
      return Promise.resolve(checked.status === 0 && checked);
    });
    expect(well.told).toEqual({ polling: true, closed: [] });
  });

  it('is not where none asks on this queue', () => {
    const other = check({ ...world.environment, TEMPORAL_TASK_QUEUE: 'nobody-asks-here' });
    expect(other).toMatchObject({ status: 1, told: { polling: false, closed: [] } });
  });

  it('loads one file, whose libraries are told with their licences', () => {
    expect(check(world.environment).scripts).toEqual([PROGRAM]);
    const beside = (name: string) => readFileSync(join(dirname(PROGRAM), name), 'utf8');
    const contents = JSON.parse(beside('health.contents.json')) as Record<string, readonly string[]>;
    expect(contents['health.js']).toEqual(expect.arrayContaining(['@temporalio/client', 'pg']));
    const licences = beside('health.LICENSES.txt');
    expect(
      Object.values(contents)
        .flat()
        .filter((name) => !licences.includes(`== ${name} `)),
    ).toEqual([]);
  });
});
