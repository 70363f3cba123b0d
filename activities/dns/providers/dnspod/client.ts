/** Speaks to DNSPod by Tencent Cloud's own client, which signs with TC3-HMAC-SHA256. */
import type { z } from 'zod';
import { ANSWER_BYTES } from '../../../../domain/answer-limits.js';
import { DNS_SERVICE_TIMEOUT_MS } from '../../../../domain/control/dns-services.js';
import { limitedAgent } from '../../service/limited-agent.js';
import { allPages } from '../../service/pages.js';
import { ServiceRefusal } from '../../service/troubles.js';
import { DNSPOD_TROUBLES, NO_DOMAINS, NO_RECORDS } from './troubles.js';
import { WireDomains, WireRecords } from './wire.js';

export interface DnsPodAccess {
  readonly secretId: string;
  readonly secretKey: string;
  /** Such as `https://dnspod.tencentcloudapi.com`: the first label of its host is signed as the service. */
  readonly endpoint: string;
}

type WireDomain = z.infer<typeof WireDomains>['DomainList'][number];
type WireRecord = z.infer<typeof WireRecords>['RecordList'][number];

/** It gives up to 3,000. */
const A_PAGE = 500;

export class DnsPodClient {
  constructor(private readonly access: DnsPodAccess) {}

  domains(): Promise<WireDomain[]> {
    return allPages(DNSPOD_TROUBLES, 'DescribeDomainList', 0, async (offset) => {
      const asked = { Type: 'ALL', Offset: offset, Limit: A_PAGE };
      const entries = await orNone(NO_DOMAINS, async () => {
        return (await this.ask('DescribeDomainList', asked, WireDomains)).DomainList;
      });
      return { entries, next: entries.length === A_PAGE ? offset + A_PAGE : undefined };
    });
  }

  recordsAt(domain: string, domainId: number, host: string): Promise<readonly WireRecord[]> {
    const asked = { Domain: domain, DomainId: domainId, Subdomain: host, Limit: A_PAGE };
    return orNone(NO_RECORDS, async () => {
      return (await this.ask('DescribeRecordList', asked, WireRecords)).RecordList;
    });
  }

  async create(record: object): Promise<void> {
    await this.answerTo('CreateRecord', record);
  }

  async delete(domain: string, domainId: number, recordId: number): Promise<void> {
    await this.answerTo('DeleteRecord', { Domain: domain, DomainId: domainId, RecordId: recordId });
  }

  private async ask<Answer>(action: string, asked: object, shape: z.ZodType<Answer>): Promise<Answer> {
    const parsed = shape.safeParse(await this.answerTo(action, asked));
    if (!parsed.success) throw DNSPOD_TROUBLES.notAsDocumented(action);
    return parsed.data;
  }

  private async answerTo(action: string, asked: object): Promise<unknown> {
    // Loaded when it is first asked: most installations have no connection to it.
    const { CommonClient } = await import('tencentcloud-sdk-nodejs-common');
    const { endpoint, secretId, secretKey } = this.access;
    const url = new URL(endpoint);
    const { agent, wasTooMuch } = limitedAgent(url, ANSWER_BYTES.dns);
    const client = new CommonClient(url.host, '2021-03-23', {
      credential: { secretId, secretKey },
      profile: {
        httpProfile: {
          protocol: `${url.protocol}//`,
          reqTimeout: DNS_SERVICE_TIMEOUT_MS / 1000,
          agent,
        },
      },
    });
    try {
      return await client.request(action, asked);
    } catch (error) {
      throw wasTooMuch() ? DNSPOD_TROUBLES.tooMuch(action) : failureOf(action, error);
    }
  }
}

interface Thrown {
  readonly name?: string;
  readonly message?: string;
  /** Of the service where a request id stands beside it, else of the network. */
  readonly code?: string;
  readonly requestId?: string;
  readonly httpCode?: number;
}

/** Its client throws of its own: with the service's code, with the status of HTTP, or with what the network said in words. */
function failureOf(action: string, error: unknown): Error {
  const { name, message = '', code, requestId = '', httpCode } = error as Thrown;
  if (requestId !== '') return DNSPOD_TROUBLES.refusal({ action, code });
  if (httpCode !== undefined) return DNSPOD_TROUBLES.refusal({ action, status: httpCode });
  if (name === 'SyntaxError' || name === 'TypeError' || message.includes('invalid json'))
    return DNSPOD_TROUBLES.notAsDocumented(action);
  return DNSPOD_TROUBLES.silent(action, /\bE[A-Z_]{4,}\b/.exec(message)?.[0] ?? 'no answer');
}

/** An empty list comes as an error. */
async function orNone<Entry>(codes: readonly string[], ask: () => Promise<Entry[]>): Promise<Entry[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServiceRefusal && codes.includes(error.code)) return [];
    throw error;
  }
}
