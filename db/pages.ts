/** A long read in pages: each begins after the last row of the one before, and none holds more than a bounded number of rows. */

/**
 * Pages in the order in which `read` gives them. While one is worked on the next one is on its way, so that database and
 * program work side by side; never more than that. `read` gets the last row of the page before and resolves to at most `limit`
 * rows; a shorter page is the last one. Throws what `read` throws.
 */
export async function* inPages<Row>(
  limit: number,
  read: (after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[], void, undefined> {
  let coming: Promise<readonly Row[]> | undefined = read(undefined);
  while (coming) {
    const page: readonly Row[] = await coming;
    const last = page.at(-1);
    coming = last !== undefined && page.length >= limit ? read(last) : undefined;
    // Who stops reading early never asks for it: its failure is nobody's then.
    coming?.catch(() => undefined);
    if (page.length > 0) yield page;
  }
}
