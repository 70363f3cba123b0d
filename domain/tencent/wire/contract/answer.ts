/** An answer held against the contract: programs of theirs that know types refuse the whole of an answer that has one wrong. */
import { fieldOf, type Contract, type Members } from './types.js';

/** Where the answer is not what the contract says, such as `DvAuthDetail.DvAuths.0.DvAuthKey: null`; empty where all fits. */
export function misfits(
  contract: Contract,
  action: string,
  answer: Readonly<Record<string, unknown>>,
): string[] {
  const members = contract.actions[action]?.output;
  return members === undefined ? [`${action}: no such action`] : ofObject(contract, members, answer, '');
}

function ofObject(contract: Contract, members: Members, given: object, path: string): string[] {
  const entries = Object.entries(given as Readonly<Record<string, unknown>>);
  const unknown = entries.filter(([name]) => !Object.hasOwn(members, name));
  const known = Object.entries(members).map(([name, notation]) => {
    const field = fieldOf(notation);
    const value = entries.find(([key]) => key === name)?.[1];
    return { field, value, at: path + name };
  });
  return [
    ...unknown.map(([name]) => `${path}${name}: unknown`),
    ...known.flatMap(({ field, value, at }) => {
      // What may be null may as well be left out.
      if (value === undefined) return field.nullable ? [] : [`${at}: absent`];
      if (value === null) return field.nullable ? [] : [`${at}: null`];
      if (!field.list) return ofValue(contract, field.kind, value, at);
      if (!Array.isArray(value)) return [`${at}: no list`];
      return value.flatMap((entry: unknown, index) => ofValue(contract, field.kind, entry, `${at}.${index}`));
    }),
  ];
}

function ofValue(contract: Contract, kind: string, value: unknown, at: string): string[] {
  const wrong = [`${at}: no ${kind}`];
  switch (kind) {
    case 'string':
    case 'datetime':
      return typeof value === 'string' ? [] : wrong;
    case 'uint64':
      return Number.isSafeInteger(value) && (value as number) >= 0 ? [] : wrong;
    case 'int64':
      return Number.isSafeInteger(value) ? [] : wrong;
    case 'bool':
      return typeof value === 'boolean' ? [] : wrong;
    default: {
      const members = contract.objects[kind];
      if (members === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
        return wrong;
      return ofObject(contract, members, value, `${at}.`);
    }
  }
}
