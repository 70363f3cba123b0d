/** The chain of an account's log: whatever is changed in an export is found, and where. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  chained,
  genesisOf,
  logLine,
  logLinesOf,
  verifyLog,
  type LogHead,
  type OperationEntry,
} from '../../../domain/accounts/operations-log.js';

function entry(index: number): OperationEntry {
  return {
    at: new Date(Date.UTC(2026, 10, 24) + index).toISOString(),
    actor: index % 2 ? '李雷' : 'ops',
    origin: 'cli@host',
    operation: 'order.cancel',
    subject: `ord_${index}`,
    details: { names: ['a.example', 'b.example'], asked: index },
    outcome: 'asked',
  };
}

function headOf(account: string, entries: readonly OperationEntry[]): LogHead {
  const last = chained(genesisOf(account), entries).at(-1);
  return last ? { account, count: last.sequence, head: last.hash } : genesisOf(account);
}

function exported(account: string, entries: readonly OperationEntry[]): string[] {
  const logged = chained(genesisOf(account), entries);
  return [...logged.map(logLine), logLine(headOf(account, entries))];
}

const ENTRIES = Array.from({ length: 12 }, (_, index) => entry(index));
const LINES = exported('shop', ENTRIES);
const CONTENT = Buffer.from(`${LINES.join('\n')}\n`);

function verdictOf(content: Uint8Array) {
  const lines = logLinesOf(content);
  return lines ? verifyLog(lines) : { verified: false };
}

describe('an exported log', () => {
  it('verifies as it was written, the empty one too', () => {
    expect(verdictOf(CONTENT)).toEqual({ verified: true, ...headOf('shop', ENTRIES) });
    expect(verifyLog(exported('shop', []))).toMatchObject({ verified: true, count: 0 });
  });

  it('fails with any one byte flipped, every byte of it tried', () => {
    const standing: number[] = [];
    for (let at = 0; at < CONTENT.length; at++) {
      const flipped = Buffer.from(CONTENT);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      if (verdictOf(flipped).verified) standing.push(at);
    }
    expect(standing).toEqual([]);
  });

  it('fails with any byte replaced by any other', () => {
    const place = fc.nat({ max: CONTENT.length - 1 });
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const flipped = Buffer.from(CONTENT);
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        return !verdictOf(flipped).verified;
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells the first broken entry and why', () => {
    const without = (index: number) => LINES.filter((_, at) => at !== index);
    const swapped = [...LINES.slice(0, 3), LINES[4] ?? '', LINES[3] ?? '', ...LINES.slice(5)];
    const others = exported('another', ENTRIES);
    const mixed = [...LINES.slice(0, 5), others[5] ?? '', ...LINES.slice(6)];
    const altered = LINES.map((line, at) => (at === 2 ? line.replace('ord_2', 'ord_7') : line));
    expect(verifyLog(without(5))).toEqual({ verified: false, sequence: 6, problem: 'gap' });
    expect(verifyLog(without(0))).toEqual({ verified: false, sequence: 1, problem: 'gap' });
    expect(verifyLog(swapped)).toEqual({ verified: false, sequence: 4, problem: 'reordered' });
    expect(verifyLog(mixed)).toEqual({ verified: false, sequence: 6, problem: 'foreign-account' });
    expect(verifyLog(altered)).toEqual({ verified: false, sequence: 3, problem: 'altered' });
    expect(verifyLog(LINES.slice(0, -1))).toEqual({ verified: false, sequence: 13, problem: 'head-missing' });
    expect(verifyLog(without(11))).toEqual({ verified: false, sequence: 12, problem: 'head-differs' });
    expect(verifyLog([...LINES.slice(0, 2), LINES[1] ?? '', ...LINES.slice(2)])).toMatchObject({
      problem: 'reordered',
    });
  });

  it('made anew without its tail stands by itself, and fails against a head that was noted', () => {
    const { head } = headOf('shop', ENTRIES);
    const shorter = exported('shop', ENTRIES.slice(0, -1));
    expect(verifyLog(shorter).verified).toBe(true);
    expect(verifyLog(shorter, { head })).toMatchObject({ verified: false, problem: 'head-not-found' });
    // An old note holds against a log that has grown since.
    const noted = headOf('shop', ENTRIES.slice(0, 4)).head;
    expect(verifyLog(LINES, { head: noted }).verified).toBe(true);
    const rewritten = exported('shop', ENTRIES.with(1, entry(77)));
    expect(verifyLog(rewritten, { head: noted })).toMatchObject({ problem: 'head-not-found' });
  });
});
