/** Follows each certificate at the CA: takes over what people and time have done there, and looks at names at intervals. */
import { readIssued } from '../../domain/certificates/issued.js';
import { registrableDomain } from '../../domain/names/domain-names.js';
import type { AccountBook } from './account-book.js';
import { CaAway, CaRefused, type CaClient } from './ca-client.js';
import type { CaOrder } from './ca-wire.js';
import type { CertificateStore } from './certificate-store.js';
import { openedKey } from './key-pairs.js';
import type { OwnDns } from './own-dns.js';
import { FAILURES, lacksLetter, namesAreProven, productOf, showsProofs } from './status.js';
import { namesOf, type Issued, type PlacedOrder, type StoredCertificate } from './stored-certificate.js';

export interface FollowingParts {
  readonly store: CertificateStore;
  readonly account: AccountBook;
  readonly ca: CaClient;
  readonly ownDns: OwnDns | undefined;
  readonly clock: () => Date;
  /** How often names are looked at of the brands for which nobody can ask for it, and of DNS_AUTO. */
  readonly scanMs: number;
  /** How often of the others: a look is asked for by CompleteCertificate. */
  readonly slowScanMs: number;
}

const DAY_MS = 86_400_000;

export class Following {
  private timer: NodeJS.Timeout | undefined;
  private scanning: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly lookedAt = new Map<string, number>();

  constructor(private readonly parts: FollowingParts) {}

  begin(): void {
    const scan = () => {
      this.scanning = this.scan().finally(() => {
        if (!this.stopped) this.timer = setTimeout(scan, this.parts.scanMs);
      });
    };
    this.timer = setTimeout(scan, this.parts.scanMs);
  }

  /** Resolves when nothing is looked at any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.scanning;
  }

  /** The certificate as the CA and time have left it. While the CA is away it stays what it was. */
  async settled(id: string): Promise<StoredCertificate | undefined> {
    const { store } = this.parts;
    try {
      return await store.change(id, (current) => this.moved(current));
    } catch (error) {
      if (error instanceof CaAway || error instanceof CaRefused) return store.get(id);
      throw error;
    }
  }

  /** Has the CA look at the names now. Throws CaAway, CaRefused. */
  async look(id: string): Promise<StoredCertificate | undefined> {
    await this.parts.store.change(id, async (current) => {
      const { order, standing } = current;
      if (standing !== 'reviewing' || !order || !showsProofs(current, this.parts.clock())) return current;
      return { ...current, seen: await this.parts.ca.validate(order.caId) };
    });
    return this.settled(id);
  }

  private async scan(): Promise<void> {
    const { store, clock, ca } = this.parts;
    for (const { id, standing, revocation, order } of store.all()) {
      if (this.stopped) return;
      const isMoving = standing === 'reviewing' || standing === 'cancelling';
      const isRevoking = revocation?.status === 'pending';
      if (!isMoving && !isRevoking) continue;
      if (isRevoking && revocation.proof === 'domain-control' && order)
        await ca.validateRevocation(order.caId).catch(() => undefined);
      const settled = await this.settled(id).catch(() => undefined);
      if (settled && showsProofs(settled, clock()) && this.isDue(settled))
        await this.look(id).catch(() => undefined);
    }
  }

  private isDue(certificate: StoredCertificate): boolean {
    if (namesAreProven(certificate)) return false;
    const { scanMs, slowScanMs } = this.parts;
    const every = isScanned(certificate) ? scanMs : slowScanMs;
    const now = Date.now();
    const last = this.lookedAt.get(certificate.id);
    // The first slow look is a whole interval after the names were shown.
    if (last === undefined) this.lookedAt.set(certificate.id, isScanned(certificate) ? 0 : now);
    if (now - (this.lookedAt.get(certificate.id) ?? 0) < every) return false;
    this.lookedAt.set(certificate.id, now);
    return true;
  }

  private async moved(certificate: StoredCertificate): Promise<StoredCertificate> {
    const now = this.parts.clock();
    switch (certificate.standing) {
      case 'cancelling':
        return new Date(certificate.cancelledAt ?? 0) <= now
          ? { ...certificate, standing: 'cancelled' }
          : certificate;
      case 'reviewing':
        return this.movedInReview(certificate, now);
      case 'issued':
        return this.movedInRevocation(certificate, now);
      case 'open':
      case 'cancelled':
      case 'failed':
      case 'refunded':
        return certificate;
    }
  }

  private async movedInReview(certificate: StoredCertificate, now: Date): Promise<StoredCertificate> {
    const { order } = certificate;
    if (!order) return certificate;
    const seen = await this.parts.ca.order(order.caId);
    const current = { ...certificate, seen };
    switch (seen.status) {
      case 'issued':
        return await this.issued(current, order);
      case 'refused':
        return { ...current, standing: 'failed', failure: failureOf(seen) };
      case 'cancelled':
        return { ...current, standing: 'cancelled' };
      case 'issuing':
      case 'validating':
        return await this.underReview(current, order, now);
    }
  }

  private async underReview(
    current: StoredCertificate,
    order: PlacedOrder,
    now: Date,
  ): Promise<StoredCertificate> {
    const { account, ca } = this.parts;
    if (namesAreProven(current)) {
      if (order.provenAt !== undefined) return current;
      await account.note('domainValidationPassed', current.id, '域名验证通过', now);
      return { ...current, order: { ...order, provenAt: now.toISOString() } };
    }
    if (lacksLetter(current)) return current;
    const since = Date.parse(order.letterAt ?? order.placedAt);
    if (now.getTime() > since + account.now.dials.validationDays * DAY_MS) {
      await ca.cancel(order.caId);
      return { ...current, standing: 'failed', failure: FAILURES.timedOut };
    }
    return await this.published(current, order, now);
  }

  /** DNS_AUTO: the records stand in the account's own zones. */
  private async published(
    current: StoredCertificate,
    order: PlacedOrder,
    now: Date,
  ): Promise<StoredCertificate> {
    const { ownDns } = this.parts;
    if (order.verifyType !== 'DNS_AUTO' || !ownDns || !showsProofs(current, now)) return current;
    const before = order.published ?? [];
    const records = (current.seen?.validations ?? []).flatMap(({ record }) => record ?? []);
    const further = records.filter((record) => !before.some(({ value }) => value === record.value));
    for (const { name, type, value } of further) await ownDns.set(name, type, value);
    return further.length === 0
      ? current
      : { ...current, order: { ...order, published: [...before, ...further] } };
  }

  private async issued(current: StoredCertificate, order: PlacedOrder): Promise<StoredCertificate> {
    const { ca, clock, ownDns } = this.parts;
    const { certificate: certificatePem, chain, root, encryption } = await ca.certificate(order.caId);
    const { notBefore, notAfter } = readIssued(certificatePem);
    const at = clock().toISOString();
    const issued: Issued = {
      certificatePem,
      chainPem: chain,
      rootPem: root,
      at,
      notBefore,
      notAfter,
      ...(encryption && {
        encryption: {
          certificatePem: encryption.certificate,
          key: order.privateKeyPem
            ? openedKey(encryption.envelopedKey, order.privateKeyPem)
            : encryption.envelopedKey,
        },
      }),
    };
    if (order.deletesDnsRecord)
      for (const { name, type, value } of order.published ?? []) await ownDns?.remove(name, type, value);
    await this.notedIssue(current, order);
    const provenAt = order.provenAt ?? at;
    return { ...current, standing: 'issued', issued, order: { ...order, provenAt } };
  }

  private async notedIssue(certificate: StoredCertificate, { provenAt }: PlacedOrder): Promise<void> {
    const { account, clock } = this.parts;
    const now = clock();
    if (provenAt === undefined)
      await account.note('domainValidationPassed', certificate.id, '域名验证通过', now);
    await account.note('issued', certificate.id, '签发', now);
    if (productOf(certificate).type !== 'dv-free' || certificate.replacedFor !== undefined) return;
    const [name = ''] = namesOf(certificate);
    const free = { domain: registrableDomain(name) ?? name, at: now.toISOString() };
    await account.change(({ freeIssued }) => ({ freeIssued: [...freeIssued, free] }));
  }

  private async movedInRevocation(certificate: StoredCertificate, now: Date): Promise<StoredCertificate> {
    const { revocation, order } = certificate;
    if (revocation?.status !== 'pending' || !order) return certificate;
    const { ca, account } = this.parts;
    const found = await ca.revocation(order.caId);
    if (!found) return certificate;
    const current = { ...certificate, revocation: { ...found, requestedAt: revocation.requestedAt } };
    if (found.status !== 'revoked') return current;
    await account.note('revoked', certificate.id, '吊销', now);
    await this.revokedAlong(certificate, now);
    return { ...current, revokedAt: found.revokedAt ?? now.toISOString() };
  }

  /** Section 11: whoever revokes the original of a reissued one revokes both. */
  private async revokedAlong({ replacedBy }: StoredCertificate, now: Date): Promise<void> {
    if (replacedBy === undefined) return;
    const { store, ca } = this.parts;
    await store.change(replacedBy, async (reissue) => {
      if (reissue.standing !== 'issued' || reissue.revokedAt !== undefined || !reissue.order) return reissue;
      await ca.revokeNow(reissue.order.caId, 'superseded');
      await this.revokedAlong(reissue, now);
      return { ...reissue, revokedAt: now.toISOString() };
    });
  }
}

/** Section 6.1: nobody can ask for a look at these; they are looked at periodically. */
export function isScanned(certificate: StoredCertificate): boolean {
  const { brand } = productOf(certificate);
  return PERIODIC_BRANDS.includes(brand) || certificate.order?.verifyType === 'DNS_AUTO';
}

export const PERIODIC_BRANDS: readonly string[] = ['dnspod', 'dnspod-sm2', 'wotrus'];

/** Words of the CA's own are of its review of names; others are what somebody at a desk said. */
function failureOf({ reason, reasonChinese }: CaOrder): string {
  if (reasonChinese !== undefined) return FAILURES.security;
  return reason === undefined ? FAILURES.review : `${FAILURES.review}：${reason}`;
}
