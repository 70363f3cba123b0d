/** The one reader of bodies that others send: up to a limit, and not a byte further. */

export interface LimitedBody {
  /** All of it, or its beginning: never more than the limit. */
  readonly bytes: Uint8Array;
  /** False where there was more. */
  readonly whole: boolean;
}

/**
 * Reads at most `mostBytes` of a body, as it comes: of a `Response`, that is after decompression. What is left is not waited
 * for: the stream is cancelled, which hangs up. Rejects where the stream breaks off.
 */
export async function readUpTo(
  body: AsyncIterable<Uint8Array> | null | undefined,
  mostBytes: number,
): Promise<LimitedBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of body ?? NOTHING) {
    const room = mostBytes - length;
    whole = chunk.length <= room;
    chunks.push(whole ? chunk : chunk.subarray(0, room));
    length += Math.min(chunk.length, room);
    // Leaving the loop cancels a web stream and destroys a Node one.
    if (!whole) break;
  }
  return { bytes: joined(chunks, length), whole };
}

const NOTHING: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** As UTF-8; what is none becomes U+FFFD, a byte order mark is left out. */
export function textOf({ bytes }: LimitedBody): string {
  return new TextDecoder().decode(bytes);
}
