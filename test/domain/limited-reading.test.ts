// A body is read up to its limit, and whoever sends more is hung up on.
import { describe, expect, it } from 'vitest';
import { readUpTo, textOf } from '../../domain/limited-reading.js';

function stream(chunks: readonly string[]) {
  let cancelled = false;
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = left.shift();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, isCancelled: () => cancelled, left: () => left.length };
}

describe('a body', () => {
  it.each([
    [['abc', 'def'], 7],
    [['abc', 'def'], 6],
    [[], 0],
  ])('of %j is read whole where the limit is %i bytes', async (chunks, limit) => {
    const { body, isCancelled } = stream(chunks);
    const read = await readUpTo(body, limit);
    expect({ text: textOf(read), whole: read.whole }).toEqual({ text: chunks.join(''), whole: true });
    expect(isCancelled()).toBe(false);
  });

  it('with one byte too many is read to the limit, and cancelled: nothing more is fetched', async () => {
    const { body, isCancelled, left } = stream(['abc', 'def', 'ghi', 'jkl']);
    const read = await readUpTo(body, 5);
    expect({ text: textOf(read), whole: read.whole }).toEqual({ text: 'abcde', whole: false });
    expect(isCancelled()).toBe(true);
    expect(left()).toBe(2);
  });

  it('that is absent is empty', async () => {
    expect(await readUpTo(null, 5)).toEqual({ bytes: new Uint8Array(), whole: true });
  });

  it('that breaks off is no body', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    await expect(readUpTo(broken, 5)).rejects.toThrow('reset');
  });

  it('is UTF-8: a byte order mark is left out, what is no character becomes U+FFFD', () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]);
    expect(textOf({ bytes, whole: true })).toBe('a\ufffd');
  });
});
