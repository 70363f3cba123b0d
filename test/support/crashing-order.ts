/** One order on a task queue of its own, whose worker is killed and replaced by a fresh one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CreateRequest } from '../../client/orders/creating.js';
import { OrderClient } from '../../client/order-client.js';
import { Unavailable } from '../../client/unavailable.js';
import type { OrderView } from '../../client/orders/views.js';
import type { Environment } from '../../config/environment.js';
import { loadKey } from '../../db/statements/certificates/keys.js';
import { compiledProgram } from '../../config/package-folder.js';
import { endOf, startProcess, stopProcess, tailOf } from '../../dev/processes.js';
import { startWorkerProcess } from '../../dev/worker-process.js';
import { Refusal } from '../../domain/refusals.js';
import { certificateOrderWorkflowId } from '../../workflows/messages.js';
import type { OrderWorld } from './order-world.js';
import { until } from './until.js';

const DYING_WORKER = fileURLToPath(new URL('dying-worker.js', import.meta.url));

/** A running worker process, and how to end it. */
export interface WorkerProcess {
  kill(): void;
  readonly ended: Promise<void>;
}

export class CrashingOrder {
  readonly orders: OrderClient;
  readonly orderId: string;
  readonly logFile: string;
  readonly #environment: Environment;
  #stop: () => Promise<void> = () => Promise.resolve();

  /** `label` is part of the order's id and of its task queue. */
  constructor(
    readonly world: OrderWorld,
    label: string,
  ) {
    // All worlds share one Temporal server: the id must be this world's alone.
    this.orderId = `${label}-${world.taskQueue.slice(-8)}`;
    this.logFile = join(world.dataDir, `worker-${label}.log`);
    const taskQueue = `${world.taskQueue}-${label}`;
    const { PATH } = process.env;
    this.#environment = { ...world.environment, PATH, TEMPORAL_TASK_QUEUE: taskQueue };
    const { database, masterKeys, takesPayments } = world.dependencies;
    this.orders = new OrderClient({
      temporal: world.temporal,
      database,
      masterKeys,
      taskQueue,
      takesPayments,
    });
  }

  /** Its id makes a second request the same order: a machine on which many processes start may be too slow for the first. */
  async create(form: CreateRequest['form']): Promise<void> {
    const request = { orderId: this.orderId, form };
    await until('the order is there', () => this.orders.create(request), 60_000);
  }

  /** Works until the `nth` effect of the activity, which it doesn't survive. */
  startDyingWorker(activity: string, nth = 1): WorkerProcess {
    compiledProgram('worker/main.js');
    const child = startProcess(process.execPath, [DYING_WORKER, activity, String(nth)], {
      env: { ...this.#environment },
      logFile: this.logFile,
      withChannel: true,
    });
    const ended = endOf(child).then(() => {
      if (child.signalCode === 'SIGKILL') return;
      throw new Error(`The worker ended by itself. ${tailOf(this.logFile).en}`);
    });
    ended.catch(() => undefined);
    this.#stop = () => stopProcess(child, 'SIGKILL');
    return { kill: () => child.kill('SIGKILL'), ended };
  }

  /** The worker as it is run in production. */
  async startFreshWorker(): Promise<void> {
    const worker = await startWorkerProcess({
      dataDir: this.world.dataDir,
      environment: this.#environment,
      logFile: this.logFile,
    });
    this.#stop = () => worker.stop();
  }

  /** Repeats a request that no worker answered in time, as a person would; it may have been taken all the same. */
  async insist(request: (orders: OrderClient, orderId: string) => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await request(this.orders, this.orderId);
        return;
      } catch (error) {
        const taken = attempt > 1 && error instanceof Refusal && error.code === 'RefusedInThisState';
        if (taken) return;
        if (!(error instanceof Unavailable)) throw error;
      }
    }
  }

  async until(reached: (view: OrderView) => boolean): Promise<OrderView> {
    for await (const view of this.orders.watch(this.orderId, { intervalMs: 200 }))
      if (reached(view)) return view;
    throw new Error(`The order ended otherwise: ${JSON.stringify(await this.orders.show(this.orderId))}`);
  }

  async untilEnd(): Promise<OrderView> {
    let last: OrderView | undefined;
    for await (const view of this.orders.watch(this.orderId, { intervalMs: 200 })) last = view;
    if (!last) throw new Error(`Order ${this.orderId} was not seen.`);
    return last;
  }

  /** The certificate comes before the tidying up: this waits for both. */
  async workflowEnd(): Promise<void> {
    await this.world.temporal.workflow.getHandle(certificateOrderWorkflowId(this.orderId)).result();
  }

  /** SHA-256 of the public key of the order's only key; undefined before there is one. */
  async spkiSha256(): Promise<string | undefined> {
    const key = await loadKey(this.world.dependencies.database, this.orderId);
    return key?.spkiSha256;
  }

  /** Throws the error together with what the workers said last. */
  explained(error: unknown): never {
    throw new Error(`${String(error)}. ${tailOf(this.logFile, 20).en}`, { cause: error });
  }

  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Whatever worker is left. */
  async stopWorker(): Promise<void> {
    await this.#stop();
  }
}
