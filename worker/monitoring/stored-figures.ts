/** What Postgres tells of the installation, read when somebody scrapes and not more often than it is worth. */
import { createDatabase, type Database } from '../../db/database.js';
import {
  loadFigures,
  loadMostFreePlaces,
  type Figure,
  type FigureName,
} from '../../db/statements/figures.js';
import { FREE_PLACES } from '../../domain/catalogue/free-places.js';
import {
  FIGURES_EVERY_MS,
  FIGURES_REST_SHARE,
  FIGURES_TIMEOUT_MS,
  FREE_PLACES_EVERY_MS,
} from '../../domain/monitoring.js';
import { PARTY_OF, type Wait } from '../../domain/waits.js';
import type { STORED } from './metrics.js';

export type Labels = Readonly<Record<string, string>>;

/** What one metric says: each set of labels with its value. */
export interface Reading {
  readonly metric: keyof typeof STORED;
  readonly labels: Labels;
  readonly value: number;
}

export interface StoredFiguresOptions {
  readonly database: Database;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Milliseconds between two readings; default: domain/monitoring.ts. */
  readonly everyMs?: number;
  readonly freePlacesEveryMs?: number;
  /** A reading that took long is repeated after so many times as long. */
  readonly restShare?: number;
}

/** A connection of its own: figures neither wait in line for those of steps, nor hold one of them up. */
export function openFiguresDatabase(databaseUrl: string): Database {
  return createDatabase(databaseUrl, {
    maxConnections: 1,
    connectTimeoutMs: FIGURES_TIMEOUT_MS,
    statementTimeoutMs: FIGURES_TIMEOUT_MS,
    lineTimeoutMs: FIGURES_TIMEOUT_MS,
  });
}

export class StoredFigures {
  /** Undefined before the first reading. */
  up: boolean | undefined;
  #readings: readonly Reading[] = [];
  #readAt: number | undefined;
  #nextAt = 0;
  #underWay: Promise<void> | undefined;
  #freePlaces: { readonly at: number; readonly readings: readonly Reading[] } | undefined;
  readonly #seen = new Map<string, Omit<Reading, 'value'>>();
  readonly #database: Database;
  readonly #clock: () => number;
  readonly #everyMs: number;
  readonly #freePlacesEveryMs: number;
  readonly #restShare: number;

  constructor({
    database,
    clock = Date.now,
    everyMs = FIGURES_EVERY_MS,
    freePlacesEveryMs = FREE_PLACES_EVERY_MS,
    restShare = FIGURES_REST_SHARE,
  }: StoredFiguresOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#freePlacesEveryMs = freePlacesEveryMs;
    this.#restShare = restShare;
  }

  /**
   * Reads anew where it is time. Resolves within `FIGURES_TIMEOUT_MS`, whatever Postgres does, and throws nothing: where it does
   * not tell, `up` says so and the readings are gone, since yesterday's numbers would pass for today's.
   */
  async refresh(): Promise<void> {
    if (performance.now() < this.#nextAt) return;
    this.#underWay ??= this.#read().finally(() => (this.#underWay = undefined));
    const late = await Promise.race([this.#underWay.then(() => false), timeIsUp(FIGURES_TIMEOUT_MS)]);
    if (late) this.#fail();
  }

  get readings(): readonly Reading[] {
    return this.#readings;
  }

  /** Undefined where nothing was read yet. */
  get ageSeconds(): number | undefined {
    return this.#readAt === undefined ? undefined : (performance.now() - this.#readAt) / 1000;
  }

  async #read(): Promise<void> {
    const began = performance.now();
    try {
      const now = this.#clock();
      const figures = await loadFigures(this.#database, now);
      const freePlaces = await this.#readFreePlaces(now);
      this.#readings = this.#withThoseGone([...figures.flatMap(readingsOf), ...freePlaces]);
      this.#readAt = performance.now();
      this.up = true;
    } catch {
      this.#fail();
    }
    const took = performance.now() - began;
    this.#nextAt = performance.now() + Math.max(this.#everyMs, took * this.#restShare);
  }

  #fail(): void {
    this.up = false;
    this.#readings = [];
  }

  async #readFreePlaces(now: number): Promise<readonly Reading[]> {
    const known = this.#freePlaces;
    if (known && performance.now() - known.at < this.#freePlacesEveryMs) return known.readings;
    const { ofAccount, ofDomain } = await loadMostFreePlaces(this.#database, now);
    const readings: Reading[] = [
      { metric: 'freePlacesTaken', labels: { of: 'account' }, value: ofAccount },
      { metric: 'freePlacesTaken', labels: { of: 'domain' }, value: ofDomain },
      { metric: 'freePlacesLimit', labels: { of: 'account' }, value: FREE_PLACES.perAccount },
      { metric: 'freePlacesLimit', labels: { of: 'domain' }, value: FREE_PLACES.perRegistrableDomain },
    ];
    this.#freePlaces = { at: performance.now(), readings };
    return readings;
  }

  /** What was counted before and is no more is 0, not the number of then, and not a gap that hides a rise. */
  #withThoseGone(readings: readonly Reading[]): Reading[] {
    const told = new Set(readings.map(keyOf));
    const gone = [...this.#seen].filter(([key]) => !told.has(key)).map(([, one]) => ({ ...one, value: 0 }));
    for (const reading of readings)
      this.#seen.set(keyOf(reading), { metric: reading.metric, labels: reading.labels });
    return [...readings, ...gone];
  }
}

function keyOf({ metric, labels }: Omit<Reading, 'value'>): string {
  return JSON.stringify([metric, labels]);
}

/** True after so many milliseconds. */
function timeIsUp(ms: number): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(true), ms).unref());
}

const READ: Readonly<Record<FigureName, (figure: Figure) => readonly Reading[]>> = {
  orders: (figure) => {
    const labels = { state: figure.word ?? 'none', ...waitOf(figure) };
    return [
      { metric: 'orders', labels, value: figure.count },
      { metric: 'ordersOldest', labels, value: figure.oldestSeconds ?? 0 },
      { metric: 'ordersPastDeadline', labels, value: figure.pastDeadline ?? 0 },
    ];
  },
  'orders-unstarted': ({ count }) => [{ metric: 'ordersUnstarted', labels: {}, value: count }],
  revocations: (figure) => {
    const labels = waitOf(figure);
    return [
      { metric: 'revocations', labels, value: figure.count },
      { metric: 'revocationsPastDeadline', labels, value: figure.pastDeadline ?? 0 },
    ];
  },
  notices: ({ word, count, oldestSeconds }) => {
    const labels = { channel: word ?? 'none' };
    return [
      { metric: 'noticesUndelivered', labels, value: count },
      { metric: 'noticesOldest', labels, value: oldestSeconds ?? 0 },
    ];
  },
  'payments-owed': ({ word, count, amount, oldestSeconds }) => {
    const labels = { currency: word ?? 'none' };
    return [
      { metric: 'paymentsOwed', labels, value: count },
      { metric: 'moneyOwed', labels, value: (amount ?? 0) / 100 },
      { metric: 'moneyOwedOldest', labels, value: oldestSeconds ?? 0 },
    ];
  },
  'certificates-unsucceeded': ({ word, count }) => [
    { metric: 'certificatesUnsucceeded', labels: { successor: word ?? 'none' }, value: count },
  ],
  'closed-values': ({ word, count }) => [
    { metric: 'closedValues', labels: { table: word ?? 'none' }, value: count },
  ],
};

function readingsOf(figure: Figure): readonly Reading[] {
  return READ[figure.figure](figure);
}

/** An order between two waits is nobody's: `none`. A word that this version does not know is one of a newer one. */
function waitOf({ waitingOn }: Figure): { readonly waiting_on: string; readonly party: string } {
  const parties: Readonly<Record<string, string | undefined>> = PARTY_OF satisfies Record<Wait, string>;
  return { waiting_on: waitingOn ?? 'none', party: (waitingOn && parties[waitingOn]) ?? 'none' };
}
