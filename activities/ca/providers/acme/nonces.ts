/**
 * Nonces that came with a directory's answers, for the requests that follow (RFC 8555, section 6.5): each spares a request for one,
 * and the connection that the library closes after it. One that is no longer good costs what it costs without: the directory gives another.
 */
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';

/** RFC 8555, section 6.5.1: anything else is to be ignored. */
const NONCE = /^[\w-]{1,512}$/;

export class Nonces {
  private kept: { readonly nonce: string; readonly at: number }[] = [];

  constructor(private readonly now: () => number) {}

  keep(nonce: string | undefined): void {
    if (nonce === undefined || !NONCE.test(nonce)) return;
    this.kept = [...this.kept.slice(1 - ACME_LIMITS.nonces), { nonce, at: this.now() }];
  }

  /** The one that came last, and never again; undefined where none is fresh. */
  take(): string | undefined {
    const last = this.kept.pop();
    if (last && this.now() - last.at < ACME_LIMITS.nonceMs) return last.nonce;
    this.kept = [];
    return undefined;
  }
}
