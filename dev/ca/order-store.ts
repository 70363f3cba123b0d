/** Keeps orders: an index in memory, one durable file per order. A change is visible only once it is on disk. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readState } from '../kept-state.js';
import { ensureOwnerDirectory, writeDurably } from './durable-file.js';
import { KEPT_ORDER, type StoredOrder } from './stored-order.js';

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其移走:此后 CA 不再知道这个订单。',
  en: 'Restore it from a copy of the data folder, or move it away: the CA then knows nothing of this order.',
};

export class OrderStore {
  private readonly byId = new Map<string, StoredOrder>();
  private readonly idOfReference = new Map<string, string>();
  /** The last piece of work per key; the next one waits for it. */
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly listeners: ((order: StoredOrder) => void)[] = [];

  private constructor(private readonly directory: string) {}

  /** Reads every order back; half-written files of a killed process are left aside. Throws DamagedState. */
  static async open(directory: string): Promise<OrderStore> {
    await ensureOwnerDirectory(directory);
    const store = new OrderStore(directory);
    const files = (await readdir(directory)).filter((name) => name.endsWith('.json'));
    for (const file of files) {
      const order = readState(join(directory, file), KEPT_ORDER, WAY_OUT);
      if (order) store.index(order);
    }
    return store;
  }

  get(id: string): StoredOrder | undefined {
    return this.byId.get(id);
  }

  findByReference(reference: string): StoredOrder | undefined {
    const id = this.idOfReference.get(reference);
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Told of every order that was added or changed, once it is on disk. Listeners don't throw. */
  onChange(listener: (order: StoredOrder) => void): void {
    this.listeners.push(listener);
  }

  all(): StoredOrder[] {
    return [...this.byId.values()];
  }

  /** Adds or changes the order of one reference; two calls for the same reference never overlap. */
  async putByReference(
    reference: string,
    make: (present: StoredOrder | undefined) => StoredOrder,
  ): Promise<StoredOrder> {
    return this.oneAtATime(reference, () => this.save(make(this.findByReference(reference))));
  }

  /** Changes an order; two changes of the same order never overlap. */
  async change(
    order: StoredOrder,
    edit: (current: StoredOrder) => StoredOrder | Promise<StoredOrder>,
  ): Promise<StoredOrder> {
    return this.oneAtATime(order.reference, async () => {
      const current = this.byId.get(order.id) ?? order;
      const edited = await edit(current);
      return edited === current ? current : this.save(edited);
    });
  }

  /** Resolves when everything begun so far is on disk. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.queues.values());
  }

  private async save(order: StoredOrder): Promise<StoredOrder> {
    await writeDurably(join(this.directory, `${order.id}.json`), JSON.stringify(order));
    this.index(order);
    for (const listener of this.listeners) listener(order);
    return order;
  }

  private index(order: StoredOrder): void {
    this.byId.set(order.id, order);
    this.idOfReference.set(order.reference, order.id);
  }

  private async oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.queues.get(key) ?? Promise.resolve()).then(work, work);
    this.queues.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.queues.get(key) === turn) this.queues.delete(key);
    }
  }
}
