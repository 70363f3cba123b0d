/** What the CA's people do without being told; kept across restarts. */
import { join } from 'node:path';
import { z } from 'zod';
import { CA_DESKS, NO_POLICY, type CaPolicy } from '../../../domain/development/ca-people.js';
import { readState } from '../../kept-state.js';
import { writeDurably } from '../durable-file.js';

export const PolicyBody = z.strictObject({
  approveAfterSeconds: z.partialRecord(z.enum(CA_DESKS), z.number().nonnegative().max(86_400)),
  phonesContacts: z.boolean(),
});

const Kept = z.object({ policy: PolicyBody.optional() });

const WAY_OUT = {
  zh: '请将其删除:此后使用系统启动时的策略。',
  en: 'Delete it: the policy is the one that the stack is started with then.',
};

export class PolicySwitch {
  private readonly listeners: (() => void)[] = [];

  private constructor(
    private readonly path: string,
    /** In force as long as nobody set another. */
    private readonly atStart: CaPolicy,
    private chosen: CaPolicy | undefined,
  ) {}

  /** A policy that was set once stays in force over restarts, whatever `atStart` says, until it is cleared. Throws DamagedState. */
  static open(directory: string, atStart: Partial<CaPolicy> = {}): PolicySwitch {
    const path = join(directory, 'people-policy.json');
    const kept = readState(path, Kept, WAY_OUT);
    return new PolicySwitch(path, { ...NO_POLICY, ...atStart }, kept?.policy);
  }

  get current(): CaPolicy {
    return this.chosen ?? this.atStart;
  }

  /** Undefined: back to what the CA was started with. */
  async set(policy: CaPolicy | undefined): Promise<void> {
    this.chosen = policy;
    await writeDurably(this.path, JSON.stringify({ policy }));
    for (const listener of this.listeners) listener();
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}
