/** Keeps what was bought: an index in memory, one durable file each. A change is visible only once it is on disk. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureOwnerDirectory, writeDurably } from '../ca/durable-file.js';
import { readState } from '../kept-state.js';
import { KEPT_CERTIFICATE, type StoredCertificate } from './stored-certificate.js';

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其移走:此后腾讯云替身不再知道这张证书。',
  en: 'Restore it from a copy of the data folder, or move it away: Tencent’s double then knows nothing of this certificate.',
};

export type Edit = (current: StoredCertificate) => StoredCertificate | Promise<StoredCertificate>;

export class CertificateStore {
  private readonly byId = new Map<string, StoredCertificate>();
  /** The last piece of work per certificate; the next one waits for it. */
  private readonly queues = new Map<string, Promise<unknown>>();

  private constructor(private readonly directory: string) {}

  /** Reads everything back; half-written files of a killed process are left aside. Throws DamagedState. */
  static async open(directory: string): Promise<CertificateStore> {
    await ensureOwnerDirectory(directory);
    const store = new CertificateStore(directory);
    for (const file of (await readdir(directory)).filter((name) => name.endsWith('.json'))) {
      const kept = readState(join(directory, file), KEPT_CERTIFICATE, WAY_OUT);
      if (kept) store.byId.set(kept.id, kept);
    }
    return store;
  }

  get(id: string): StoredCertificate | undefined {
    return this.byId.get(id);
  }

  all(): StoredCertificate[] {
    return [...this.byId.values()];
  }

  async add(certificate: StoredCertificate): Promise<StoredCertificate> {
    return this.oneAtATime(certificate.id, () => this.save(certificate));
  }

  /** Two changes of the same certificate never overlap; the edit may not change another one's. Undefined where it is gone. */
  async change(id: string, edit: Edit): Promise<StoredCertificate | undefined> {
    return this.oneAtATime(id, async () => {
      const current = this.byId.get(id);
      if (!current) return undefined;
      const edited = await edit(current);
      return edited === current ? current : this.save(edited);
    });
  }

  async remove(id: string): Promise<void> {
    await this.oneAtATime(id, async () => {
      await rm(this.pathOf(id), { force: true });
      this.byId.delete(id);
    });
  }

  /** Resolves when everything begun so far is on disk. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.queues.values());
  }

  private async save(certificate: StoredCertificate): Promise<StoredCertificate> {
    await writeDurably(this.pathOf(certificate.id), JSON.stringify(certificate));
    this.byId.set(certificate.id, certificate);
    return certificate;
  }

  private pathOf(id: string): string {
    // Ids are told apart by case, file names of some systems are not.
    return join(this.directory, `${Buffer.from(id).toString('hex')}.json`);
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
