/** Signing in a program from another device (RFC 8628), for servers: what is asked, decided by a person, and taken once. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Database } from '../../db/database.js';
import {
  addDeviceSignIn,
  countCodeTry,
  decideDeviceSignIn,
  findDeviceSignIn,
  forgiveCodeTry,
  pollDeviceSignIn,
  tidyDeviceSignIns,
  type DeviceDecision,
} from '../../db/statements/accounts/device-sign-ins.js';
import {
  DEVICE_SIGN_IN_SECONDS,
  LONGEST_CLIENT_NAME,
  LONGEST_POLL_SECONDS,
  MOST_OPEN,
  MOST_OPEN_FROM_ONE,
  MOST_WRONG_CODES,
  newUserCode,
  POLL_SECONDS,
  POLL_TOLERANCE_SECONDS,
  SLOW_DOWN_SECONDS,
  userCodeOf,
} from '../../domain/accounts/device-sign-in.js';
import { cleanedText } from '../../domain/characters.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

/** What the program is told. Only it has the device code. */
export interface BegunDeviceSignIn {
  readonly deviceCode: string;
  /** Letters alone; people see it by `shownUserCode`. */
  readonly userCode: string;
  readonly expiresInSeconds: number;
  readonly pollSeconds: number;
}

/** What the person sees before they decide. Instants: ISO 8601, UTC. */
export interface OpenDeviceSignIn {
  readonly userCode: string;
  readonly clientName: string;
  readonly askedFrom: string;
  readonly askedAt: string;
  readonly expiresAt: string;
}

export type PolledDeviceSignIn =
  | { readonly state: 'pending' | 'slow-down' | 'denied' | 'expired' }
  | { readonly state: 'approved'; readonly userId: string; readonly account: string | null };

/** 256 bits: nobody guesses it. */
const DEVICE_CODE_BYTES = 32;

/** How often another user code is drawn where one is taken: with 10,000 open, one in 2,560,000 is. */
const MOST_DRAWS = 5;

export interface DeviceSignInsOptions {
  readonly database: Database;
  /** Milliseconds since the epoch; default: this machine's. */
  readonly clock?: () => number;
}

export class DeviceSignIns {
  readonly #database: Database;
  readonly #clock: () => number;

  constructor({ database, clock = () => Date.now() }: DeviceSignInsOptions) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * A program asks. `from`: the address that it asked from. Throws Refusal `RefusedInThisState` while too many are open: anybody may
   * ask, and each one is a row.
   */
  async begin({
    clientName,
    from,
  }: {
    readonly clientName: string;
    readonly from: string;
  }): Promise<BegunDeviceSignIn> {
    const now = this.#now();
    await tidyDeviceSignIns(this.#database, now);
    const deviceCode = randomBytes(DEVICE_CODE_BYTES).toString('base64url');
    for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
      const userCode = newUserCode((below) => randomInt(below));
      const added = await addDeviceSignIn(
        this.#database,
        {
          deviceCodeHash: hashOf(deviceCode),
          userCode,
          clientName: cleanedText(clientName, { longest: LONGEST_CLIENT_NAME }),
          askedFrom: cleanedText(from, { longest: LONGEST_CLIENT_NAME }),
          expiresAt: new Date(now.getTime() + DEVICE_SIGN_IN_SECONDS * 1000),
          pollSeconds: POLL_SECONDS,
        },
        now,
        { fromOne: MOST_OPEN_FROM_ONE, inAll: MOST_OPEN },
      );
      if (added === 'tooMany') throw tooManyOpen();
      if (added === 'added')
        return { deviceCode, userCode, expiresInSeconds: DEVICE_SIGN_IN_SECONDS, pollSeconds: POLL_SECONDS };
    }
    throw tooManyOpen();
  }

  /**
   * The one that a person typed the code of, while it can still be decided. Throws Refusal: `NotFound`; `RefusedInThisState` where this
   * person tried too many wrong codes.
   */
  async find(typedCode: string, userId: string): Promise<OpenDeviceSignIn> {
    const now = this.#now();
    const tries = await countCodeTry(this.#database, userId, now, DEVICE_SIGN_IN_SECONDS);
    if (tries > MOST_WRONG_CODES) throw tooManyTries();
    const userCode = userCodeOf(typedCode);
    const found = userCode && (await findDeviceSignIn(this.#database, userCode, now));
    if (!found || found.decision !== null) throw noSuchCode();
    await forgiveCodeTry(this.#database, userId);
    const { clientName, askedFrom, askedAt, expiresAt } = found;
    return {
      userCode: found.userCode,
      clientName,
      askedFrom,
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Decided once, by whoever comes first. Throws Refusal `NotFound` for what can't be decided any more. */
  async decide(typedCode: string, userId: string, decided: DeviceDecision): Promise<void> {
    const { userCode } = await this.find(typedCode, userId);
    const isDecided = await decideDeviceSignIn(this.#database, userCode, userId, decided, this.#now());
    if (!isDecided) throw noSuchCode();
  }

  /** What the program is told. A decision is told once: asked again, it is as good as expired. */
  async poll(deviceCode: string): Promise<PolledDeviceSignIn> {
    const polled = await pollDeviceSignIn(this.#database, hashOf(deviceCode), this.#now(), {
      toleranceSeconds: POLL_TOLERANCE_SECONDS,
      slowerBySeconds: SLOW_DOWN_SECONDS,
      longestSeconds: LONGEST_POLL_SECONDS,
    });
    if (!polled) return { state: 'expired' };
    const { decision, userId, account } = polled;
    if (decision === 'denied') return { state: 'denied' };
    if (decision === 'approved' && userId !== null) return { state: 'approved', userId, account };
    return { state: polled.tooSoon ? 'slow-down' : 'pending' };
  }

  #now(): Date {
    return new Date(this.#clock());
  }
}

function hashOf(deviceCode: string): string {
  return createHash('sha256').update(deviceCode).digest('hex');
}

function noSuchCode(): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'userCode',
      message: {
        zh: '没有使用此代码的登录请求:代码有误、已过期或已被处理',
        en: 'No sign-in waits under this code: it is mistyped, expired, or was decided',
      },
      accepted: {
        zh: '终端显示的代码,例如 WDJB-MJHT;可再次运行 `sealflow login URL` 获取新代码',
        en: 'the code that the terminal shows, such as WDJB-MJHT; `sealflow login URL` shows a new one',
      },
    }),
  );
}

function tooManyTries(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'userCode',
      message: { zh: '输入错误代码的次数过多', en: 'Too many wrong codes were typed' },
      accepted: { zh: '几分钟后再试', en: 'another try in some minutes' },
    }),
  );
}

function tooManyOpen(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: '等待确认的登录请求过多', en: 'Too many sign-ins wait to be confirmed' },
      accepted: {
        zh: '先确认或拒绝已有的请求,或几分钟后再试',
        en: 'confirm or refuse those that wait, or try again in some minutes',
      },
    }),
  );
}
