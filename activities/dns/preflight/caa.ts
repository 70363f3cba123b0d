/** CAA as the CA will read it, at each resolver: where the records that count stand, and what they say of this CA. */
import type { Bilingual } from '../../../domain/bilingual.js';
import { decideCaa, malformedCaaValues, type CaaBecause } from '../../../domain/control/caa.js';
import { CAA_TEXTS } from '../../../domain/control/finding-texts.js';
import type { PreflightCode, PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { permitByCaa } from '../../../domain/control/preflight/fix-texts.js';
import { CAA_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import { shownValues } from '../../../domain/control/shown-values.js';
import { clauses, withWhy } from '../../../domain/told.js';
import { climbForCaa, listedCaa, type CaaClimb } from '../look-at-caa.js';
import { describeNameServer } from '../name-server.js';
import type { PreflightQuestion, PreflightWorld } from './asking.js';
import { grouped, preflightFinding } from './finding.js';

const CODES: Readonly<Record<CaaBecause, PreflightCode>> = {
  unrestricted: 'caa-none',
  permitted: 'caa-permits',
  bound: 'caa-bound',
  'unknown-critical': 'caa-unknown-critical',
  'others-only': 'caa-forbids',
  'other-account': 'caa-other-account',
  'other-method': 'caa-other-method',
};

export async function lookAtCaaBefore(
  question: PreflightQuestion,
  { settings, ask }: PreflightWorld,
): Promise<PreflightFinding[]> {
  const climbs = await climbForCaa(question.name, settings, ask);
  return grouped(
    climbs.flatMap(({ resolver, climb }) =>
      findingsOf(question, climb, `resolver ${describeNameServer(resolver)}`),
    ),
  );
}

function findingsOf({ name, wildcard, ca }: PreflightQuestion, climb: CaaClimb, source: string) {
  const servers = [source];
  if (climb.outcome !== 'found') {
    const seen = withWhy(CAA_SEEN.unanswered(climb.at), climb.reason);
    return [preflightFinding('caa-unanswered', { servers, seen })];
  }
  const { records, at, via } = climb;
  const { because, reason } = decideCaa(records, ca.caaIdentities, wildcard, ca.terms);
  const [identity] = ca.caaIdentities;
  const isAboutCa = because === 'others-only' && identity !== undefined;
  const tag = wildcard ? 'issuewild' : 'issue';
  const where = records.length === 0 ? [] : [placeOf(name, at, via)];
  const decided = preflightFinding(CODES[because], {
    servers,
    seen: clauses([reason, ...where, ...(records.length > 0 ? [listedCaa(records)] : [])]),
    ...(isAboutCa && { fix: permitByCaa(identity, tag) }),
  });
  const malformed = decided.severity === 'fails' ? [] : malformedCaaValues(records, wildcard);
  if (malformed.length === 0) return [decided];
  const values = shownValues(malformed);
  const seen = {
    zh: `${CAA_TEXTS.malformed.zh.replace(/^;/, '')}${values.zh}`,
    en: `${CAA_TEXTS.malformed.en.replace(/^; /, '')}${values.en}`,
  };
  return [decided, preflightFinding('caa-malformed', { servers, seen })];
}

function placeOf(name: string, at: string, via: string | undefined): Bilingual {
  if (via !== undefined) return CAA_SEEN.throughAlias(at, via);
  return at === name ? CAA_SEEN.at(at) : CAA_SEEN.atAncestor(at, name);
}
