/** Sorted runs read as one: what comes in pages is put in order without sorting all of it in one piece. */

/** Below zero where the first one comes first. */
export type Order<Item> = (one: Item, other: Item) => number;

/**
 * The items of all runs in order, made as they are taken. Each run is in order itself; of equal items that of the earlier run
 * comes first. An item costs as many comparisons as the number of runs has binary digits, times two at most.
 */
export function* mergedRuns<Item>(runs: readonly (readonly Item[])[], order: Order<Item>): Iterable<Item> {
  const heads: Head<Item>[] = [];
  runs.forEach((run, index) => {
    const [item] = run;
    // Pushed from first to last, sifted from the middle up to the top: a heap in linear time.
    if (item !== undefined) heads.push({ item, run, index, at: 0 });
  });
  const isBefore = (one: Head<Item>, other: Head<Item>) =>
    (order(one.item, other.item) || one.index - other.index) < 0;
  for (let at = (heads.length >> 1) - 1; at >= 0; at--) siftDown(heads, at, isBefore);
  for (let first = heads[0]; first; first = heads[0]) {
    yield first.item;
    advance(heads, first);
    siftDown(heads, 0, isBefore);
  }
}

/** Where a run is read, in a heap whose first place has what comes next. */
interface Head<Item> {
  readonly run: readonly Item[];
  readonly index: number;
  item: Item;
  at: number;
}

/** The next item of the first run takes its place; of a run that is read to its end, the last head does. */
function advance<Item>(heads: Head<Item>[], first: Head<Item>): void {
  first.at += 1;
  const next = first.run[first.at];
  if (next !== undefined) {
    first.item = next;
    return;
  }
  const last = heads.pop();
  if (last && last !== first) heads[0] = last;
}

function siftDown<Item>(
  heads: Head<Item>[],
  from: number,
  isBefore: (one: Head<Item>, other: Head<Item>) => boolean,
): void {
  for (let at = from; ;) {
    let first = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const [one, other] = [heads[child], heads[first]];
      if (one && other && isBefore(one, other)) first = child;
    }
    const [moved, head] = [heads[first], heads[at]];
    if (first === at || !moved || !head) return;
    heads[at] = moved;
    heads[first] = head;
    at = first;
  }
}
