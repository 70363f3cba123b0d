/** How far somebody has read: a snapshot of the database, as it travels in an event's id and comes back in `Last-Event-ID`. Pure. */
import { createHash } from 'node:crypto';

/** Which transactions' events are known: all before `xmin`, and those before `xmax` that were not under way. */
export interface Snapshot {
  readonly xmin: bigint;
  readonly xmax: bigint;
  readonly underWay: ReadonlySet<bigint>;
}

export interface Position extends Snapshot {
  /** Short name of the store in which the numbers mean something (db/statements/orders/events.ts). */
  readonly store: string;
  /** By the database's clock, milliseconds since the epoch: positions grow old. */
  readonly at: number;
}

/** Longer ones are given to nobody: headers are bounded. */
const LONGEST_ID = 1_000;
const ID =
  /^[\w-]{10}\.[0-9a-z]{1,10}\.[0-9a-z]{1,13}\.[0-9a-z]{1,13}(?:\.[0-9a-z]{1,13}(?:-[0-9a-z]{1,13})*)?$/;

/** As Postgres writes a pg_snapshot: `xmin:xmax:one,other`. */
export function snapshotFrom(text: string): Snapshot {
  const [xmin = '', xmax = '', list = ''] = text.split(':');
  return {
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    underWay: new Set(list.split(',').filter(Boolean).map(BigInt)),
  };
}

export function snapshotText({ xmin, xmax, underWay }: Snapshot): string {
  return `${xmin}:${xmax}:${sorted(underWay).join(',')}`;
}

export function isKnownAt({ xmin, xmax, underWay }: Snapshot, writtenBy: bigint): boolean {
  return writtenBy < xmin || (writtenBy < xmax && !underWay.has(writtenBy));
}

/**
 * On the way from one position to a later one, where of what was read at once these are told, and those are not yet. Exact: what is
 * named is told twice or missed by nobody; and short, since what comes later mostly has higher numbers as well.
 */
export function onTheWay(
  from: Snapshot,
  to: Position,
  told: Iterable<bigint>,
  untold: ReadonlySet<bigint>,
): Position {
  let xmax = from.xmax;
  for (const number of told) if (number >= xmax) xmax = number + 1n;
  if (untold.size === 0 || xmax > to.xmax) xmax = to.xmax;
  const underWay = new Set([...to.underWay, ...untold].filter((number) => number < xmax));
  return { ...to, xmin: sorted(underWay)[0] ?? xmax, xmax, underWay };
}

export function storeNamed(store: string): string {
  return createHash('sha256').update(store).digest('base64url').slice(0, 10);
}

/** Undefined where it would be too long: whoever is told nothing resumes from the id before, and hears some twice. */
export function idOf({ store, at, xmin, xmax, underWay }: Position): string | undefined {
  const others = sorted(underWay).map((number) => (number - xmin).toString(36));
  const parts = [store, at.toString(36), xmin.toString(36), (xmax - xmin).toString(36)];
  const id = [...parts, ...(others.length > 0 ? [others.join('-')] : [])].join('.');
  return id.length > LONGEST_ID ? undefined : id;
}

/** Undefined for what no id of ours is. */
export function positionIn(id: string): Position | undefined {
  if (id.length > LONGEST_ID || !ID.test(id)) return undefined;
  const [store = '', at = '', xmin = '', span = '', list = ''] = id.split('.');
  const first = fromBase36(xmin);
  const xmax = first + fromBase36(span);
  const underWay = new Set(
    list
      .split('-')
      .filter(Boolean)
      .map((number) => first + fromBase36(number)),
  );
  // A snapshot that Postgres would not take is none (xid8: 64 bits).
  const numbers = [...underWay];
  if (first < 1n || xmax >= 2n ** 63n || numbers.some((number) => number >= xmax)) return undefined;
  return { store, at: Number.parseInt(at, 36), xmin: first, xmax, underWay };
}

function fromBase36(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}

function sorted(numbers: Iterable<bigint>): bigint[] {
  return [...numbers].sort((one, other) => (one < other ? -1 : Number(one > other)));
}
