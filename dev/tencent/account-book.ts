/** The one account that the double has: its money, its dials, companies and managers of its console, and what was done; kept in one file. */
import { join } from 'node:path';
import { z } from 'zod';
import { COMPANY_SCHEMA, PERSON_SCHEMA } from '../../domain/organization/form.js';
import { writeDurably } from '../ca/durable-file.js';
import { readState } from '../kept-state.js';

/** In fen: a million yuan, so that nobody who tries the product runs out of it. */
export const GENEROUS_BALANCE = 100_000_000;

const company = z.strictObject({ ...COMPANY_SCHEMA.shape, id: z.int() });
export type AccountCompany = z.infer<typeof company>;

const manager = z.strictObject({
  ...PERSON_SCHEMA.shape,
  id: z.int(),
  companyId: z.int(),
  /** As the filter of DescribeManagers names them (tencent-ssl-api, section 4.3). */
  status: z.enum(['none', 'audit', 'CAaudit', 'ok', 'invalid', 'expiring', 'expired']),
  createdAt: z.iso.datetime(),
  submittedAt: z.iso.datetime().optional(),
  verifiedAt: z.iso.datetime().optional(),
});
export type AccountManager = z.infer<typeof manager>;

const logEntry = z.object({ type: z.string(), certificateId: z.string(), at: z.string(), words: z.string() });

export const DIALS = z.strictObject({
  /** False: the account is not identity-verified, and nothing is sold to it. */
  realName: z.boolean().default(true),
  /** How long staff pre-review what WoTrus is sent (10 minutes to 72 hours in life). */
  preReviewSeconds: z.number().nonnegative().default(2),
  /** How long a cancelling takes: status 6, then 7. */
  cancellingSeconds: z.number().nonnegative().default(0.5),
  /** Days for which names may be proven once they are asked for; older documents say 3. */
  validationDays: z.number().positive().default(7),
  /** True: SecureSite, GeoTrust and TrustAsia check on public record and take no letter, as they do from 2025-04-20. */
  lettersEnded: z.boolean().default(false),
});
export type Dials = z.infer<typeof DIALS>;

const KEPT = z.object({
  balance: z.int(),
  dials: DIALS,
  companies: z.array(company),
  managers: z.array(manager),
  log: z.array(logEntry),
  /** Free certificates ever issued, by registrable domain: deleting one frees no place of these. */
  freeIssued: z.array(z.object({ domain: z.string(), at: z.string() })),
  deletions: z.array(z.object({ taskId: z.string(), certificateId: z.string(), at: z.string() })),
  lastNumber: z.int(),
});
type Kept = z.infer<typeof KEPT>;

const WAY_OUT = {
  zh: '请由数据文件夹的副本恢复,或将其删除:此后腾讯云替身的账号重新开始,余额为初始值。',
  en: 'Restore it from a copy of the data folder, or delete it: the account of Tencent’s double then begins anew.',
};

/** So many entries are kept; theirs shows 15 days unless asked for more. */
const LOG_ENTRIES = 5_000;

export class AccountBook {
  private saving: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private kept: Kept,
  ) {}

  /** Throws DamagedState. */
  static open(directory: string, balance = GENEROUS_BALANCE, dials: Partial<Dials> = {}): AccountBook {
    const path = join(directory, 'account.json');
    const fresh: Kept = {
      ...{ balance, dials: DIALS.parse(dials), companies: [], managers: [], log: [], freeIssued: [] },
      ...{ deletions: [], lastNumber: 100_000 },
    };
    return new AccountBook(path, readState(path, KEPT, WAY_OUT) ?? fresh);
  }

  get now(): Readonly<Kept> {
    return this.kept;
  }

  /** The change is there for everybody at once, and resolves once it is on disk. */
  async change(edit: (kept: Kept) => Partial<Kept>): Promise<void> {
    this.kept = { ...this.kept, ...edit(this.kept) };
    const saved = this.saving.then(() => writeDurably(this.path, JSON.stringify(this.kept)));
    this.saving = saved.catch(() => undefined);
    await saved;
  }

  /** A number that nothing else has. */
  async nextNumber(): Promise<number> {
    const number = this.kept.lastNumber + 1;
    await this.change(() => ({ lastNumber: number }));
    return number;
  }

  async note(type: string, certificateId: string, words: string, at: Date): Promise<void> {
    const entry = { type, certificateId, words, at: at.toISOString() };
    await this.change(({ log }) => ({ log: [...log, entry].slice(-LOG_ENTRIES) }));
  }

  async settled(): Promise<void> {
    await this.saving;
  }
}
