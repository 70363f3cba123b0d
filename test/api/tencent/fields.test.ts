/** Every field of every action wrong once, as the contract has them: their code for it, and the action is never begun. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TencentAction } from '../../../api/tencent/action.js';
import { ACTIONS as OFFERED } from '../../../api/tencent/actions/index.js';
import { SSL_CONTRACT } from '../../../domain/tencent/wire/contract/ssl.js';
import { TAG_CONTRACT } from '../../../domain/tencent/wire/contract/tag.js';
import { fieldOf, type Contract, type Members } from '../../../domain/tencent/wire/contract/types.js';
import { greatestLength, mostEntries, valuesOf } from '../../../domain/tencent/wire/contract/values.js';
import { inputOf } from '../../../domain/tencent/wire/contract/input.js';
import { sent, signedByHand, startTencentWorld, type TencentWorld } from './world.js';

type Json = Readonly<Record<string, unknown>>;

/** Whatever else is theirs is told not to be offered before a field is looked at. */
const ACTIONS = Object.keys(OFFERED);
let world: TencentWorld;
let now = Date.now();
let begun: Json[] = [];

beforeAll(async () => {
  const record: TencentAction = ({ input }) => {
    begun.push(input);
    return Promise.resolve({});
  };
  const actions = Object.fromEntries(ACTIONS.map((action) => [action, record]));
  world = await startTencentWorld(actions, { now: () => now, forgetful: true });
});

afterAll(() => world.stop());

/** Each call is a second after the one before. */
async function codeOf(
  action: string,
  parameters: unknown,
  { version }: Pick<Contract, 'version'> = SSL_CONTRACT,
): Promise<string | undefined> {
  now += 1_000;
  const timestamp = Math.floor(now / 1000);
  return (await sent(world, signedByHand(world.address, { action, parameters, timestamp, version }))).code;
}

function membersOf(contract: Contract, action: string): Members {
  return contract.actions[action]?.input ?? {};
}

/** A value that the contract takes. */
function right(contract: Contract, action: string, name: string, notation: string): unknown {
  const { kind, list } = fieldOf(notation);
  const values = valuesOf(action, name);
  const single = ((): unknown => {
    if (kind === 'string') return values?.[0] ?? 'text';
    if (kind === 'datetime') return '2026-03-01 08:00:00';
    if (kind === 'bool') return true;
    if (kind === 'uint64' || kind === 'int64') return Number(values?.[0] ?? 1);
    return rightOf(contract, action, contract.objects[kind] ?? {});
  })();
  return list ? [single] : single;
}

function rightOf(contract: Contract, action: string, members: Members): Json {
  return Object.fromEntries(
    Object.entries(members).map(([name, notation]) => [name, right(contract, action, name, notation)]),
  );
}

interface Wrong {
  readonly what: string;
  readonly value: unknown;
  readonly code: string;
}

/** Everything that a field of the contract does not take. */
function wrongs(action: string, name: string, notation: string): Wrong[] {
  const { kind, list } = fieldOf(notation);
  const singles = ((): Wrong[] => {
    const type = (value: unknown): Wrong => ({ what: 'another type', value, code: 'InvalidParameter' });
    const use = (what: string, value: unknown): Wrong => ({ what, value, code: 'InvalidParameterValue' });
    const values = valuesOf(action, name);
    switch (kind) {
      case 'string':
        return [
          type(7),
          type({ a: 1 }),
          use('too long', 'x'.repeat(greatestLength(name) + 1)),
          use('a character that nothing stores', 'a\u0000b'),
          use('half a character', 'a\ud800'),
          ...(values ? [use('another word', 'nonsense')] : []),
        ];
      case 'datetime':
        return [type(7), use('no time', 'yesterday'), use('no such day', '2026-13-45 00:00:00')];
      case 'bool':
        return [type(1), type('yes'), type([])];
      case 'uint64':
      case 'int64':
        return [
          type('seven'),
          type(true),
          use('no integer', 1.5),
          use('an integer past what is exact', 2 ** 60),
          ...(kind === 'uint64' ? [use('below zero', -1)] : []),
          ...(values ? [use('another number', 77)] : []),
        ];
      default:
        return [
          type('text'),
          type(7),
          { what: 'an unknown field', value: { Nothing: 1 }, code: 'UnknownParameter' },
        ];
    }
  })();
  if (!list) return [...singles, { what: 'a list', value: [], code: 'InvalidParameter' }];
  const most = mostEntries(action, name);
  const entry = kind === 'string' ? 'text' : kind.endsWith('int64') ? 1 : {};
  return [
    ...singles.map(({ what, value, code }) => ({ what: `an entry: ${what}`, value: [value], code })),
    { what: 'no list', value: 'text', code: 'InvalidParameter' },
    { what: 'an empty entry', value: [null], code: 'InvalidParameter' },
    { what: 'too many', value: Array(most + 1).fill(entry), code: 'InvalidParameterValue' },
  ];
}

describe.each(ACTIONS)('%s', (action) => {
  const members = membersOf(SSL_CONTRACT, action);
  const whole = rightOf(SSL_CONTRACT, action, members);
  const required = Object.keys(members).filter((name) => fieldOf(members[name] ?? '').required);

  it('takes a request with every field, and one with those that must be there', async () => {
    begun = [];
    expect(await codeOf(action, whole)).toBeUndefined();
    const needed = Object.fromEntries(required.map((name) => [name, whole[name]]));
    expect(await codeOf(action, needed)).toBeUndefined();
    expect(begun).toEqual([whole, needed]);
  });

  it('refuses each field that must be there and is not, and one that it does not know', async () => {
    begun = [];
    for (const name of required) {
      const { [name]: _left, ...rest } = whole;
      expect([name, await codeOf(action, rest)]).toEqual([name, 'MissingParameter']);
      expect([name, await codeOf(action, { ...rest, [name]: null })]).toEqual([name, 'MissingParameter']);
    }
    expect(await codeOf(action, { ...whole, Nothing: 1 })).toBe('UnknownParameter');
    expect(begun).toEqual([]);
  });

  it('refuses each field that is wrong', async () => {
    begun = [];
    for (const [name, notation] of Object.entries(members)) {
      for (const { what, value, code } of wrongs(action, name, notation)) {
        const given = [name, what, await codeOf(action, { ...whole, [name]: value })];
        expect(given).toEqual([name, what, code]);
      }
    }
    expect(begun).toEqual([]);
  });
});

describe.each(Object.keys(TAG_CONTRACT.actions))('%s of the tag service', (action) => {
  const members = membersOf(TAG_CONTRACT, action);
  const whole = rightOf(TAG_CONTRACT, action, members);

  it('refuses each field that is missing, unknown or wrong', async () => {
    for (const [name, notation] of Object.entries(members)) {
      const { [name]: _left, ...rest } = whole;
      if (fieldOf(notation).required)
        expect([name, await codeOf(action, rest, TAG_CONTRACT)]).toEqual([name, 'MissingParameter']);
      for (const { what, value, code } of wrongs(action, name, notation)) {
        const given = [name, what, await codeOf(action, { ...whole, [name]: value }, TAG_CONTRACT)];
        expect(given).toEqual([name, what, code]);
      }
    }
    expect(await codeOf(action, { ...whole, Nothing: 1 }, TAG_CONTRACT)).toBe('UnknownParameter');
  });
});

describe('what is given loosely', () => {
  const read = (action: string, given: Json): Json => inputOf(SSL_CONTRACT, action, given, ({ en }) => en);

  it('is read as it is meant', () => {
    expect(
      read('DescribeCertificates', { Offset: '0', Limit: '20', ExpirationSort: 'asc', FilterSource: '' }),
    ).toEqual({
      Offset: 0,
      Limit: 20,
      ExpirationSort: 'ASC',
    });
    expect(
      read('ReplaceCertificate', { CertificateId: 'a', ValidType: 'dns_auto', CsrType: 'Original' }),
    ).toEqual({
      CertificateId: 'a',
      ValidType: 'DNS_AUTO',
      CsrType: 'original',
    });
    expect(read('DeleteCertificate', { CertificateId: 'a', IsCheckResource: 'True' })).toEqual({
      CertificateId: 'a',
      IsCheckResource: true,
    });
    expect(read('ModifyCertificateAlias', { CertificateId: 'a', Alias: '' })).toEqual({
      CertificateId: 'a',
      Alias: '',
    });
  });

  it('of the tag service is held against its own contract', () => {
    const tags = { Resource: 'qcs::ssl:::certificate/a', ReplaceTags: [{ TagKey: 'k', TagValue: 'v' }] };
    expect(inputOf(TAG_CONTRACT, 'ModifyResourceTags', tags, ({ en }) => en)).toEqual(tags);
    const lacking = { ...tags, ReplaceTags: [{ TagKey: 'k' }] };
    expect(() => inputOf(TAG_CONTRACT, 'ModifyResourceTags', lacking, ({ en }) => en)).toThrow(
      'The request is missing a required parameter `ReplaceTags.0.TagValue`.',
    );
  });
});
