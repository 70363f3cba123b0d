/** Where subscribers ask for a revocation, show what the brand wants to see, and people of the CA decide. */
import type { RevocationReason } from '../../../domain/revocation/words.js';
import { ApiError, noSuchOrder, requestIs } from '../api-error.js';
import type { DomainLooker } from '../domain-look.js';
import type { OrderStore } from '../order-store.js';
import type { LetterFiles } from '../organization/letter-files.js';
import type { ReceivedLetter } from '../organization/received-letter.js';
import type { StoredOrder } from '../stored-order.js';
import { newRevocationLetter, withRevocationLetter } from './letters.js';
import {
  afterLook,
  newRevocation,
  refuseUnrevocable,
  returned,
  revokedOrder,
  settled,
  type Revoking,
} from './progress.js';

export interface RevocationDeskDependencies {
  readonly store: OrderStore;
  readonly looker: DomainLooker;
  readonly letterFiles: LetterFiles;
  readonly clock: () => Date;
}

export class RevocationDesk {
  constructor(private readonly parts: RevocationDeskDependencies) {}

  /**
   * Idempotent: the first request stands, its reason too, until it is refused. Throws ApiError: `not-found`, `not-issued`,
   * `revocation-refused`.
   */
  async request(orderId: string, reason: RevocationReason): Promise<Revoking> {
    const changed = await this.parts.store.change(this.get(orderId), (current) => {
      const now = this.parts.clock();
      const order = settled(current, now);
      if (order.revocation && order.revocation.status !== 'refused') return order;
      refuseUnrevocable(order, now);
      return { ...order, revocation: newRevocation(order, reason, now) };
    });
    return revoking(changed);
  }

  /** As it stands by the CA's clock; undefined where none was asked for. Throws ApiError `not-found`. */
  async find(orderId: string): Promise<Revoking | undefined> {
    const order = await this.parts.store.change(this.get(orderId), (current) =>
      settled(current, this.parts.clock()),
    );
    return order.revocation && revoking(order);
  }

  /** Looks at the names now, where they are the proof; anything else is answered as it stands. Throws ApiError `not-found`. */
  async validate(orderId: string): Promise<Revoking> {
    const { looker, clock } = this.parts;
    const order = await this.standing(orderId);
    const { proof, validations, status } = order.revocation;
    if (status !== 'pending' || proof !== 'domain-control') return order;
    const open = validations.filter((validation) => validation.status !== 'valid');
    const looks = await looker.look(open, clock(), 'control');
    return this.change(orderId, (current) => afterLook(current, looks, clock()));
  }

  /** Idempotent by content. Throws ApiError: `not-found`, `letter-refused` with the reason. */
  async receiveLetter(orderId: string, content: Uint8Array): Promise<Revoking> {
    const { letterFiles, clock } = this.parts;
    const letter = await newRevocationLetter(await this.standing(orderId), content, clock());
    const changed = await this.parts.store.change(this.get(orderId), async (current) => {
      const received = withRevocationLetter(revoking(current), letter, clock());
      if (received !== current) await letterFiles.keep(letter, content);
      return received;
    });
    return revoking(changed);
  }

  /** Idempotent. Throws ApiError: `not-found`, `step-refused`, `order-not-ready` while nothing lies with the CA. */
  async approve(orderId: string): Promise<Revoking> {
    return this.decide(orderId, 'revoked', (order) => {
      refuseUntilHandedIn(order);
      return revokedOrder(order, this.parts.clock());
    });
  }

  /** A no with the reviewer's words: to this letter, or `forGood` to the whole request. Idempotent. Throws as `approve`. */
  async refuse(orderId: string, reason: string, forGood = false): Promise<Revoking> {
    return this.decide(orderId, 'refused', (order) => {
      if (!forGood) refuseUntilHandedIn(order);
      return returned(order, reason, forGood, this.parts.clock());
    });
  }

  /** The bytes of a letter that was received. */
  async readLetter(letter: ReceivedLetter): Promise<Uint8Array> {
    return this.parts.letterFiles.read(letter);
  }

  /** Every request that was made, longest waiting first, as it was left. */
  all(): Revoking[] {
    return this.parts.store
      .all()
      .flatMap((order) => (order.revocation ? [revoking(settled(order, this.parts.clock()))] : []))
      .sort((one, other) => one.revocation.since.localeCompare(other.revocation.since));
  }

  /** What people of the CA have to decide. */
  waiting(): Revoking[] {
    return this.all().filter(({ revocation: { status, turn } }) => status === 'pending' && turn === 'ca');
  }

  private async decide(
    orderId: string,
    outcome: 'revoked' | 'refused',
    edit: (order: Revoking) => StoredOrder,
  ): Promise<Revoking> {
    await this.standing(orderId);
    return this.change(
      orderId,
      (order) => {
        if (order.revocation.proof === 'domain-control')
          throw new ApiError('step-refused', {
            zh: '此吊销不由人工决定:以域名控制权为准',
            en: 'Nobody decides this revocation: control of the names does',
          });
        return edit(order);
      },
      outcome,
    );
  }

  /** Changes a pending request; an ended one is answered as it is where it ended so, or where it doesn't matter how. */
  private async change(
    orderId: string,
    edit: (order: Revoking) => StoredOrder,
    outcome?: 'revoked' | 'refused',
  ): Promise<Revoking> {
    const changed = await this.parts.store.change(this.get(orderId), (current) => {
      const order = revoking(settled(current, this.parts.clock()));
      const { status } = order.revocation;
      if (status === 'pending') return edit(order);
      if (outcome === undefined || outcome === status) return order;
      throw new ApiError('order-ended', requestIs(status));
    });
    return revoking(changed);
  }

  private async standing(orderId: string): Promise<Revoking> {
    const found = await this.find(orderId);
    if (!found) throw nothingAsked(orderId);
    return found;
  }

  private get(orderId: string): StoredOrder {
    const order = this.parts.store.get(orderId);
    if (!order) throw noSuchOrder(orderId);
    return order;
  }
}

function revoking(order: StoredOrder): Revoking {
  const { revocation } = order;
  if (!revocation) throw nothingAsked(order.id);
  return order as Revoking;
}

function nothingAsked(orderId: string): ApiError {
  return new ApiError('not-found', {
    zh: `没有人申请吊销订单 ${orderId} 的证书`,
    en: `Nobody asked to revoke the certificate of order ${orderId}`,
  });
}

function refuseUntilHandedIn({ revocation }: Revoking): void {
  if (revocation.turn === 'subscriber')
    throw new ApiError('order-not-ready', {
      zh: '没有提交待审核的函件',
      en: 'No letter was handed in that is to be reviewed',
    });
}
