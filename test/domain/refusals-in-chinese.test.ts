/** Every refusal of the rules is told in Chinese, each field by its name and its code; in English as programs know it. */
import { describe, expect, it } from 'vitest';
import { createLogVerifier } from '../../domain/accounts/operations-log.js';
import { refusalOfFreeNames } from '../../domain/catalogue/free-names.js';
import {
  refusalOfFreeReissue,
  refusalOfFreeRenewal,
  refusalOfPlace,
} from '../../domain/catalogue/free-places.js';
import { catalogueRow } from '../../domain/catalogue/products.js';
import { BRANDS, CERTIFICATE_TYPES, VALIDATION_METHODS } from '../../domain/catalogue/words.js';
import { readCsrPem } from '../../domain/certificates/csr-pem.js';
import { readOwnCertificate } from '../../domain/certificates/own.js';
import { refusalOfMethod } from '../../domain/control/methods.js';
import { CERTIFICATE_KINDS } from '../../domain/names/kinds.js';
import { parseNames } from '../../domain/names/name-list.js';
import { checkOrder } from '../../domain/orders/checks.js';
import { parseDraft, parseOrderForm } from '../../domain/orders/form.js';
import { changedLabels, refuseUnusableSearch } from '../../domain/orders/labels.js';
import { termsFor } from '../../domain/orders/terms.js';
import { parseChannel, parseCompany, parsePerson } from '../../domain/organization/input.js';
import {
  LETTER_PROBLEMS,
  LETTER_RULES,
  refusalOfContent,
  refusalOfLetter,
} from '../../domain/organization/letter-rules.js';
import { judgeNextLetter } from '../../domain/organization/letter-succession.js';
import { refusalOfOrganizationReuse } from '../../domain/organization/reuse.js';
import { ORGANIZATION_PARTS, refusalOfRepair } from '../../domain/organization/ways.js';
import { refusalOfSuccession, type Succeeded } from '../../domain/plans/succession-rules.js';
import { Refusal, type RefusalDetails } from '../../domain/refusals.js';
import { noLetterOfRevocation } from '../../domain/revocation/rules.js';
import { faultsOfChinese } from './chinese-of.js';

type Told = Refusal | RefusalDetails;

const PERSON = {
  name: '王小明',
  department: '信息部',
  position: '工程师',
  phone: '010-12345678',
  email: 'wang@example.com',
  identity: { kind: 'id-card', number: '110101199003070000' },
};
const COMPANY = {
  fullName: '例子有限公司',
  department: '法务部',
  country: 'CN',
  province: '北京',
  city: '北京',
  address: '中关村大街 1 号',
  landline: { areaCode: '010', number: '12345678' },
  registration: { kind: 'other', number: '1' },
};
const CHANNEL = {
  by: 'email',
  address: 'info@example.com',
  source: 'official-site',
  where: 'www.example.com',
};
const FORM = {
  brand: 'trustasia',
  type: 'ov',
  names: ['example.com'],
  validation: 'manual-dns',
  csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha384' },
  keyPassword: 'correct-horse',
  company: COMPANY,
  manager: PERSON,
  contact: PERSON,
  organizationCheck: CHANNEL,
  reuseOrganizationOf: 'ord_1',
  reuseConfiguration: true,
  alias: 'shop',
  tags: [{ key: 'team', value: 'web' }],
  project: 'shop',
  notificationEmail: 'ops@example.com',
  planYears: 1,
  autoRenew: true,
  reissueBeforeDays: 14,
};

/** Missing, of another kind, empty, too long, too small, too many, and full of what no field takes. */
const WRONG: readonly unknown[] = [
  ...[
    undefined,
    null,
    7,
    1.5,
    -1,
    99,
    true,
    '',
    ' ',
    'no such',
    'x'.repeat(2000),
    'UK',
    'a\u202eb',
    '\u200b',
  ],
  ...[{}, [], ['\0'], [7], Array.from({ length: 51 }, (_, at) => ({ key: `k${at}`, value: '' }))],
  ...['12345', 'e\u0301'.repeat(6), 'two words', `${'x'.repeat(65)}@example.com`, `a@${'x'.repeat(64)}.com`],
  ...[
    { mode: 'paste', pem: '-\0-\0-\0-\0-\0B\0E\0G\0I\0N\0 \0' },
    { mode: 'paste', pem: 'MIIB' },
  ],
];

/** The form with each of its parts, at any depth, wrong in each way; and with a field that it does not have. */
function* spoilt(whole: unknown): Generator {
  yield* WRONG;
  if (typeof whole !== 'object' || whole === null) return;
  if (!Array.isArray(whole)) yield { ...whole, colour: 'red' };
  for (const [key, part] of Object.entries(whole))
    for (const wrong of spoilt(part))
      yield Array.isArray(whole) ? whole.with(Number(key), wrong) : { ...whole, [key]: wrong };
}

function toldBy(attempt: () => unknown): Told[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error, ...error.others];
    throw error;
  }
}

function faultsOf(told: readonly Told[]): string[] {
  return [...new Set(told.flatMap(faultsOfChinese))];
}

describe('a form', () => {
  it.each<[string, (input: unknown) => unknown, object, number]>([
    ['of an order', parseOrderForm, FORM, 100],
    ['of a draft', parseDraft, { brand: 'trustasia', type: 'dv' }, 5],
    ['of a company', parseCompany, COMPANY, 30],
    ['of a contact', parsePerson, PERSON, 25],
    ['of a channel', parseChannel, CHANNEL, 10],
  ])('%s', (_name, parse, whole, fewest) => {
    const told = [...spoilt(whole)].flatMap((input) => toldBy(() => parse(input)));
    expect(faultsOf(told)).toEqual([]);
    // Whoever sees the form finds the field by its name, whoever writes a file by its code.
    const unnamed = told.filter(
      ({ field, message, chinese }) =>
        field !== undefined &&
        !message.includes(' is not a field of ') &&
        !chinese.message.includes(`(${field})`),
    );
    expect(unnamed.map(({ message }) => message)).toEqual([]);
    expect(new Set(told.map(({ chinese }) => chinese.message)).size).toBeGreaterThan(fewest);
  });

  it.each<[string, object]>([
    ['a product that is not sold', { brand: 'wotrus', type: 'ov-pro' }],
    ['names of another kind', { type: 'dv-free', names: ['a.example.com', 'b.example.com'] }],
    ['names that are none', { names: ['*.*.example.com', 'exa_mple.com', '10.0.0.1', 'example.com.'] }],
    ['a file for a wildcard', { names: ['*.example.com'], validation: 'file' }],
    ['a key of another product', { brand: 'dnspod-sm2', csr: { mode: 'generate', algorithm: 'rsa-2048' } }],
    ['what CFCA asks', { brand: 'cfca', company: { ...COMPANY, registration: undefined } }],
    ['nobody', { company: undefined, manager: undefined, contact: 'same-as-manager' }],
    ['no channel', { organizationCheck: undefined }],
    ['a channel that nobody asks for', { brand: 'wotrus' }],
    ['a channel without a place', { organizationCheck: { ...CHANNEL, where: undefined } }],
    ['another’s site', { organizationCheck: { ...CHANNEL, where: 'www.example.net' } }],
    ['no platform', { organizationCheck: { ...CHANNEL, source: 'other-public', where: undefined } }],
    ['a check where there is none', { type: 'dv', reuseOrganizationOf: 'ord_1' }],
    ['a tag twice', { tags: [FORM.tags[0], FORM.tags[0]] }],
    ['too many years', { brand: 'trustasia', type: 'dv-free', planYears: 3 }],
  ])('as a whole: %s', (_name, changes) => {
    const told = toldBy(() => checkOrder(parseOrderForm({ ...FORM, ...changes })));
    expect(told.length).toBeGreaterThan(0);
    expect(faultsOf(told)).toEqual([]);
  });
});

const NAMES = [
  ...['', 'a b.com', 'x'.repeat(1001), `${'a.'.repeat(110)}example.com`, `${'a'.repeat(64)}.com`],
  `${'abcdefghi.'.repeat(26)}com`,
  ...'a_b.example.com a..com .com 1.2.3 xn--a.com a.*.com *.*.com -a.com a--b-.com host.test intranet'.split(
    ' ',
  ),
  ...'host.nosuchzone co.uk 10.0.0.1 127.0.0.1 169.254.1.1 100.64.0.1 0.0.0.0 224.0.0.1 8.8.8.8'.split(' '),
  ...'255.255.255.255 192.0.2.1 168.63.129.16 240.0.0.1 :: fd00::1 fec0::1 ::ffff:8.8.8.8'.split(' '),
  ...'fe80::1%eth0 4000::1 2001:db8::1 example.com EXAMPLE.com'.split(' '),
];

const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;
const FOLLOWED: Succeeded = {
  source: 'ordered',
  isFree: false,
  notAfter: NOW + 90 * DAY,
  revoked: false,
  revocationUnderWay: false,
  replacedBy: null,
  planEndsAt: NOW + 90 * DAY,
  successorUnderWay: null,
  reissues: 0,
};

function nextAfter(status: 'stored' | 'handed-in' | 'accepted' | 'rejected' | 'refused', sha256: string) {
  const earlier = { version: 1, sha256: 'a', status, handingInAt: status === 'stored' ? '2026-11-27' : null };
  return (['confirmation-letter', 'application-form', 'revocation-letter'] as const).flatMap((document) =>
    (['until-accepted', 'one', 'one-taken'] as const).flatMap((uploads) => {
      const judged = judgeNextLetter({ document, uploads, sha256, askedAgain: false }, [earlier]);
      return typeof judged === 'object' && 'refusal' in judged ? [judged.refusal] : [];
    }),
  );
}

const RULES: Readonly<Record<string, () => readonly (Told | undefined)[]>> = {
  names: () => [
    ...[[], NAMES, NAMES.slice(0, 50).flatMap((name) => [name, name, name])].flatMap(
      (names) => parseNames(names).problems,
    ),
  ],
  'free names': () => refusalOfFreeNames(['a.edu.cn', 'b.org']),
  'free places': () => {
    const places = (taken: number, nextReleaseAt?: number) => ({ taken, nextReleaseAt });
    const at = { account: 'a', registrableDomain: 'example.com' };
    return [
      refusalOfPlace(at, { ofAccount: places(50), ofDomain: places(20, NOW) }),
      refusalOfPlace(at, { ofAccount: places(50), ofDomain: places(1) }),
      refusalOfFreeRenewal(),
      refusalOfFreeReissue(1),
    ];
  },
  products: () =>
    BRANDS.flatMap((brand) =>
      CERTIFICATE_TYPES.flatMap((type) =>
        CERTIFICATE_KINDS.flatMap((kind) => [
          ...toldBy(() => catalogueRow(brand, type, kind)),
          ...toldBy(() => termsFor(brand, type, kind, 9)),
        ]),
      ),
    ),
  methods: () =>
    VALIDATION_METHODS.flatMap((method) =>
      [['*.example.com'], ['8.8.8.8'], ['*.example.com', '8.8.8.8'], ['example.com']].map((names) =>
        refusalOfMethod(method, names, {
          validationMethods: VALIDATION_METHODS.filter((other) => other !== method || names.length > 1),
        }),
      ),
    ),
  repairs: () =>
    ORGANIZATION_PARTS.flatMap((part) => [
      refusalOfRepair(part, undefined, false),
      refusalOfRepair(part, termsFor('geotrust', 'ov', 'single'), true),
      refusalOfRepair(part, termsFor('wotrus', 'ov', 'single'), false),
      ...(part === 'letter' ? [refusalOfRepair(part, termsFor('geotrust', 'ov', 'single'), false)] : []),
    ]),
  letters: () => [
    ...LETTER_PROBLEMS.map((problem) => refusalOfContent(LETTER_RULES['confirmation-letter'], problem)),
    ...(
      [
        'public-record',
        'two-emails',
        'phone-and-mailbox',
        'confirmation-letter',
        'application-form',
        undefined,
      ] as const
    ).flatMap((way) =>
      [0, 10, 2_000_000, 20_000].flatMap((sizeBytes) =>
        [undefined, 'text/plain'].map((contentType) =>
          refusalOfLetter({ way, brand: 'geotrust', type: 'ov' }, { contentType, sizeBytes }),
        ),
      ),
    ),
    ...(['stored', 'handed-in', 'accepted', 'rejected', 'refused'] as const).flatMap((status) => [
      ...nextAfter(status, 'a'),
      ...nextAfter(status, 'b'),
    ]),
    ...BRANDS.map((brand) => noLetterOfRevocation({ brand, type: 'dv' })),
  ],
  'checks of a company that are taken again': () => {
    const wanted = { brand: 'geotrust', certificateType: 'ev', way: 'public-record' } as const;
    const checked = { ...wanted, companyKey: 'a', validatedAt: new Date(NOW - 500 * DAY) };
    const at = new Date(NOW);
    return [
      ...(['two-emails', 'confirmation-letter', 'phone-and-mailbox'] as const).map((way) =>
        refusalOfOrganizationReuse({ ...wanted, way }, checked, 'a', at),
      ),
      refusalOfOrganizationReuse(wanted, undefined, 'a', at),
      refusalOfOrganizationReuse(wanted, { ...checked, brand: 'trustasia' }, 'a', at),
      refusalOfOrganizationReuse(wanted, { ...checked, certificateType: 'ov' }, 'a', at),
      refusalOfOrganizationReuse(wanted, checked, 'b', at),
      refusalOfOrganizationReuse(wanted, checked, 'a', at),
    ];
  },
  succession: () => [
    refusalOfSuccession({ ...FOLLOWED, source: 'uploaded' }, 'renewal', NOW),
    refusalOfSuccession({ ...FOLLOWED, replacedBy: 'cert_2' }, 'renewal', NOW),
    refusalOfSuccession({ ...FOLLOWED, revoked: true }, 'renewal', NOW),
    refusalOfSuccession({ ...FOLLOWED, revocationUnderWay: true }, 'renewal', NOW),
    refusalOfSuccession({ ...FOLLOWED, notAfter: NOW - DAY }, 'reissue', NOW),
    refusalOfSuccession({ ...FOLLOWED, successorUnderWay: 'ord_2' }, 'reissue', NOW),
    refusalOfSuccession({ ...FOLLOWED, notAfter: NOW + DAY }, 'reissue', NOW),
    refusalOfSuccession(FOLLOWED, 'renewal', NOW),
    refusalOfSuccession(FOLLOWED, 'upgrade', NOW),
  ],
  labels: () => [
    ...toldBy(() => changedLabels({ alias: null, tags: [], project: null }, { alias: 'x'.repeat(201) })),
    ...toldBy(() => changedLabels({ alias: null, tags: [], project: null }, { tags: 'all' as never })),
    ...toldBy(() => refuseUnusableSearch({ tag: { key: '\u202e' } })),
  ],
  'the log': () => toldBy(() => createLogVerifier({ head: 'abc' })),
  'pasted requests': () =>
    [
      ...['nothing', '-----BEGIN PRIVATE KEY-----\n', '-----BEGIN A-----\nMA==\n', 'a\0b'],
      ...['-----BEGIN A-----\nMA==\n-----END B-----\n', '-----BEGIN A-----\n!\n-----END A-----\n'],
      '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n',
      '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\nmore',
    ].flatMap((pem) => toldBy(() => readCsrPem(pem))),
  'certificates from elsewhere': () =>
    [
      { certificatePem: '' },
      { certificatePem: 7 as never },
      { certificatePem: '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'.repeat(11) },
      { certificatePem: '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n' },
    ].flatMap((files) => toldBy(() => readOwnCertificate(files, NOW))),
};

describe('the rules', () => {
  it.each(Object.entries(RULES))('of %s', (_name, refuse) => {
    const told = refuse().filter((each) => each !== undefined);
    expect(told.length).toBeGreaterThan(0);
    expect(faultsOf(told)).toEqual([]);
  });
});

it('a refusal without Chinese, or with English in it, is found', () => {
  const english = { message: 'There is none' };
  expect(faultsOfChinese({ code: 'NotFound', ...english, chinese: english })).toHaveLength(2);
  const chinese = { message: '没有', accepted: 'another one of them' };
  expect(
    faultsOfChinese({ code: 'NotFound', message: 'There is none', accepted: 'another', chinese }),
  ).toEqual(['another one of them']);
});
