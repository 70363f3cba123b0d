/** The values in an answer, as they are compared and shown: of the name that was asked for, and of no other. */
import type { Answer } from 'dns-packet';
import type { CaaRecord } from '../../domain/control/caa.js';

/** Lower case, without the trailing dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Where the CNAMEs in an answer lead from `name`; `name` itself where there are none, or where they go in a circle. */
export function endOfChain(answers: readonly Answer[], name: string): string {
  const start = plainName(name);
  const aliases = new Map(
    answers.flatMap((answer) =>
      answer.type === 'CNAME' ? [[plainName(answer.name), plainName(answer.data)]] : [],
    ),
  );
  const passed = new Set([start]);
  let current = start;
  for (let next = aliases.get(current); next !== undefined; next = aliases.get(current)) {
    if (passed.has(next)) return start;
    passed.add(next);
    current = next;
  }
  return current;
}

/** The answer to a question about `name`: what is at the end of its CNAMEs. What else a server sends along is nobody's. */
function recordsFor<Type extends Answer['type']>(answers: readonly Answer[], name: string, type: Type) {
  const end = endOfChain(answers, name);
  return answers.filter(
    (answer): answer is Extract<Answer, { type: Type }> =>
      answer.type === type && plainName(answer.name) === end,
  );
}

/** The TXT values, each with its character-strings joined: their split has no meaning (RFC 7208, section 3.3, and CAs). */
export function txtValues(answers: readonly Answer[], name: string): string[] {
  return recordsFor(answers, name, 'TXT').map(({ data }) =>
    Buffer.concat([data].flat().map((chunk) => Buffer.from(chunk))).toString(),
  );
}

/** The names that records of `type` at `name` point to. */
export function targetNames(answers: readonly Answer[], type: 'CNAME' | 'NS', name: string): string[] {
  return answers.flatMap((answer) =>
    (answer.type === 'CNAME' || answer.type === 'NS') &&
    answer.type === type &&
    plainName(answer.name) === plainName(name)
      ? [plainName(answer.data)]
      : [],
  );
}

/** Seconds; undefined where nothing of the type stands at the name itself. */
export function ttlOf(answers: readonly Answer[], type: 'TXT' | 'CNAME', name: string): number | undefined {
  return answers.flatMap((answer) =>
    answer.type === type && plainName(answer.name) === plainName(name) ? (answer.ttl ?? []) : [],
  )[0];
}

export function addressValues(answers: readonly Answer[], name: string): string[] {
  const end = endOfChain(answers, name);
  return answers.flatMap((answer) =>
    (answer.type === 'A' || answer.type === 'AAAA') && plainName(answer.name) === end ? [answer.data] : [],
  );
}

export function caaValues(answers: readonly Answer[], name: string): CaaRecord[] {
  return recordsFor(answers, name, 'CAA').map(({ data: { flags, tag, value } }) => ({
    flags: flags ?? 0,
    tag,
    value,
  }));
}
