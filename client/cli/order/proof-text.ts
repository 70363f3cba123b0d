/** Proofs of control as people read them in a terminal: what has to be where, and what each source said of it. */
import type { Bilingual, Reader } from '../../../domain/bilingual.js';
import { findingWords as toldFinding, VERDICT_WORDS } from '../../../domain/control/findings.js';
import {
  METHOD_WORDS,
  SUBJECT_WORDS,
  VALIDATION_STATUS_WORDS,
} from '../../../domain/control/spoken-words.js';
import type { FindingView, ValidationView } from '../../orders/views.js';
import { clockTime, factsFor, oneLine, time, worded } from '../text.js';
import { findingWords, ORDER_TEXTS, PROOF_LABELS, seenText } from '../texts/order.js';

export function findingText(finding: FindingView, { language }: Reader): string {
  const { source, question, found, expected } = toldFinding(finding, language);
  const { subject, verdict } = finding;
  const { zh, en } = VERDICT_WORDS[verdict];
  return findingWords({
    source: oneLine(source),
    verdict: { zh, en: en.toUpperCase() },
    of:
      subject === 'dnssec'
        ? { zh: `${SUBJECT_WORDS.dnssec.zh} `, en: `${SUBJECT_WORDS.dnssec.en} of ` }
        : NONE,
    question: oneLine(question),
    found: oneLine(found),
    expected: verdict === 'ok' ? '' : oneLine(expected),
  })[language];
}

const NONE: Bilingual = { zh: '', en: '' };

/** What has to be where, each part on a line of its own, ready to be copied. */
export function proofText({ name, method, record, file, status }: ValidationView, reader: Reader): string {
  const what = record
    ? factsFor(reader, [
        [PROOF_LABELS.record, record.name],
        [PROOF_LABELS.type, record.type],
        [PROOF_LABELS.value, record.value],
      ])
    : factsFor(reader, [
        [PROOF_LABELS.file, file?.url],
        [PROOF_LABELS.content, file?.content],
      ]);
  const stand = [worded(METHOD_WORDS, method, reader), worded(VALIDATION_STATUS_WORDS, status, reader)];
  return `${name}  ${stand.join(reader.language === 'zh' ? ',' : ', ')}\n${what}`;
}

export function findingsText(findings: readonly FindingView[], reader: Reader): string {
  const { language } = reader;
  if (findings.length === 0) return `  ${ORDER_TEXTS.notLookedYet[language]}\n`;
  return findings
    .map((finding) => {
      const seen = seenText(clockTime(finding.checkedAt, reader), time(finding.firstCheckedAt, reader));
      return `  ${findingText(finding, reader)}${seen[language]}\n`;
    })
    .join('');
}
