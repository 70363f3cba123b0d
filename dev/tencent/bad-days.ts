/** The double's bad days, on demand: which one is due, for how many more times; kept across restarts. */
import { join } from 'node:path';
import { z } from 'zod';
import { TENCENT_HOSTILE_MODES, type TencentHostility } from '../../domain/development/tencent.js';
import { writeDurably } from '../ca/durable-file.js';
import { readState } from '../kept-state.js';

export const HostilityBody = z.strictObject({
  mode: z.enum(TENCENT_HOSTILE_MODES),
  action: z.string().min(1).optional(),
  times: z.int().positive().optional(),
  delayMs: z.int().nonnegative().optional(),
  forSeconds: z.number().positive().optional(),
});

const Kept = z.object({ current: HostilityBody.extend({ until: z.number().optional() }).optional() });
type Present = TencentHostility & { readonly until?: number | undefined };

const WAY_OUT = {
  zh: '请将其删除:此后腾讯云替身不再出故障。',
  en: 'Delete it: Tencent’s double has no bad day then.',
};

export class BadDays {
  private constructor(
    private readonly path: string,
    private present: Present | undefined,
  ) {}

  /** Throws DamagedState. */
  static open(directory: string): BadDays {
    const path = join(directory, 'hostility.json');
    return new BadDays(path, readState(path, Kept, WAY_OUT)?.current);
  }

  get current(): TencentHostility | undefined {
    return this.present;
  }

  async set(hostility: TencentHostility | undefined): Promise<void> {
    const { forSeconds } = hostility ?? {};
    const until = forSeconds === undefined ? undefined : Date.now() + forSeconds * 1000;
    await this.keep(hostility && { ...hostility, ...(until !== undefined && { until }) });
  }

  /** Is every connection dropped, whatever it wants? */
  isDown(): boolean {
    const { mode, until } = this.present ?? {};
    return mode === 'down' && (until === undefined || Date.now() < until);
  }

  /** Uses up one time of the hostility in force, if it is meant for this action. */
  async take(action: string): Promise<TencentHostility | undefined> {
    const { present } = this;
    if (!present || present.mode === 'down') return undefined;
    if (present.action !== undefined && present.action !== action) return undefined;
    if (present.times !== undefined)
      await this.keep(present.times > 1 ? { ...present, times: present.times - 1 } : undefined);
    return present;
  }

  private async keep(present: Present | undefined): Promise<void> {
    this.present = present;
    await writeDurably(this.path, JSON.stringify({ current: present }));
  }
}
