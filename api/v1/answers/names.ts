/** What is answered of delegations, and names looked at before an order: the client's own views, as schemas. */
import { z } from 'zod';
import { DELEGATED_STATES, DELEGATION_STATES } from '../../../domain/control/delegation.js';
import {
  PREFLIGHT_CODES,
  PREFLIGHT_SEVERITIES,
  PREFLIGHT_SUBJECTS,
  type PreflightCode,
} from '../../../domain/control/preflight/finding.js';
import { Bilingual } from './shared.js';

export const DelegatedRecordView = z
  .object({
    type: z.literal('CNAME'),
    name: z.string(),
    value: z.string(),
    state: z
      .enum(DELEGATED_STATES)
      .meta({ description: '`unknown`: not looked at yet, or nobody answered.' }),
    leadsTo: z.string().nullable().meta({ description: 'Where it leads instead, in quotes.' }),
  })
  .meta({
    id: 'DelegatedRecordView',
    description: 'One CNAME to set, and what was last found in its place.',
  });

export const DelegationView = z
  .object({
    delegationId: z.string(),
    name: z.string(),
    zone: z.string(),
    target: z.string(),
    state: z.enum(DELEGATION_STATES),
    since: z.string().meta({ description: 'ISO 8601, UTC.' }),
    checkedAt: z.string().nullable(),
    createdAt: z.string(),
    records: z.array(DelegatedRecordView),
  })
  .meta({ id: 'DelegationView' });

export const PreflightCa = z
  .object({
    called: z.string(),
    caaIdentities: z.array(z.string()).meta({ description: 'What stands for it in CAA records.' }),
  })
  .meta({ id: 'PreflightCa', description: 'Which CA the name was looked at for.' });

export const PreflightFinding = z
  .object({
    code: z.union([
      z.enum(Object.keys(PREFLIGHT_CODES) as [PreflightCode, ...PreflightCode[]]),
      z.enum([
        'zone-unknown',
        'not-delegated',
        'delegation-differs',
        'glue-missing',
        'glue-differs',
        'parent-unheard',
        'delegation-fine',
        'server-lame',
        'server-refuses',
        'server-fails',
        'server-silent',
        'server-unreachable',
        'server-lags',
        'servers-differ',
        'no-server-answers',
        'servers-fine',
        'resolver-fails',
        'resolver-silent',
        'no-resolver-answers',
        'resolvers-fine',
        'caa-forbids',
        'caa-unknown-critical',
        'caa-other-account',
        'caa-other-method',
        'caa-unanswered',
        'caa-bound',
        'caa-malformed',
        'caa-permits',
        'caa-none',
        'signature-expired',
        'signature-early',
        'signatures-missing',
        'ds-matches-no-key',
        'ds-without-keys',
        'dnssec-bogus',
        'ds-missing',
        'dnssec-fine',
        'dnssec-unsigned',
        'alias-dead',
        'wildcard-alias',
        'wildcard-txt',
        'proof-delegated',
        'txt-present',
        'proof-unheard',
        'proof-free',
        'no-address',
        'address-private',
        'port-closed',
        'port-silent',
        'web-broken',
        'web-refuses',
        'web-error',
        'redirect-loop',
        'too-many-redirects',
        'redirect-elsewhere',
        'redirect-unusable',
        'ipv6-elsewhere',
        'ipv6-not-looked-at',
        'web-fine',
      ]),
    ]),
    severity: z.enum(PREFLIGHT_SEVERITIES),
    subject: z.enum(PREFLIGHT_SUBJECTS),
    servers: z.array(z.string()).meta({
      description:
        'Who said so, each as a look names it: `authoritative ns1.example.com (192.0.2.1)`, `parent a.nic.example (192.0.2.2)`, `resolver 192.0.2.53`, `http 2001:db8::1`. Empty where it is about what nobody could be asked.',
    }),
    seen: Bilingual,
    fix: Bilingual.nullable().meta({
      description: 'What to do, in plain words; null where nothing need be done.',
    }),
  })
  .meta({ id: 'PreflightFinding' });

export const PreflightOfName = z
  .object({
    name: z
      .string()
      .meta({ description: 'As it would be ordered: `*.example.com` is looked at as its base.' }),
    ca: PreflightCa,
    findings: z.array(PreflightFinding).meta({ description: 'Worst first.' }),
  })
  .meta({ id: 'PreflightOfName', description: 'All that a look at one name found.' });

export const PreflightNameView = PreflightOfName.extend({
  wouldFail: z.boolean(),
}).meta({ id: 'PreflightNameView' });

export const PreflightView = z
  .object({
    wouldFail: z.boolean().meta({ description: 'For one of the names at least.' }),
    names: z.array(PreflightNameView).meta({ description: 'In the order of the query.' }),
  })
  .meta({ id: 'PreflightView' });
