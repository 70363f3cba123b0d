/** A world whose two stores can be backed up, and put back to that moment or to nothing, each by itself, while CA and money live on. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../dev/ports.js';
import { findTemporalServer } from '../../dev/temporal/find-server.js';
import { startTemporalServer, type RunningTemporal } from '../../dev/temporal/server.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from './order-world.js';
import { copyDatabase, dropDatabase, replaceDatabase } from './postgres.js';
import { TEMPLATE_DATABASE } from './template-database.js';
import { temporaryFolder } from './temporary-folder.js';

export type Store = 'postgres' | 'temporal';
/** `older`: as it was when it was backed up. `lost`: nothing is left. */
export type Restored = 'older' | 'lost';

export interface RestorableWorld {
  readonly world: OrderWorld;
  /** Both stores, at the same moment: no worker runs meanwhile. */
  backUp(): Promise<void>;
  /** One store is put back; the other one stays as it is. The worker runs again afterwards. */
  restore(store: Store, to: Restored): Promise<void>;
  stop(): Promise<void>;
}

/** SQLite's files of one database. */
const SUFFIXES = ['', '-wal', '-shm'];

/** A Temporal server of its own, on one port and one file for all of its lives. Call while a test file is read. */
class RestorableTemporal {
  #running: RunningTemporal | undefined;

  private constructor(
    readonly program: string,
    readonly port: number,
    readonly folder: string,
  ) {}

  static async start(folder: string): Promise<RestorableTemporal> {
    const found = await findTemporalServer({ environment: { ...process.env, TEMPORAL_ADDRESS: undefined } });
    if (found.kind === 'running') throw new Error('These drills need a Temporal server that they can stop.');
    const temporal = new RestorableTemporal(found.path, await freePort(), folder);
    await temporal.start();
    return temporal;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.#running = await startTemporalServer({
      program: this.program,
      port: this.port,
      databaseFile: this.#file('temporal.db'),
      logFile: join(this.folder, 'temporal.log'),
    });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  async backUp(): Promise<void> {
    await this.stop();
    this.#copy('temporal.db', 'backup.db');
    await this.start();
  }

  async restore(to: Restored): Promise<void> {
    await this.stop();
    for (const suffix of SUFFIXES) rmSync(this.#file(`temporal.db${suffix}`), { force: true });
    if (to === 'older') this.#copy('backup.db', 'temporal.db');
    await this.start();
  }

  #copy(from: string, to: string): void {
    for (const suffix of SUFFIXES) {
      const file = this.#file(`${from}${suffix}`);
      if (existsSync(file)) copyFileSync(file, this.#file(`${to}${suffix}`));
    }
  }

  #file(name: string): string {
    return join(this.folder, name);
  }
}

/** Call `stop()` in `afterAll`. */
export async function createRestorableWorld(options: OrderWorldOptions = {}): Promise<RestorableWorld> {
  const temporal = await RestorableTemporal.start(temporaryFolder());
  const connection = await Connection.connect({ address: temporal.address });
  const world = await createOrderWorld({
    ...options,
    temporal: {
      address: temporal.address,
      client: new Client({ connection }),
    },
  }).catch(async (error: unknown) => {
    await temporal.stop();
    throw error;
  });
  const database = new URL(world.environment.DATABASE_URL ?? '').pathname.slice(1);
  const backup = `${database}_backup`;
  const withoutWorker = async (work: () => Promise<void>) => {
    await world.stopWorker();
    await work();
    await world.startWorker();
  };
  return {
    world,
    backUp: () =>
      withoutWorker(async () => {
        await temporal.backUp();
        await copyDatabase(database, backup);
      }),
    restore: (store, to) =>
      withoutWorker(async () => {
        if (store === 'temporal') await temporal.restore(to);
        else await replaceDatabase(database, to === 'older' ? backup : TEMPLATE_DATABASE);
      }),
    async stop() {
      try {
        await world.stop();
      } finally {
        await connection.close();
        await temporal.stop();
        await dropDatabase(backup);
      }
    },
  };
}
