/** Lists of certificates, newest first: one account sees its own. */
import type { CertificateState } from '../../../domain/certificates/words.js';
import { EXPIRY_NOTICE_DAYS, expiresAt, noticeAt } from '../../../domain/certificates/state.js';
import type { Queryable } from '../../database.js';
import { aliasLead, narrowest, WORDS, wordLead, type Lead, type Listed } from '../leads.js';
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
import {
  CERTIFICATE_COLUMNS,
  certificateRecord,
  type CertificateRecord,
  type CertificateRow,
} from './views.js';

/** What certificates are looked for by; all of it must hold. */
export interface CertificateFilter extends LabelFilter {
  readonly state?: CertificateState;
  /** A-label, lower case: certificates for exactly this name. */
  readonly name?: string;
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
  const { state, name, expiresBefore, alias, tag, project } = filter;
  const words = [
    ...(name === undefined ? [] : [WORDS.name(name)]),
    ...(tag === undefined ? [] : [WORDS.tag(tag)]),
    ...(project === undefined ? [] : [WORDS.project(project)]),
  ];
  const leads = [
    ...words.map((word) => wordLead(LISTED, account, word)),
    ...(alias === undefined ? [] : [await aliasLead(database, LISTED, { account, alias, ...page })]),
  ];
  const byDate = expiresBefore === undefined ? undefined : expiryLead(expiresBefore, wanted);
  const otherwise = state === undefined ? byDate : stateLead(state, wanted);
  return (await narrowest(database, leads, otherwise)) ?? standingLead(STANDINGS, wanted);
}

/** Whether it was taken out of use, as the records have it at whatever time. */
const STANDING = `
  case when revoked_at is not null then 'revoked' when replaced_by is not null then 'replaced' else 'standing' end`;
const STANDINGS = ['standing', 'replaced', 'revoked'] as const;

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

/** Of `standing` certificates: which last seconds are meant. ISO 8601. */
interface Range {
  readonly from?: string;
  readonly before?: string;
}

/** `certificateStateAt` (domain/certificates/state.ts) of what is neither revoked nor replaced; a test compares them. */
function rangeOf(state: 'active' | 'expiring' | 'expired', now: number): Range {
  // The first last second that has not passed, and the first one of which no notice is due.
  const past = new Date(now - expiresAt(0) + 1).toISOString();
  const ahead = new Date(now - noticeAt(0, EXPIRY_NOTICE_DAYS[0]) + 1).toISOString();
  if (state === 'expired') return { before: past };
  return state === 'expiring' ? { from: past, before: ahead } : { from: ahead };
}

/** As the index has it: thirty days of last seconds. */
const spanOf = (at: string) => `(floor(extract(epoch from ${at} at time zone 'UTC') / 2592000)::integer)`;
const STANDS = 'revoked_at is null and replaced_by is null';

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

/** `certificateStateAt` in SQL, at the instant \`now\`; a test compares them. */
function stateAt(now: string): string {
  return `
  case when revoked_at <= ${now} then 'revoked'
       when replaced_by is not null and coalesce(replaced_at, '-infinity') <= ${now} then 'replaced'
       when not_after + interval '1 second' <= ${now} then 'expired'
       when not_after - make_interval(hours => 24 * ${EXPIRY_NOTICE_DAYS[0]}) <= ${now} then 'expiring'
       else 'active' end`;
}

function conditionsOf(
  {
    state,
    name,
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
          `${stateAt(parameters.add(new Date(now).toISOString(), 'timestamptz'))} = ${parameters.add(state)}`,
        ]),
    ...(name === undefined ? [] : [`names @> array[${parameters.add(name, 'text')}]`]),
    ...(expiresBefore === undefined ? [] : [`not_after < ${parameters.add(expiresBefore, 'timestamptz')}`]),
    ...labelConditions(labels, parameters),
  ];
}
