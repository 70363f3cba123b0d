/** The CA's own look at a name: the proof and CAA, at the resolvers of its world. */
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Bilingual } from '../../domain/bilingual.js';
import { quoted, withWhy, wordsOfThrown } from '../../domain/told.js';
import type { ValidationRecord } from '../../domain/control/validations.js';
import { CaaLookup } from './caa.js';
import { hasAged } from './challenges.js';
import { fileProblem, type FileLookWorld } from './file-look.js';
import { detailOf } from './organization/words.js';
import type { StoredValidation } from './stored-validation.js';

/** A client waits for the answer: what has not been found by then is not there. */
const LOOK_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 1_000;
const QUERY_TRIES = 2;

export interface LookOptions {
  /** `address:port`. */
  readonly resolvers: readonly string[];
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** What was seen of one random value. */
export interface Look {
  readonly name: string;
  readonly randomValue: string;
  readonly status: 'valid' | 'failed';
  readonly detail: string;
  readonly detailChinese: string | undefined;
}

export class DomainLooker {
  private readonly world: FileLookWorld;

  constructor(options: LookOptions) {
    const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });
    resolver.setServers(options.resolvers);
    this.world = { resolver, httpPort: options.httpPort, httpsPort: options.httpsPort };
  }

  /**
   * Looks at every validation at once; never rejects, and answers within about five seconds. CAA says who may issue: where
   * only control is to be shown, such as for a revocation, it isn't asked.
   */
  async look(
    validations: readonly StoredValidation[],
    now: Date,
    purpose: 'issuance' | 'control' = 'issuance',
  ): Promise<Look[]> {
    const caa = purpose === 'issuance' ? new CaaLookup(this.world.resolver) : undefined;
    return Promise.all(validations.map((validation) => this.lookAt(validation, caa, now)));
  }

  private async lookAt(validation: StoredValidation, caa: CaaLookup | undefined, now: Date): Promise<Look> {
    const { name, randomValue } = validation;
    // What was seen in time stays proven: later looks are only for whether it is still there.
    const problem =
      validation.status !== 'valid' && !validation.reused && hasAged(validation, now)
        ? AGED
        : await this.problemOf(validation, caa);
    return problem === undefined
      ? { name, randomValue, status: 'valid', ...detailOf(seenAt(now)) }
      : { name, randomValue, status: 'failed', ...detailOf(problem) };
  }

  private async problemOf(
    validation: StoredValidation,
    caa: CaaLookup | undefined,
  ): Promise<Bilingual | undefined> {
    const signal = AbortSignal.timeout(LOOK_TIMEOUT_MS);
    const problems = Promise.all([this.proofProblem(validation, signal), caaProblem(validation, caa)]);
    const [proof, objection] = await Promise.race([problems, noAnswer(signal)]);
    return proof ?? objection;
  }

  private async proofProblem(
    validation: StoredValidation,
    signal: AbortSignal,
  ): Promise<Bilingual | undefined> {
    if (validation.reused) return undefined;
    if (validation.record) return this.recordProblem(validation.record);
    if (!validation.file) return NO_PROOF;
    return fileProblem(this.world, validation.file.url, validation.file.content, signal);
  }

  private async recordProblem(record: ValidationRecord): Promise<Bilingual | undefined> {
    try {
      const values =
        record.type === 'TXT'
          ? (await this.world.resolver.resolveTxt(record.name)).map((strings) => strings.join(''))
          : (await this.world.resolver.resolveCname(record.name)).map((target) => target.toLowerCase());
      if (values.includes(record.value)) return undefined;
      const found = values.join(', ');
      return {
        zh: `${record.type} ${record.name}:应为 ${record.value},结果为 ${found}`,
        en: `${record.type} ${record.name}: expected ${record.value}, found ${found}`,
      };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'no answer';
      return withWhy(quoted(`${record.type} ${record.name}`), WORDS_FOR_CODE[code] ?? silent(code));
    }
  }
}

const WORDS_FOR_CODE: Readonly<Record<string, Bilingual>> = {
  ENOTFOUND: { zh: '没有此域名', en: 'no such name' },
  ENODATA: { zh: '此域名没有这样的记录', en: 'the name has no such record' },
  ESERVFAIL: { zh: '解析器出错(SERVFAIL)', en: 'the resolvers failed (SERVFAIL)' },
};

const AGED: Bilingual = {
  zh: '随机值已超过 30 天:请重新获取',
  en: 'the random value is older than 30 days: ask for a new one',
};
const NO_PROOF: Bilingual = { zh: '订单没有可查的验证', en: 'the order has no proof to look for' };
const NO_ANSWER: Bilingual = {
  zh: `${LOOK_TIMEOUT_MS / 1000} 秒内没有应答`,
  en: `no answer within ${LOOK_TIMEOUT_MS / 1000} seconds`,
};

function silent(code: string): Bilingual {
  return { zh: `解析器没有应答(${code})`, en: `the resolvers gave no answer (${code})` };
}

function seenAt(now: Date): Bilingual {
  return { zh: `已于 ${now.toISOString()} 看到`, en: `seen at ${now.toISOString()}` };
}

/** An address has no CAA records (RFC 8659, section 1). */
async function caaProblem(
  validation: StoredValidation,
  caa: CaaLookup | undefined,
): Promise<Bilingual | undefined> {
  if (!caa || isIP(validation.name) !== 0) return undefined;
  try {
    const objections = await Promise.all(validation.proves.map((name) => caa.objection(name)));
    return objections.find((objection) => objection !== undefined);
  } catch (error) {
    return withWhy({ zh: 'CAA 无法检查', en: 'CAA could not be checked' }, wordsOfThrown(error));
  }
}

function noAnswer(signal: AbortSignal): Promise<[Bilingual, undefined]> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve([NO_ANSWER, undefined]), { once: true });
  });
}
