/** Which CA a look before asking is for: a connection's, the environment's, a name in CAA records; and what is said where there is none. */
import { describe, expect, it } from 'vitest';
import type { CertificateAuthority } from '../../../../activities/ca/certificate-authority.js';
import { createNoCa } from '../../../../activities/ca/providers/none.js';
import type { CaDoor } from '../../../../activities/connections/reaching.js';
import { caAsked } from '../../../../activities/control/preflight/ca-asked.js';
import { createPreflightActivities } from '../../../../activities/control/preflight/index.js';
import { CONNECTION_FAILURES } from '../../../../domain/connections/failure-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';

const ACCOUNT = 'https://acme.example/acct/7';
const connection = { connectionId: 'conn_acme', name: 'le' };

/** As an ACME directory tells of itself. */
const acme: CertificateAuthority = {
  ...createNoCa(),
  name: 'le',
  caaIdentities: ['acme.example'],
  caaTerms: (method) =>
    Promise.resolve({
      validationMethods: [method === 'file' ? 'http-01' : 'dns-01'],
      accountUri: ACCOUNT,
    }),
};

/** The environment names no CA; the one connection leads to `acme`. */
const doors: CaDoor = {
  ca: createNoCa(),
  connections: {
    caOf: ({ terms }) =>
      terms?.connections?.ca === connection.connectionId
        ? Promise.resolve(acme)
        : Promise.reject(new OrderFailure('CaUnavailable', CONNECTION_FAILURES.gone('conn_gone'))),
    dnsOf: () => Promise.resolve(undefined),
    filesOf: () => Promise.resolve(undefined),
    everyCa: () => Promise.resolve([]),
  },
};

describe('a connection’s CA', () => {
  it('is looked at with its own names in CAA records, its methods and its account', async () => {
    expect(await caAsked(doors, { connection })).toEqual({
      called: 'le',
      caaIdentities: ['acme.example'],
      terms: { validationMethods: ['dns-01', 'http-01'], accountUri: ACCOUNT },
      protocol: 'acme',
    });
    expect(await caAsked(doors, { connection, method: 'file' })).toMatchObject({
      terms: { validationMethods: ['http-01'] },
    });
  });

  it('may be asked for another account than its own', async () => {
    const accountUri = 'https://acme.example/acct/8';
    expect((await caAsked(doors, { connection, accountUri })).terms).toMatchObject({ accountUri });
  });
});

it('a name in CAA records needs no CA to be there', async () => {
  expect(await caAsked(doors, { ca: 'other.example' })).toMatchObject({ called: 'other.example' });
});

it('the environment’s CA is looked for where no route fits, by the ways of brands and of ACME alike', async () => {
  const { isSetUp: _none, ...rest } = createNoCa();
  const ca: CertificateAuthority = { ...rest, name: 'theirs', caaIdentities: ['theirs.example'] };
  expect(await caAsked({ ca }, {})).toEqual({
    called: 'theirs',
    caaIdentities: ['theirs.example'],
    terms: {},
  });
});

describe('without a CA', () => {
  const activities = createPreflightActivities({ ...doors, preflight: () => Promise.resolve([]) });
  const asked = { account: 'default', name: 'www.example.com' };

  it('it is told in words that there is none, and nothing is looked at', async () => {
    expect(await activities.lookBeforeAsking(asked)).toEqual({ noCa: CONNECTION_FAILURES.noCaToLookFor });
  });

  it('so it is where the connection can’t be opened', async () => {
    const gone = { connectionId: 'conn_gone', name: 'gone' };
    expect(await activities.lookBeforeAsking({ ...asked, connection: gone })).toEqual({
      noCa: CONNECTION_FAILURES.gone('conn_gone'),
    });
  });

  it('a connection’s is looked for all the same', async () => {
    expect(await activities.lookBeforeAsking({ ...asked, connection })).toEqual({
      name: 'www.example.com',
      ca: { called: 'le', caaIdentities: ['acme.example'] },
      findings: [],
    });
  });
});
