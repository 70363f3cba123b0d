/** A stand-in for a CA that revokes: what it says next is set by the test, what it was asked is counted. Places nothing. */
import type { CaRevocation, CertificateAuthority } from '../../../activities/ca/certificate-authority.js';
import type { RevocationReason } from '../../../domain/revocation/words.js';

function notAsked(): Promise<never> {
  return Promise.reject(new Error('This CA only revokes.'));
}

export class FakeRevokingCa implements CertificateAuthority {
  readonly name = 'fake-revoking-ca';
  readonly caaIdentities: readonly string[] = [];
  readonly limits = {
    canFindByReference: true,
    canChangeValidationMethod: true,
    canCancel: true,
    takesLetters: true,
    signatureHashes: ['sha256' as const],
    canListOrders: false,
  };
  /** The requests that it has, by its own references. */
  readonly requests = new Map<string, CaRevocation>();
  readonly revokedAtOnce: [caReference: string, reason: RevocationReason][] = [];
  readonly asked = { request: 0, validate: 0, upload: 0 };
  /** What a new request is answered with. */
  answer: CaRevocation = pending();
  /** What a look at the proof finds. */
  looks: (before: CaRevocation) => CaRevocation = (before) => before;
  /** Each of them is thrown by one call of its kind, after the work was done: an answer that got lost. */
  readonly loseAnswers = { request: 0, upload: 0 };
  /** Thrown by every call instead of an answer. */
  silence: Error | undefined;
  /** Thrown by an upload instead of taking the letter. */
  refusesLetter: Error | undefined;

  readonly placeOrder = notAsked;
  readonly findByReference = notAsked;
  readonly listOrders = notAsked;
  readonly orderStatus = notAsked;
  readonly challenges = notAsked;
  readonly requestValidation = notAsked;
  readonly uploadLetter = notAsked;
  readonly changeOrganizationDetails = notAsked;
  readonly renewOrganization = notAsked;
  readonly cancelOrder = notAsked;
  readonly fetchCertificate = notAsked;

  revokeCertificate(caReference: string, reason: RevocationReason): Promise<void> {
    this.revokedAtOnce.push([caReference, reason]);
    return Promise.resolve();
  }

  async requestRevocation(caReference: string): Promise<CaRevocation> {
    await this.#speak();
    this.asked.request += 1;
    const before = this.requests.get(caReference);
    const stands = before?.status === 'pending' ? before : this.answer;
    this.requests.set(caReference, stands);
    return this.#heard('request', stands);
  }

  async findRevocation(caReference: string): Promise<CaRevocation | undefined> {
    await this.#speak();
    return this.requests.get(caReference);
  }

  async validateRevocation(caReference: string): Promise<CaRevocation> {
    await this.#speak();
    this.asked.validate += 1;
    const after = this.looks(this.#present(caReference));
    this.requests.set(caReference, after);
    return after;
  }

  async uploadRevocationLetter(caReference: string, letter: { content: Uint8Array }): Promise<void> {
    await this.#speak();
    this.asked.upload += 1;
    if (this.refusesLetter) throw this.refusesLetter;
    const present = this.#present(caReference);
    const sha256 = await sha256Of(letter.content);
    const letters = [...present.letters, { sha256, status: 'in-review' } as const];
    this.requests.set(caReference, { ...present, turn: 'ca', letters });
    this.#heard('upload', undefined);
  }

  /** As its people do. */
  decide(caReference: string, change: Partial<CaRevocation>): void {
    this.requests.set(caReference, { ...this.#present(caReference), ...change });
  }

  #present(caReference: string): CaRevocation {
    const present = this.requests.get(caReference);
    if (!present) throw new Error(`Nobody asked for ${caReference} to be revoked`);
    return present;
  }

  #speak(): Promise<void> {
    return this.silence ? Promise.reject(this.silence) : Promise.resolve();
  }

  #heard<Answer>(what: 'request' | 'upload', answer: Answer): Answer {
    if (this.loseAnswers[what] === 0) return answer;
    this.loseAnswers[what] -= 1;
    throw new Error('the answer was lost');
  }
}

/** Control of www.example.com is to be shown, unless told otherwise. */
export function pending(differing: Partial<CaRevocation> = {}): CaRevocation {
  return {
    status: 'pending',
    proof: 'domain-control',
    turn: 'subscriber',
    validations: [
      {
        name: 'www.example.com',
        method: 'manual-dns',
        record: { type: 'TXT', name: '_dnsauth.www.example.com', value: 'revoke-me' },
        issuedAt: '2026-11-20T00:00:00.000Z',
        status: 'pending',
      },
    ],
    letters: [],
    ...differing,
  };
}

async function sha256Of(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(content));
  return Buffer.from(digest).toString('hex');
}
