/** The clocks of an order's waits: whose turn runs now, and how much of its time each wait has used before. */
import { startWait, type StartedWait, type Wait, type WaitPolicy } from '../domain/waits.js';
import type { Stretch } from './activity-contract/organization.js';
import type { OneAtATime } from './one-at-a-time.js';
import { localStep } from './local-steps.js';

/** Stops one party's clock while another holds the ball: time of one is not charged to the other. */
export class TurnClock<Turn extends string> {
  readonly #running = new Map<Turn, StartedWait>();
  /** What each wait has run before. */
  readonly #stretches = new Map<Wait, Stretch[]>();

  constructor(private readonly localSteps: OneAtATime) {}

  /** The turn's wait before this one stops. Working days are reckoned outside: the answer stays in the history. */
  async start(turn: Turn, wait: Wait, policy: WaitPolicy): Promise<StartedWait> {
    this.stop(turn);
    const now = Date.now();
    const usedBefore = this.#stretches.get(wait) ?? [];
    const started =
      policy.unit === undefined
        ? startWait(wait, policy, now, usedMs(usedBefore))
        : await this.localSteps.run(() => planned(wait, policy, now, usedBefore));
    this.#running.set(turn, started);
    return started;
  }

  /** A wait whose clock was started outside. */
  goOn(turn: Turn, started: StartedWait): void {
    this.#running.set(turn, started);
  }

  /** Has this wait begun before, whoever's turn it was? */
  hasRun(wait: Wait): boolean {
    return this.#stretches.has(wait);
  }

  /** The wait goes on; its ladder of reminders begins anew, its deadline stays. */
  announceAnew(turn: Turn): StartedWait {
    const running = this.#running.get(turn);
    if (!running) throw new Error('Nothing is being waited for.');
    const anew = { ...running, ladderSince: nowIso() };
    this.#running.set(turn, anew);
    return anew;
  }

  stop(turn: Turn): void {
    const running = this.#running.get(turn);
    if (!running) return;
    this.#running.delete(turn);
    const stretches = this.#stretches.get(running.wait) ?? [];
    this.#stretches.set(running.wait, [...stretches, { from: running.since, to: nowIso() }]);
  }

  stopAll(): void {
    for (const turn of [...this.#running.keys()]) this.stop(turn);
  }
}

function planned(wait: Wait, policy: WaitPolicy, now: number, usedBefore: Stretch[]): Promise<StartedWait> {
  const request = { wait, policy, since: new Date(now).toISOString(), usedBefore };
  return localStep('planWait', request, { summary: `working days of ${wait}` });
}

function usedMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
}

function nowIso(): string {
  return new Date(Date.now()).toISOString();
}
