/** The values in an answer, as they are compared and shown. */
import type { Answer } from 'dns-packet';
import type { CaaRecord } from '../../domain/control/caa.js';
import { CNAME_CHAIN_LIMIT } from '../../domain/control/look-limits.js';

/** Lower case, without the trailing dot. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Where the CNAMEs in an answer lead from `name`; `name` itself where there are none. */
export function endOfChain(answers: readonly Answer[], name: string): string {
  let current = plainName(name);
  for (let hop = 0; hop < CNAME_CHAIN_LIMIT; hop += 1) {
    const alias = answers.find((answer) => answer.type === 'CNAME' && plainName(answer.name) === current);
    if (alias?.type !== 'CNAME') break;
    current = plainName(alias.data);
  }
  return current;
}

/** The TXT values, each with its character-strings joined: their split has no meaning (RFC 7208, section 3.3, and CAs). */
export function txtValues(answers: readonly Answer[]): string[] {
  return answers.flatMap((answer) =>
    answer.type === 'TXT'
      ? [Buffer.concat([answer.data].flat().map((chunk) => Buffer.from(chunk))).toString()]
      : [],
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

export function addressValues(answers: readonly Answer[]): string[] {
  return answers.flatMap((answer) => (answer.type === 'A' || answer.type === 'AAAA' ? [answer.data] : []));
}

export function caaValues(answers: readonly Answer[]): CaaRecord[] {
  return answers.flatMap((answer) =>
    answer.type === 'CAA'
      ? [{ flags: answer.data.flags ?? 0, tag: answer.data.tag, value: answer.data.value }]
      : [],
  );
}
