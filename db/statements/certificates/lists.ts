/** Lists of certificates, newest first: one account sees its own. */
import type { CertificateState } from '../../../domain/certificates/words.js';
import type { Queryable } from '../../database.js';
import {
  aliasLead,
  narrowest,
  searchCondition,
  searchLead,
  WORDS,
  wordLead,
  type Lead,
  type Listed,
} from '../leads.js';
import {
  andAll,
  FENCE,
  olderThan,
  pageLed,
  Parameters,
  type LedList,
  type Page,
  type PageWanted,
} from '../pages.js';
import { labelConditions, type LabelFilter } from '../orders/labels.js';
import { rangeOf, spanOf, STANDING, STANDINGS, STANDS, stateAt, type Range } from './states.js';
import {
  CERTIFICATE_COLUMNS,
  certificateRecord,
  type CertificateRecord,
  type CertificateRow,
} from './views.js';

/** What certificates are looked for by; all of it must hold. */
export interface CertificateFilter extends LabelFilter {
  /** Any of them. */
  readonly state?: CertificateState | readonly CertificateState[];
  /** A-label, lower case: certificates for exactly this name. */
  readonly name?: string;
  /** Part of a name or of the alias, or the beginning of its id or its order's. */
  readonly search?: string;
  /** ISO 8601: certificates whose last second comes before. */
  readonly expiresBefore?: string;
}

const LISTED: Listed = { table: 'certificates', id: 'certificate_id', words: 'certificate_words' };

/** `now`: milliseconds since the epoch. */
export async function listCertificates(
  database: Queryable,
  account: string,
  { limit, after, ...filter }: CertificateFilter & PageWanted,
  now: number,
): Promise<Page<CertificateRecord>> {
  const wanted = { account, filter, now, page: { limit, ...(after && { after }) } };
  const lead = await leadOf(database, wanted);
  const parameters = new Parameters();
  const led: LedList<CertificateRow, CertificateRecord> = {
    lead: lead(parameters, after),
    row: `select * from certificates
             where certificates.certificate_id = lead.led_id
               and account = ${parameters.add(account)}${andAll(conditionsOf(filter, now, parameters))}`,
    called: 'certificates',
    columns: CERTIFICATE_COLUMNS,
    idOf: (row) => row.certificate_id,
    recordOf: certificateRecord,
  };
  return await pageLed(database, led, limit, parameters);
}

interface Wanted {
  readonly account: string;
  readonly filter: CertificateFilter;
  readonly now: number;
  readonly page: PageWanted;
}

async function leadOf(database: Queryable, wanted: Wanted): Promise<Lead> {
  const { account, filter, page } = wanted;
  const { state, name, search, expiresBefore, alias, tag, project } = filter;
  const words = [
    ...(name === undefined ? [] : [WORDS.name(name)]),
    ...(tag === undefined ? [] : [WORDS.tag(tag)]),
    ...(project === undefined ? [] : [WORDS.project(project)]),
  ];
  const leads = [
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(search === undefined ? [] : [searchLead(LISTED, account, search)]),
    ...(alias === undefined ? [] : [await aliasLead(database, LISTED, { account, alias, ...page })]),
  ];
  const byDate = expiresBefore === undefined ? undefined : expiryLead(expiresBefore, wanted);
  const otherwise = state === undefined ? byDate : statesLead([state].flat(), wanted);
  return (await narrowest(database, leads, otherwise)) ?? standingLead(STANDINGS, wanted);
}

/**
 * Each list has a page at most that can be shown. What else is asked for is asked here, but for the state: who leads with a
 * state says it as `also`, from what can be reckoned how many rows it leaves.
 */
function standingLead(
  standings: readonly (typeof STANDINGS)[number][],
  { account, filter, now, page }: Wanted,
  also?: (now: string) => string,
): Lead {
  return (parameters, after) =>
    standings
      .map((standing) => {
        const at = also ? [also(parameters.add(new Date(now).toISOString(), 'timestamptz'))] : [];
        const conditions = [
          ...at,
          ...conditionsOf({ ...filter, state: undefined }, now, parameters),
          ...olderThan(after, ['created_at', 'certificate_id'], parameters),
        ];
        return `select * from (
            select certificate_id, created_at from certificates
             where account = ${parameters.add(account)} and ${STANDING} = '${standing}'${andAll(conditions)}
             order by created_at desc, certificate_id desc limit ${parameters.add(page.limit + 1)}) ${standing}`;
      })
      .join('\n union all ');
}

/** Of several each row once: what will leave use is in more than one. */
function statesLead(states: readonly CertificateState[], wanted: Wanted): Lead {
  const [first = 'active', ...others] = new Set(states);
  if (others.length === 0) return stateLead(first, wanted);
  const leads = [first, ...others].map((state) => stateLead(state, wanted));
  return (parameters, after) =>
    `select * from (${leads.map((lead) => `select * from (${lead(parameters, after)}) of_state`).join('\n union ')}) of_states`;
}

function stateLead(state: CertificateState, wanted: Wanted): Lead {
  if (state === 'revoked') return standingLead(['revoked'], wanted, (now) => `revoked_at <= ${now}`);
  if (state === 'replaced')
    return joined([
      standingLead(['replaced'], wanted, (now) => `(replaced_at is null or replaced_at <= ${now})`),
      leavingLead(wanted, 'revoked'),
    ]);
  return joined([spansLead(rangeOf(state, wanted.now), wanted), leavingLead(wanted)]);
}

/** Of those out of use, most expired long ago: they are looked at one by one. */
function expiryLead(expiresBefore: string, wanted: Wanted): Lead {
  return joined([
    spansLead({ before: expiresBefore }, wanted),
    standingLead(['replaced', 'revoked'], wanted),
  ]);
}

function joined(leads: readonly Lead[]): Lead {
  return (parameters, after) => leads.map((lead) => lead(parameters, after)).join('\n union all ');
}

/**
 * Each span that there is has a list, newest first; of each no more than a page can be shown. What else is asked for is asked
 * here: rows that are not meant would take the place of those that are.
 */
function spansLead(range: Range, { account, filter, now, page }: Wanted): Lead {
  return (parameters, after) => {
    const whose = `account = ${parameters.add(account)} and ${STANDS}`;
    const from = range.from && parameters.add(range.from, 'timestamptz');
    const before = range.before && parameters.add(range.before, 'timestamptz');
    const span = spanOf('not_after');
    const ends = before === undefined ? '' : ` and ${span} <= ${spanOf(before)}`;
    const begins = from === undefined ? '' : ` and ${span} >= ${spanOf(from)}`;
    const conditions = [
      ...(from === undefined ? [] : [`not_after >= ${from}`]),
      ...(before === undefined ? [] : [`not_after < ${before}`]),
      ...conditionsOf({ ...filter, state: undefined }, now, parameters),
      ...olderThan(after, ['created_at', 'certificate_id'], parameters),
    ];
    return `
      select certificate_id, created_at from (
        with recursive spans (span) as (
          (select ${span} from certificates where ${whose}${begins}${ends} order by ${span} limit 1)
          union all
          select (select ${span} from certificates where ${whose} and ${span} > spans.span${ends} order by ${span} limit 1)
            from spans where spans.span is not null)
        select newest.* from spans
         cross join lateral (
               select certificate_id, created_at from certificates
                where ${whose} and ${span} = spans.span${andAll(conditions)}
                order by created_at desc, certificate_id desc limit ${parameters.add(page.limit + 1)}) newest
         order by created_at desc, certificate_id desc ${FENCE}) of_spans`;
  };
}

/** Those that will have been revoked or replaced, and are not yet at `now`: next to none. */
function leavingLead({ account, now }: Wanted, standing?: (typeof STANDINGS)[number]): Lead {
  return (parameters, after) =>
    `select certificate_id, created_at from (
        select certificate_id, created_at from certificates
         where account = ${parameters.add(account)} and (revoked_at is not null or replaced_by is not null)
           and greatest(revoked_at, replaced_at) > ${parameters.add(new Date(now).toISOString(), 'timestamptz')}${andAll(
             [
               ...(standing === undefined ? [] : [`${STANDING} = '${standing}'`]),
               ...olderThan(after, ['created_at', 'certificate_id'], parameters),
             ],
           )}
         order by created_at desc, certificate_id desc ${FENCE}) leaving`;
}

function conditionsOf(
  {
    state,
    name,
    search,
    expiresBefore,
    ...labels
  }: { readonly [Field in keyof CertificateFilter]: CertificateFilter[Field] | undefined },
  now: number,
  parameters: Parameters,
): string[] {
  return [
    ...(state === undefined
      ? []
      : [
          `${stateAt(parameters.add(new Date(now).toISOString(), 'timestamptz'))} = any(${parameters.add([state].flat(), 'text[]')})`,
        ]),
    ...(name === undefined ? [] : [`names @> array[${parameters.add(name, 'text')}]`]),
    ...(search === undefined ? [] : [searchCondition(['certificate_id', 'order_id'], search, parameters)]),
    ...(expiresBefore === undefined ? [] : [`not_after < ${parameters.add(expiresBefore, 'timestamptz')}`]),
    ...labelConditions(labels, parameters),
  ];
}
