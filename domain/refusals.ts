/** What is said at the door when a request can't be taken: which field, what is wrong, what is accepted. */
import type { Bilingual } from './bilingual.js';

/**
 * `NotSignedIn`: who asks is not known: no key, a wrong one, one that has expired or was revoked. `NotAllowed`: who asks is known, and
 * may not do this (domain/accounts/rights.ts).
 */
export const REFUSAL_CODES = [
  'InvalidInput',
  'NotFound',
  'RefusedInThisState',
  'NotSignedIn',
  'NotAllowed',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** The same in Chinese. */
export interface ChineseRefusal {
  readonly message: string;
  readonly accepted?: string;
}

export interface RefusalDetails {
  readonly code: RefusalCode;
  /** Dotted path in the request, such as `names[1]` or `csr`; absent where no single field is to blame. */
  readonly field?: string;
  readonly message: string;
  /** What would have been accepted, in words. */
  readonly accepted?: string;
  readonly chinese: ChineseRefusal;
}

/** What is wrong, and what would have been accepted, for whoever reads it. */
export interface RefusalWords {
  readonly message: Bilingual;
  readonly accepted?: Bilingual | undefined;
}

/** The English goes where programs read it, the Chinese beside it. `undefined` is as good as absent. */
export function refusalDetails(
  code: RefusalCode,
  { field, message, accepted }: RefusalWords & { readonly field?: string | undefined },
): RefusalDetails {
  return {
    code,
    ...(field === undefined ? {} : { field }),
    message: message.en,
    ...(accepted === undefined ? {} : { accepted: accepted.en }),
    chinese: { message: message.zh, ...(accepted === undefined ? {} : { accepted: accepted.zh }) },
  };
}

/** A field as a Chinese sentence begins with it: by its name, with its code in brackets; the code alone where it has none. */
export function fieldInChinese(field: string, called?: Bilingual): string {
  return called === undefined ? `${field} ` : `${called.zh}(${field})`;
}

/** Thrown at every door: nothing was stored or started. Several wrong fields give several details, worst first. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly field: string | undefined;
  readonly accepted: string | undefined;
  readonly chinese: ChineseRefusal;

  constructor(
    details: RefusalDetails,
    readonly others: readonly RefusalDetails[] = [],
  ) {
    super(details.message);
    this.code = details.code;
    this.field = details.field;
    this.accepted = details.accepted;
    this.chinese = details.chinese;
  }
}

/** Every problem that a check throws; empty where it throws none. Other errors are thrown on. */
export function problemsIn(check: () => unknown): RefusalDetails[] {
  try {
    check();
    return [];
  } catch (error) {
    return problemsOfRefusal(error);
  }
}

/** The same of a check that takes its time. */
export async function problemsInTime(check: () => Promise<unknown>): Promise<RefusalDetails[]> {
  try {
    await check();
    return [];
  } catch (error) {
    return problemsOfRefusal(error);
  }
}

function problemsOfRefusal(error: unknown): RefusalDetails[] {
  if (!(error instanceof Refusal)) throw error;
  const { code, field, message, accepted, chinese, others } = error;
  const first: RefusalDetails = {
    code,
    message,
    ...(field !== undefined && { field }),
    ...(accepted !== undefined && { accepted }),
    chinese,
  };
  return [first, ...others];
}
