/** Keys of programs: made, rotated and revoked. A secret is told once, by whatever made it, and never again. */
import { inTransaction, type Queryable } from '../../db/database.js';
import {
  addKeyHolders,
  countLiveKeys,
  deleteEndedSecrets,
  endSecretsAt,
  listApiKeys,
  lockApiKey,
  markKeyRevoked,
  type ApiKeyRow,
} from '../../db/statements/accounts/api-keys.js';
import { lockPeople } from '../../db/statements/accounts/users.js';
import {
  LONGEST_KEY_LIFE_MS,
  MOST_KEYS,
  MOST_SECRETS,
  SECRET_OVERLAP,
} from '../../domain/accounts/credentials.js';
import { ACCOUNT_ROLES, isRole, type Role } from '../../domain/accounts/roles.js';
import { problemOfGiven } from '../../domain/text-input.js';
import { askingPerson, handsOf } from '../approvals/person.js';
import type { ClientContext } from '../context.js';
import { unusable } from '../refusing.js';
import { addSecret, makeApiKey } from './making-keys.js';
import { recorded } from './recorded.js';
import { ACCOUNT_REFUSALS } from './words.js';

export type ApiKeyState = 'live' | 'expired' | 'revoked';

/** Times are ISO 8601, UTC. */
export interface ApiKeyView {
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  readonly state: ApiKeyState;
  /** As the log tells them; null: it was not noted. */
  readonly madeBy: string | null;
  readonly createdAt: string;
  /** Null: when it is revoked. */
  readonly expiresAt: string | null;
  /** To the minute; null: never. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  /** Those that count, the newest first: one, or two while the key is rotated. */
  readonly secrets: readonly SecretView[];
}

export interface SecretView {
  readonly createdAt: string;
  /** When it counts no more; null: as long as the key. */
  readonly endsAt: string | null;
}

/** The only answer that has the secret in it. */
export interface ShownApiKey extends ApiKeyView {
  readonly secret: string;
}

export interface NewApiKeyRequest {
  readonly name: string;
  readonly role: Role;
  /** An instant, ISO 8601; without it the key counts until it is revoked. */
  readonly expiresAt?: string;
}

export interface RotationRequest {
  /** How long the old secret counts beside the new one; 0: no longer. Default 168: a week. */
  readonly overlapHours?: number;
}

/** `named`: a key's id, or its name. */
export class ApiKeys {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The newest first; those that count no more as well. */
  async list(): Promise<ApiKeyView[]> {
    const { database, account } = this.#context;
    const now = this.#now();
    return (await listApiKeys(database, account, now)).map((row) => keyView(row, now));
  }

  /** Throws Refusal: `InvalidInput` by field; `RefusedInThisState` where the name is taken, or there are too many. */
  async create(request: NewApiKeyRequest): Promise<ShownApiKey> {
    const operation = {
      operation: 'api-key.create',
      details: { ...(isRole(request.role) && { role: request.role }) },
      made: ({ keyId }: ShownApiKey) => keyId,
    };
    return await recorded(this.#context, operation, () => this.#create(request));
  }

  /**
   * Another secret for the same key, beside the old one for a while, so that no program stands still. Throws Refusal: `NotFound`;
   * `InvalidInput`; `RefusedInThisState` where it counts no more, or has two already and the old ones are to go on.
   */
  async rotate(
    named: string,
    { overlapHours = SECRET_OVERLAP.usualHours }: RotationRequest = {},
  ): Promise<ShownApiKey> {
    const { database, account } = this.#context;
    const operation = {
      operation: 'api-key.rotate',
      details: { ...(Number.isInteger(overlapHours) && { overlapHours }) },
      made: ({ keyId }: ShownApiKey) => keyId,
    };
    return await recorded(this.#context, operation, async () => {
      refuseUnusableOverlap(overlapHours);
      const masterKeys = await this.#context.sealingKeys();
      return await inTransaction(database, async (transaction) => {
        const now = this.#now();
        const key = await this.#own(transaction, named, now);
        const { keyId } = key;
        if (stateOf(key, now) !== 'live') throw ACCOUNT_REFUSALS.keyEnded();
        if (overlapHours > 0 && key.secrets.length >= MOST_SECRETS)
          throw ACCOUNT_REFUSALS.rotatingAlready(firstEnd(key));
        await endSecretsAt(transaction, keyId, new Date(now.getTime() + overlapHours * 3_600_000));
        await deleteEndedSecrets(transaction, keyId, now);
        await addKeyHolders(transaction, keyId, handsOf(await askingPerson(this.#context, transaction)));
        const secret = await addSecret(transaction, masterKeys, keyId, now);
        const rotated = await lockApiKey(transaction, account, keyId, now);
        return { ...keyView(rotated ?? key, now), secret };
      });
    });
  }

  /** It counts no more, from the next request on, and its secrets are gone. Throws Refusal `NotFound`. */
  async revoke(named: string): Promise<ApiKeyView> {
    const { database, account } = this.#context;
    const operation = { operation: 'api-key.revoke', made: ({ keyId }: ApiKeyView) => keyId };
    return await recorded(this.#context, operation, () =>
      inTransaction(database, async (transaction) => {
        const now = this.#now();
        const key = await this.#own(transaction, named, now);
        await markKeyRevoked(transaction, key.keyId, now);
        const revoked = await lockApiKey(transaction, account, key.keyId, now);
        return keyView(revoked ?? key, now);
      }),
    );
  }

  async #create({ name, role, expiresAt }: NewApiKeyRequest): Promise<ShownApiKey> {
    const { database, account } = this.#context;
    refuseUnusableName(name);
    if (!ACCOUNT_ROLES.some((known) => known === role)) throw ACCOUNT_REFUSALS.unknownRole(false);
    const at = this.#now();
    const ends = expiryOf(expiresAt, at);
    const masterKeys = await this.#context.sealingKeys();
    return await inTransaction(database, async (transaction) => {
      await lockPeople(transaction, account);
      if ((await countLiveKeys(transaction, account)) >= MOST_KEYS)
        throw ACCOUNT_REFUSALS.tooManyKeys(MOST_KEYS);
      const maker = await askingPerson(this.#context, transaction);
      const made = { heldBy: handsOf(maker), madeByName: maker.name };
      const wanted = { account, name, role, expiresAt: ends, at, ...made };
      const { keyId, secret } = await makeApiKey(transaction, masterKeys, wanted);
      return { ...keyView(await this.#own(transaction, keyId, at), at), secret };
    });
  }

  async #own(transaction: Queryable, named: string, now: Date): Promise<ApiKeyRow> {
    const usable = problemOfGiven(named) === undefined;
    const found = usable ? await lockApiKey(transaction, this.#context.account, named, now) : undefined;
    if (found) return found;
    throw ACCOUNT_REFUSALS.unknownKey(named);
  }

  #now(): Date {
    return new Date(this.#context.clock());
  }
}

/** House limit: it stands in the log's every line. */
const LONGEST_NAME = 64;

function refuseUnusableName(name: string): void {
  if (problemOfGiven(name, { longest: LONGEST_NAME }) === undefined) return;
  throw unusable('name', {
    zh: `一行文字,1 到 ${LONGEST_NAME} 个字符`,
    en: `1 to ${LONGEST_NAME} characters on one line`,
  });
}

function refuseUnusableOverlap(hours: number): void {
  if (Number.isInteger(hours) && hours >= 0 && hours <= SECRET_OVERLAP.mostHours) return;
  throw unusable('overlapHours', {
    zh: `0 到 ${SECRET_OVERLAP.mostHours} 之间的整数小时`,
    en: `a whole number of hours from 0 to ${SECRET_OVERLAP.mostHours}`,
  });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function expiryOf(expiresAt: string | undefined, now: Date): Date | null {
  if (expiresAt === undefined) return null;
  const at = typeof expiresAt === 'string' && INSTANT.test(expiresAt) ? Date.parse(expiresAt) : Number.NaN;
  if (at > now.getTime() && at <= now.getTime() + LONGEST_KEY_LIFE_MS) return new Date(at);
  throw unusable('expiresAt', {
    zh: '今后五年内的时刻(ISO 8601),例如 2027-06-30 或 2027-06-30T12:00:00Z',
    en: 'an instant within the next five years (ISO 8601), such as 2027-06-30 or 2027-06-30T12:00:00Z',
  });
}

function stateOf({ revokedAt, expiresAt }: ApiKeyRow, now: Date): ApiKeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live';
}

function firstEnd({ secrets }: ApiKeyRow): string {
  const ends = secrets.flatMap(({ endsAt }) => (endsAt === null ? [] : [new Date(endsAt).toISOString()]));
  return ends.sort()[0] ?? '';
}

function keyView(row: ApiKeyRow, now: Date): ApiKeyView {
  const { keyId, name, role, madeByName, createdAt, expiresAt, lastUsedAt, revokedAt } = row;
  const state = stateOf(row, now);
  return {
    keyId,
    name,
    role,
    state,
    madeBy: madeByName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    secrets: (state === 'live' ? row.secrets : []).map((secret) => ({
      createdAt: new Date(secret.createdAt).toISOString(),
      endsAt: secret.endsAt === null ? null : new Date(secret.endsAt).toISOString(),
    })),
  };
}
