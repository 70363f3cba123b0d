/** The development CA as the double asks it: over its own API, as any client of the CA, and at its desks where staff would phone. */
import type { z } from 'zod';
import type { Bilingual } from '../../domain/bilingual.js';
import { readUpTo } from '../../domain/limited-reading.js';
import {
  CaCertificateBody,
  CaErrorBody,
  CaOrderBody,
  CaRevocationBody,
  CaRevocationsBody,
  type CaOrder,
  type CaRevocation,
} from './ca-wire.js';

/** The CA looks at names for up to 5 seconds before it answers; official clients give the double up after 60. */
const ANSWER_TIMEOUT_MS = 20_000;
/** Of one answer: an order of the longest list of names, with its letters' reasons, is far below. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface CaAccess {
  readonly url: string;
  readonly token: string;
}

/** The CA says no, under a code of its own. */
export class CaRefused extends Error {
  override readonly name = 'CaRefused';

  constructor(
    readonly code: string,
    readonly words: Bilingual,
  ) {
    super(words.en);
  }
}

/** No answer, or none that can be read: it may come later. */
export class CaAway extends Error {
  override readonly name = 'CaAway';
}

export class CaClient {
  constructor(private readonly access: CaAccess) {}

  /** Idempotent by reference. Throws CaRefused, CaAway, as every method here. */
  async place(placement: Readonly<Record<string, unknown>>): Promise<CaOrder> {
    return this.call('POST', '/v1/orders', CaOrderBody, { json: placement });
  }

  async order(id: string): Promise<CaOrder> {
    return this.call('GET', `/v1/orders/${id}`, CaOrderBody);
  }

  async validate(id: string): Promise<CaOrder> {
    return this.call('POST', `/v1/orders/${id}/validate`, CaOrderBody);
  }

  async cancel(id: string): Promise<CaOrder> {
    return this.call('POST', `/v1/orders/${id}/cancel`, CaOrderBody);
  }

  async certificate(id: string): Promise<z.infer<typeof CaCertificateBody>> {
    return this.call('GET', `/v1/orders/${id}/certificate`, CaCertificateBody);
  }

  /** A letter in review is taken back first: the desk reads the newest. */
  async uploadLetter(id: string, reference: string, content: Uint8Array): Promise<CaOrder> {
    try {
      return await this.call('POST', `/v1/orders/${id}/letters`, CaOrderBody, { content });
    } catch (error) {
      const before = error instanceof CaRefused ? await this.order(id) : undefined;
      if (before?.status !== 'validating' || !hasLetterInReview(before)) throw error;
      await this.call('POST', `/_control/organization/${reference}/return`, undefined, {
        json: { step: 'letter', reason: '客户上传了新的确认函' },
      });
      return this.call('POST', `/v1/orders/${id}/letters`, CaOrderBody, { content });
    }
  }

  async askRevocation(id: string, reason: string): Promise<CaRevocation> {
    return this.call('POST', `/v1/orders/${id}/revocations`, CaRevocationBody, { json: { reason } });
  }

  async revocation(id: string): Promise<CaRevocation | undefined> {
    const { revocations } = await this.call('GET', `/v1/orders/${id}/revocations`, CaRevocationsBody);
    return revocations[0];
  }

  async validateRevocation(id: string): Promise<CaRevocation> {
    return this.call('POST', `/v1/orders/${id}/revocations/validate`, CaRevocationBody);
  }

  async uploadRevocationLetter(id: string, content: Uint8Array): Promise<CaRevocation> {
    return this.call('POST', `/v1/orders/${id}/revocations/letter`, CaRevocationBody, { content });
  }

  /** At once, without a proof: the CA takes a reseller's word. */
  async revokeNow(id: string, reason: string): Promise<void> {
    await this.call('POST', `/v1/orders/${id}/revoke`, undefined, { json: { reason } });
  }

  private async call<Body>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<Body>,
    sent?: Sent,
  ): Promise<Body>;
  private async call(
    method: 'GET' | 'POST',
    path: string,
    schema: undefined,
    sent?: Sent,
  ): Promise<undefined>;
  private async call<Body>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<Body> | undefined,
    sent: Sent = {},
  ): Promise<Body | undefined> {
    const { status, json } = await this.answered(method, path, sent);
    if (status < 300) {
      const parsed = schema?.safeParse(json);
      if (parsed && !parsed.success) throw new CaAway(`${method} ${path}: not as agreed`);
      return parsed?.data;
    }
    const refused = CaErrorBody.safeParse(json);
    if (status >= 500 || status === 429 || !refused.success) throw new CaAway(`${method} ${path}: ${status}`);
    const { code, message, chinese } = refused.data.error;
    throw new CaRefused(code, { zh: chinese?.message ?? message, en: message });
  }

  private async answered(method: string, path: string, { json, content }: Sent) {
    try {
      const body = content ? new Blob([new Uint8Array(content)]) : json && JSON.stringify(json);
      const answer = await fetch(new URL(path, this.access.url), {
        method,
        headers: { authorization: `Bearer ${this.access.token}` },
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      const { bytes, whole } = await readUpTo(answer.body, MOST_BYTES);
      if (!whole) throw new Error(`more than ${MOST_BYTES} bytes`);
      return { status: answer.status, json: JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown };
    } catch (error) {
      throw new CaAway(`${method} ${path}`, { cause: error });
    }
  }
}

interface Sent {
  readonly json?: Readonly<Record<string, unknown>>;
  readonly content?: Uint8Array;
}

function hasLetterInReview({ organization }: CaOrder): boolean {
  return organization?.steps.some(({ step, status }) => step === 'letter' && status === 'with-ca') ?? false;
}
