/** Exported logs of any length: the first broken line is told by its number, and no more of the file is held than a piece. */
import { describe, expect, it } from 'vitest';
import { LONGEST_LINE_BYTES, verifyLogFile } from '../../../client/cli/log-file.js';
import { chained, genesisOf, logLine, type LogHead } from '../../../domain/accounts/operations-log.js';

const COUNT = 20_000;
const LOGGED = chained(
  genesisOf('店铺'),
  Array.from({ length: COUNT }, (_, index) => ({
    at: new Date(Date.UTC(2026, 10, 24) + index).toISOString(),
    actor: '李雷',
    origin: 'cli@host',
    operation: 'order.cancel',
    subject: `ord_${index}`,
    details: { reason: '不再需要' },
    outcome: 'asked',
  })),
);
const HEAD: LogHead = { account: '店铺', count: COUNT, head: LOGGED.at(-1)?.hash ?? '' };
const LINES = [...LOGGED.map(logLine), logLine(HEAD)].map((line) => Buffer.from(`${line}\n`));
const CONTENT = Buffer.concat(LINES);

/** Of a size that cuts characters and lines in two; counted as they are asked for. */
function piecesOf(content: Buffer, size: number) {
  const asked = { count: 0 };
  function* pieces(): Generator<Buffer, void, undefined> {
    for (let from = 0; from < content.length; from += size) {
      asked.count += 1;
      yield content.subarray(from, from + size);
    }
  }
  return { asked, pieces: pieces() };
}

/** With another line in the place of one. */
function replaced(sequence: number, by: (line: Buffer) => Buffer): Buffer {
  return Buffer.concat(LINES.map((line, index) => (index === sequence - 1 ? by(line) : line)));
}

describe('a long exported log', () => {
  it.each([1_000_003, 65_536, 997])('verifies in pieces of %d bytes', (size) => {
    expect(verifyLogFile(piecesOf(CONTENT, size).pieces, { head: LOGGED[17]?.hash ?? '' })).toEqual({
      verified: true,
      ...HEAD,
    });
  });

  it.each([
    ['altered', (line: Buffer) => Buffer.from(line.toString().replace('order.cancel', 'order.cancem'))],
    ['unreadable', (line: Buffer) => Buffer.concat([line.subarray(0, 40), Buffer.from([0xff]), line])],
    ['unreadable', () => Buffer.from('\n')],
    ['unreadable', () => Buffer.from(`${'x'.repeat(LONGEST_LINE_BYTES * 2)}\n`)],
  ] as const)('broken in the middle: %s, by its number, and nothing is read behind it', (problem, broken) => {
    const { asked, pieces } = piecesOf(replaced(15_001, broken), 65_536);
    expect(verifyLogFile(pieces)).toEqual({ verified: false, sequence: 15_001, problem });
    expect(asked.count).toBeLessThan((CONTENT.length / 65_536) * 0.9 + LONGEST_LINE_BYTES / 65_536);
  });

  it('is read to its end where an entry is missing: it may have been moved', () => {
    const missing = replaced(12_000, () => Buffer.alloc(0));
    expect(verifyLogFile(piecesOf(missing, 65_536).pieces)).toEqual({
      verified: false,
      sequence: 12_000,
      problem: 'gap',
    });
    const moved = Buffer.concat([missing, LINES[11_999] ?? Buffer.alloc(0)]);
    expect(verifyLogFile(piecesOf(moved, 65_536).pieces)).toEqual({
      verified: false,
      sequence: 12_000,
      problem: 'reordered',
    });
  });

  it('that lost its end, or its last line break, is told by the number after its last entry', () => {
    const cut = CONTENT.subarray(0, -1);
    expect(verifyLogFile(piecesOf(cut, 65_536).pieces)).toMatchObject({
      sequence: COUNT + 1,
      problem: 'unreadable',
    });
    const headless = CONTENT.subarray(0, -(LINES.at(-1)?.length ?? 0));
    expect(verifyLogFile(piecesOf(headless, 65_536).pieces)).toMatchObject({
      sequence: COUNT + 1,
      problem: 'head-missing',
    });
    expect(verifyLogFile([])).toMatchObject({ sequence: 1, problem: 'head-missing' });
  });

  it('that never ends and has no line break is given up', () => {
    function* endless(): Generator<Buffer, void, undefined> {
      for (;;) yield Buffer.alloc(65_536);
    }
    expect(verifyLogFile(endless())).toEqual({ verified: false, sequence: 1, problem: 'unreadable' });
  });
});
