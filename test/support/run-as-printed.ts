/** Runs commands as they were printed, each where it was: what moves a subject on is run on another one that stands there as well. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CommandResult } from './command-line.js';
import { typed } from './typing-people.js';
import type { TypedWorld } from './typed-world.js';
import { until } from './until.js';

/** What commands say, in both languages. Fails where one of them does. */
export async function textsOf(where: TypedWorld, asked: readonly (readonly string[])[]): Promise<string> {
  const texts: string[] = [];
  for (const words of asked)
    for (const language of ['zh', 'en'] as const) {
      const { exitCode, stdout, stderr } = await where.type([...words, '--lang', language]);
      expect({ words, exitCode, stderr }).toEqual({ words, exitCode: 0, stderr: '' });
      texts.push(stdout);
    }
  return texts.join('\n');
}

/** What moves the order on gets one of its own: after it, nothing else stands where it was printed. */
const MOVES =
  /^sealflow (order (submit|repair|resubmit|phone-result|check)|letter upload|certificate revocation letter)/;

/** `another`: one more subject that stands where the commands were printed. */
export async function runEach(
  where: TypedWorld,
  commands: readonly string[],
  subject: string,
  another: (number: number) => Promise<string>,
  folder: string,
): Promise<void> {
  let number = 0;
  for (const command of commands) {
    const moves = MOVES.test(command);
    const id = moves ? await another((number += 1)) : subject;
    const { exitCode, stderr } = await runAsPrinted(
      where,
      command.replaceAll(subject, id),
      `${subject} ${number}`,
      folder,
    );
    expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 0, stderr: '' });
  }
}

/** `mark`: makes every paper that is handed in another one. */
export async function runAsPrinted(
  where: TypedWorld,
  command: string,
  mark: string,
  folder: string,
): Promise<CommandResult> {
  const words = typed(command, { folder: mkdtempSync(join(folder, 'desk-')), mark });
  // An order says where it stands a moment before it can be asked to look there.
  return await until(
    `an answer to ${command}`,
    async () => {
      const answer = await where.type(words, { ask: answerTo });
      return (answer.exitCode === 0 || !words.includes('check')) && answer;
    },
    10_000,
  ).catch(() => where.type(words));
}

let asked = 0;
/** A person at the terminal: names product, name and way of showing control; leaves the rest as it is, and agrees to the price. */
function answerTo(question: string): Promise<string> {
  asked += 1;
  const [, answer = ''] = ANSWERS.find(([words]) => words.test(question)) ?? [];
  return Promise.resolve(answer.replace('#', String(asked)));
}

const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^brand|^品牌/, 'trustasia'],
  [/^certificate type|^证书类型/, 'dv'],
  [/^names|域名/, 'asked-#.example.com'],
  [/^validation method|^验证方式/, 'manual-dns'],
  [/^Place the order|^确认下单/, 'yes'],
];
