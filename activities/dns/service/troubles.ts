/** What a service's error codes mean to us: one table for each service, and the failures that are made of it. */
import {
  DNS_SERVICE_FAILURES,
  DNS_SERVICE_TROUBLES,
  type DnsServiceTrouble,
} from '../../../domain/dns-failure-texts.js';
import { DNS_PROVIDER_FAILURES } from '../../../domain/failure-texts.js';
import { OrderFailure, type FailureType } from '../../../domain/failures.js';
import type { Bilingual } from '../../../domain/bilingual.js';

/** What the service said no with; whoever takes a code for success looks at it. */
export class ServiceRefusal extends OrderFailure {
  constructor(
    type: FailureType,
    words: Bilingual,
    readonly code: string,
    readonly trouble: DnsServiceTrouble,
    retryAfterMs?: number,
  ) {
    super(type, words, { retryAfterMs });
  }
}

/** By code, or by the family before one of its dots: `AuthFailure` for `AuthFailure.TokenFailure`. */
export type TroubleTable = Readonly<Record<string, DnsServiceTrouble>>;

export interface Refused {
  /** As the service's documentation calls what was asked. */
  readonly action: string;
  readonly code?: string | undefined;
  /** Of HTTP; says what a code that is in no table means. */
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** What the service's words tell where its code does not: a clock that is off has the code of a wrong secret at some. */
  readonly trouble?: DnsServiceTrouble | undefined;
}

export interface ServiceTroubles {
  readonly service: string;
  refusal(refused: Refused): ServiceRefusal;
  /** `code`: of the network, such as ECONNREFUSED. */
  silent(action: string, code: string): OrderFailure;
  notAsDocumented(action: string): OrderFailure;
  tooMuch(action: string): OrderFailure;
}

/** What passes by itself; all else somebody must mend. */
const PASSING: readonly DnsServiceTrouble[] = ['changed-meanwhile', 'rate-limited', 'failing'];

export function troublesOf(service: string, table: TroubleTable): ServiceTroubles {
  return {
    service,
    refusal({ action, code, status, retryAfterMs, trouble }) {
      const told = toldCode(code, status);
      const found = trouble ?? troubleIn(table, told) ?? troubleOfStatus(status);
      const words = DNS_PROVIDER_FAILURES.of(service, DNS_SERVICE_TROUBLES[found]({ action, code: told }));
      const type = PASSING.includes(found) ? 'DnsProviderUnavailable' : 'DnsProviderRefused';
      return new ServiceRefusal(type, words, told, found, retryAfterMs);
    },
    silent: (action, code) => unavailable(service, DNS_SERVICE_FAILURES.silent(action, code)),
    notAsDocumented: (action) => unavailable(service, DNS_SERVICE_FAILURES.notAsDocumented(action)),
    tooMuch: (action) => unavailable(service, DNS_SERVICE_FAILURES.tooMuch(action)),
  };
}

export function unavailable(service: string, what: Bilingual): OrderFailure {
  return new OrderFailure('DnsProviderUnavailable', DNS_PROVIDER_FAILURES.of(service, what));
}

export function refused(service: string, what: Bilingual): OrderFailure {
  return new OrderFailure('DnsProviderRefused', DNS_PROVIDER_FAILURES.of(service, what));
}

/** Does the work, and takes these codes of the service for its success: what was to be there is, what was to go is gone. */
export async function unless(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ServiceRefusal) || !codes.includes(error.code)) throw error;
  }
}

/** A code as it may be shown: what is no code has its status shown instead. */
function toldCode(code: string | undefined, status: number | undefined): string {
  if (code !== undefined && /^[\w.:-]{1,80}$/.test(code)) return code;
  return status === undefined ? 'no code' : `status ${status}`;
}

function troubleIn(table: TroubleTable, code: string): DnsServiceTrouble | undefined {
  for (let known = code; known !== ''; known = known.split('.').slice(0, -1).join('.'))
    if (Object.hasOwn(table, known)) return table[known];
  return undefined;
}

function troubleOfStatus(status = 0): DnsServiceTrouble {
  if (status === 429) return 'rate-limited';
  if (status >= 500 || status === 408) return 'failing';
  if (status === 401) return 'key-unknown';
  return status === 403 ? 'right-missing' : 'refused';
}
