/** The CA's bad days, on demand: which one is due, for how many more times; kept across restarts. */
import { join } from 'node:path';
import { z } from 'zod';
import {
  HOSTILE_MODES,
  HOSTILE_PATHS,
  type Hostility,
  type HostileMode,
  type HostilePath,
} from '../../domain/development/ca.js';
import { readState } from '../kept-state.js';
import { writeDurably } from './durable-file.js';

export const HostilityBody = z.strictObject({
  mode: z.enum(HOSTILE_MODES),
  path: z.enum(HOSTILE_PATHS).optional(),
  times: z.number().int().positive().optional(),
  delayMs: z.number().int().nonnegative().optional(),
  retryAfterSeconds: z.number().int().nonnegative().optional(),
  httpStatus: z.union([z.literal(200), z.literal(503)]).optional(),
  name: z.string().optional(),
});

const Kept = z.object({ current: HostilityBody.optional() });

const WAY_OUT = { zh: '请将其删除:此后 CA 不再出故障。', en: 'Delete it: the CA has no bad day then.' };

export class HostilitySwitch {
  private constructor(
    private readonly path: string,
    private present: Hostility | undefined,
  ) {}

  /** Throws DamagedState. */
  static open(directory: string): HostilitySwitch {
    const path = join(directory, 'hostility.json');
    return new HostilitySwitch(path, readState(path, Kept, WAY_OUT)?.current);
  }

  get current(): Hostility | undefined {
    return this.present;
  }

  async set(hostility: Hostility | undefined): Promise<void> {
    this.present = hostility;
    await writeDurably(this.path, JSON.stringify({ current: hostility }));
  }

  /**
   * Uses up one time of the hostility in force, if it is of these modes and meant for this path and one of these names.
   * Without path or names, whatever the hostility says of them.
   */
  async take(
    modes: readonly HostileMode[],
    path?: HostilePath,
    names?: readonly string[],
  ): Promise<Hostility | undefined> {
    const hostility = this.present;
    if (!hostility || !modes.includes(hostility.mode) || !isMeantFor(hostility, path, names))
      return undefined;
    if (hostility.times !== undefined) await this.set(oneTimeLess(hostility, hostility.times));
    return hostility;
  }
}

function isMeantFor(hostility: Hostility, asked?: HostilePath, names?: readonly string[]): boolean {
  const { path = 'any', name } = hostility;
  const pathFits = path === 'any' || asked === undefined || path === asked;
  return pathFits && (name === undefined || names === undefined || names.includes(name));
}

function oneTimeLess(hostility: Hostility, times: number): Hostility | undefined {
  return times > 1 ? { ...hostility, times: times - 1 } : undefined;
}
