/** The payment house's bad days, on demand: several at once, by key and path, each for so many times. In memory only. */
import { setTimeout as delay } from 'node:timers/promises';
import type { PaymentHostileMode, PaymentHostility, PaymentPath } from '../../domain/development/payments.js';
import { gzipBomb } from '../gzip-bomb.js';
import type { Answer } from '../http-api.js';
import { AnswerLost, noSuchHold, PaymentError } from './payment-error.js';
import { shown, type StoredHold } from './stored-hold.js';

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

  /** Does the work as the first hostility that fits has it done, and answers; else as it is. */
  async playedOn(path: PaymentPath, key: string, work: () => Promise<StoredHold>): Promise<Answer> {
    const due = this.take(path, key);
    if (due?.mode === 'gzip-bomb') return gzipBomb();
    if (due?.mode === 'server-error') throw new Error('this is one of its bad days');
    if (due?.mode === 'refuse')
      throw new PaymentError('refused', { zh: '支付服务现在不办理', en: 'The house does not do this now' });
    const done = await work();
    if (due?.mode === 'late')
      await delay(due.delayMs ?? USUAL_DELAY_MS, undefined, { signal: this.stopping });
    if (due?.mode === 'lost-answer') throw new AnswerLost();
    return answerOf({ ...done, ...strangeness(due?.mode) });
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

function strangeness(mode: PaymentHostileMode | undefined): Partial<StoredHold> {
  if (mode === 'strange-key') return { key: 'order:another' };
  return mode === 'strange-amount' ? { amount: 1 } : {};
}

function answerOf(stored: StoredHold): Answer {
  const hold = shown(stored);
  if (!hold) throw noSuchHold(stored.key);
  return { json: hold };
}
