/** Today's workflow code replays every history on record: orders that started under older code go on under this one. */
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { ReplayResult } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import '../support/order-world.js';
import { COMPANY, CONTACT, CREDIT_CODE, IDENTITY, MANAGER, PHONE_CHANNEL } from '../support/organizations.js';
import { replayAll } from '../support/replaying.js';
import { recordedHistories, type RecordedHistory } from './history-files.js';
import { SCENARIOS } from './scenarios.js';

const RECORDED = recordedHistories();

/** Whom the recorded orders name, and how these are reached. */
const PEOPLE = [
  COMPANY.fullName,
  COMPANY.address,
  COMPANY.landline.number,
  CREDIT_CODE,
  IDENTITY.number,
  ...[MANAGER, CONTACT].flatMap(({ name, phone, email }) => [name, phone, email, digitsOf(phone)]),
  ...(PHONE_CHANNEL.by === 'phone' ? [PHONE_CHANNEL.number, digitsOf(PHONE_CHANNEL.number)] : []),
];

async function replayTexts(texts: readonly string[]): Promise<ReplayResult[]> {
  const results = await replayAll(
    texts.map((text) => ({
      workflowId: 'certificate-order:replayed',
      history: historyFromJSON(JSON.parse(text)),
    })),
  );
  if (results.length !== texts.length) throw new Error(`Only ${results.length} histories were replayed.`);
  return results;
}

async function replay(text: string): Promise<ReplayResult> {
  const [result] = await replayTexts([text]);
  if (!result) throw new Error('Nothing was replayed.');
  return result;
}

it('every scenario has a history, and every history a scenario', () => {
  const names = SCENARIOS.map(({ name }) => name).sort();
  expect([...new Set(RECORDED.map(({ scenario }) => scenario))].sort()).toEqual(names);
});

describe('replays', () => {
  const results = new Map<string, ReplayResult | undefined>();
  beforeAll(async () => {
    const replayed = await replayTexts(RECORDED.map(({ text }) => text));
    RECORDED.forEach(({ file }, index) => results.set(file, replayed[index]));
  });

  it.each(RECORDED.map(({ file }) => file))('%s', (file) => {
    const result = results.get(file);
    expect(result).toBeDefined();
    expect(result?.error).toBeUndefined();
  });
});

describe('a tampered history', () => {
  it.each([
    ['another step was taken', '"name": "placeOrder"', '"name": "placeTwice"'],
    ['another step was local', '"activity_type":"recordProgress"', '"activity_type":"prepareCsr"'],
  ])('in which %s fails', async (_what, was, is) => {
    const { text } = historyOf('issued-by-auto-dns');
    const tampered = replaced(text, was, is);
    expect((await replay(tampered)).error).toBeInstanceOf(DeterminismViolationError);
  });
});

describe('a history on record has', () => {
  it.each(RECORDED.map((recorded) => [recorded.file, recorded] as const))(
    'nothing of people, secrets or the machine it was made on: %s',
    (_file, { text }) => {
      const readable = [text, ...payloadsIn(text)].join('\n');
      expect(readable).not.toMatch(
        /node_modules|file:\/\/|"stackTrace": "[^"]|PRIVATE KEY|[\w.]+@[\w.-]+\.[a-z]{2,}/,
      );
      expect(PEOPLE.filter((value) => readable.includes(value))).toEqual([]);
      expect(new Set(Array.from(text.matchAll(/"identity": "([^"]*)"/g), ([, who]) => who))).toEqual(
        new Set(['worker']),
      );
    },
  );
});

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-8);
}

function historyOf(scenario: string): RecordedHistory {
  const found = RECORDED.find((recorded) => recorded.scenario === scenario);
  if (!found) throw new Error(`No history of ${scenario} is on record.`);
  return found;
}

/** What arguments and results say, decoded. */
function payloadsIn(text: string): string[] {
  return Array.from(text.matchAll(/"data": "([^"]*)"/g), ([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  );
}

/** Also inside of payloads, which are base64; the first of them that has it. */
function replaced(text: string, was: string, is: string): string {
  if (text.includes(was)) return text.replace(was, is);
  const payload = payloadsIn(text).find((candidate) => candidate.includes(was));
  if (payload === undefined) throw new Error(`The history has no ${was}`);
  const encoded = Buffer.from(payload).toString('base64');
  return text.replace(encoded, Buffer.from(payload.replace(was, is)).toString('base64'));
}
