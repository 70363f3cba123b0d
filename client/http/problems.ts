/** What an API refuses, as the client itself would throw it: whoever reads it need not know which way it came. */
import type { Bilingual } from '../../domain/bilingual.js';
import { cleanedText } from '../../domain/characters.js';
import { FAILURES, OrderFailure, type FailureType } from '../../domain/failures.js';
import { Refusal, REFUSAL_CODES, type RefusalCode, type RefusalDetails } from '../../domain/refusals.js';
import { ApiUnavailable, Unavailable, UNAVAILABLE_CODES, type UnavailableCode } from '../unavailable.js';

/** Others' words are cut: a proxy's page is none of ours. */
const LONGEST_WORDS = 2_000;

/** `text`: a problem document (RFC 9457), in the language that was asked for; or whatever stands between us and the API. */
export function errorOf(status: number, text: string, url: string): Error {
  const problem = fieldsIn(text);
  const { code } = problem;
  if (typeof code !== 'string') return notOurs(status, url);
  const [first, ...others] = [problem, ...listIn(problem.others)].map((each) => detailsOf(each, url));
  if (first && isRefusalCode(code)) return new Refusal(first, others);
  const words = inBoth(wordsIn(problem.detail));
  if (isUnavailableCode(code)) return new Unavailable(code, words);
  if (isFailureType(code)) return new OrderFailure(code, words);
  return new ApiUnavailable(cleanedText(code, { longest: 100 }), words);
}

function detailsOf(problem: Fields, url: string): RefusalDetails {
  const code =
    typeof problem.code === 'string' && isRefusalCode(problem.code) ? problem.code : 'InvalidInput';
  const message = wordsIn(problem.detail);
  if (code === 'NotSignedIn') return notSignedIn(message, url);
  const accepted = typeof problem.accepted === 'string' ? wordsIn(problem.accepted) : undefined;
  return {
    code,
    ...(typeof problem.field === 'string' && { field: HERE[problem.field] ?? wordsIn(problem.field) }),
    message,
    ...(accepted !== undefined && { accepted }),
    chinese: { message, ...(accepted !== undefined && { accepted }) },
  };
}

/** What a header is called where it is an option. */
const HERE: Readonly<Record<string, string | undefined>> = { 'Sealflow-Account': 'account' };

/** What a program would have to send helps nobody at a terminal. */
function notSignedIn(message: string, url: string): RefusalDetails {
  return {
    code: 'NotSignedIn',
    message,
    accepted: `\`sealflow login ${url}\` signs in again`,
    chinese: { message, accepted: `用 \`sealflow login ${url}\` 重新登录` },
  };
}

function notOurs(status: number, url: string): ApiUnavailable {
  return new ApiUnavailable('ApiAnswerUnknown', {
    zh: `${url} 以 HTTP ${status} 作答,但不是 Sealflow API 的回答。请检查地址,以及途中的代理。`,
    en: `${url} answered HTTP ${status}, and not as a Sealflow API does. Check the address, and proxies on the way.`,
  });
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsIn(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function listIn(value: unknown): Fields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item): item is Fields => typeof item === 'object' && item !== null);
}

function wordsIn(value: unknown): string {
  return typeof value === 'string' ? cleanedText(value, { longest: LONGEST_WORDS }) : '';
}

/** It was asked for in the reader's language. */
function inBoth(text: string): Bilingual {
  return { zh: text, en: text };
}

function isRefusalCode(code: string): code is RefusalCode {
  return REFUSAL_CODES.some((known) => known === code);
}

function isUnavailableCode(code: string): code is UnavailableCode {
  return UNAVAILABLE_CODES.some((known) => known === code);
}

function isFailureType(code: string): code is FailureType {
  return Object.hasOwn(FAILURES, code);
}
