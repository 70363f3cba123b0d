/** What programs hand in here, judged before anything is asked or stored: each refusal names its field. */
import type { TencentFilter, TencentPageWanted } from '../../db/statements/tencent/lists.js';
import { isIdentifier } from '../../domain/identifiers.js';
import { problemsOfKeyPassword } from '../../domain/orders/key-password.js';
import { isTencentId } from '../../domain/tencent/ids.js';
import type { TencentInformation } from '../../domain/tencent/information.js';
import { problemOfGiven } from '../../domain/text-input.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { invalid, unusable } from '../refusing.js';

/** As a pasted CSR of an order's form. */
const LONGEST_CSR = 32_768;
/** As typed names of an order's form; and as many as any product takes. */
const LONGEST_NAME = 1_000;
const MOST_NAMES = 100;
/** Section 6.2: more are never asked for. */
const LARGEST_PAGE = 1_000;

/** Throws Refusal `InvalidInput`, the first wrong field by its own name. */
export function refuseUnusableInformation(
  information: TencentInformation,
  keyPassword: string | null | undefined,
): void {
  for (const [field, value] of Object.entries(information)) {
    if (Array.isArray(value)) refuseUnusableNames(field, value);
    else if (typeof value !== 'number') refuse(field, problemOfGiven(value, ruleOf(field)));
  }
  if (typeof keyPassword === 'string') refuse('keyPassword', problemsOfKeyPassword(keyPassword)[0]);
}

function ruleOf(field: string) {
  if (field === 'CsrContent') return { longest: LONGEST_CSR, lines: true, mayBeEmpty: true };
  return field === 'CertificateDomain' ? { longest: LONGEST_NAME, mayBeEmpty: true } : { mayBeEmpty: true };
}

function refuseUnusableNames(field: string, names: readonly unknown[]): void {
  if (names.length > MOST_NAMES)
    refuse(field, { zh: `多于 ${MOST_NAMES} 个`, en: `has more than ${MOST_NAMES} names` });
  for (const name of names) refuse(field, problemOfGiven(name, { longest: LONGEST_NAME }));
}

/** Throws Refusal `InvalidInput`, by field. */
export function refuseUnusableQuery(
  { search, project, tags }: TencentFilter,
  { limit, offset }: TencentPageWanted,
): void {
  if (search !== undefined) refuse('search', problemOfGiven(search));
  if (project !== undefined && project !== null) refuse('project', problemOfGiven(project));
  for (const { key, values } of tags ?? [])
    for (const text of [key, ...values]) refuse('tags', problemOfGiven(text, { mayBeEmpty: true }));
  if (!Number.isSafeInteger(limit) || limit < 0 || limit > LARGEST_PAGE)
    throw unusable('limit', { zh: `0 到 ${LARGEST_PAGE}`, en: `0 to ${LARGEST_PAGE}` });
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw unusable('offset', { zh: '0 或更大的整数', en: 'a whole number from 0 on' });
}

/** Throws Refusal `InvalidInput`, by field. */
export function refuseUnusablePurchase({
  askedBy,
  renews,
}: {
  readonly askedBy: string;
  readonly renews?: string;
}): void {
  if (!isIdentifier(askedBy)) throw unusable('askedBy', { zh: '密钥的编号', en: 'the id of a key' });
  if (renews !== undefined && !isTencentId(renews))
    throw unusable('renews', { zh: '证书 ID', en: 'the id of a certificate' });
}

/** Throws Refusal `InvalidInput`, field `fingerprintSha256`. */
export function refuseNoFingerprint(given: unknown): void {
  if (typeof given === 'string' && /^[0-9a-f]{64}$/.test(given)) return;
  throw unusable('fingerprintSha256', {
    zh: '64 位小写十六进制数字',
    en: '64 lower-case hexadecimal digits',
  });
}

function refuse(field: string, problem: Bilingual | undefined): void {
  if (problem === undefined) return;
  throw invalid(
    field,
    { zh: `${field} ${problem.zh}`, en: `${field} ${problem.en}` },
    { zh: '可以正常显示的文本', en: 'a text that can be shown' },
  );
}
