/** The payment house's bad days, on demand: several at once, by key and path, each for so many times. In memory only. */
import { setTimeout as delay } from 'node:timers/promises';
import type { PaymentHostility, PaymentPath } from '../../domain/development/payments.js';
import { AnswerLost, PaymentError } from './payment-error.js';

const USUAL_DELAY_MS = 30_000;

export class BadDays {
  private hostilities: PaymentHostility[] = [];

  constructor(private readonly stopping: AbortSignal) {}

  get current(): readonly PaymentHostility[] {
    return this.hostilities;
  }

  add(hostility: PaymentHostility): void {
    this.hostilities.push(hostility);
  }

  clear(): void {
    this.hostilities = [];
  }

  /** Does the work as the first hostility that fits has it done; else as it is. */
  async playedOn<T>(path: PaymentPath, key: string, work: () => Promise<T>): Promise<T> {
    const due = this.take(path, key);
    if (due?.mode === 'server-error') throw new Error('this is one of its bad days');
    if (due?.mode === 'refuse') throw new PaymentError('refused', 'The house does not do this now');
    const done = await work();
    if (due?.mode === 'late')
      await delay(due.delayMs ?? USUAL_DELAY_MS, undefined, { signal: this.stopping });
    if (due?.mode === 'lost-answer') throw new AnswerLost();
    return done;
  }

  private take(path: PaymentPath, key: string): PaymentHostility | undefined {
    const due = this.hostilities.find(
      (candidate) =>
        (candidate.path === undefined || candidate.path === path) &&
        (candidate.key === undefined || candidate.key === key),
    );
    if (due?.times !== undefined) this.useUp(due, due.times);
    return due;
  }

  private useUp(due: PaymentHostility, times: number): void {
    this.hostilities = this.hostilities.flatMap((other) => {
      if (other !== due) return [other];
      return times > 1 ? [{ ...other, times: times - 1 }] : [];
    });
  }
}
