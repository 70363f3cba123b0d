/** Who sent a request: its signature held against the key's secrets, with the same work for a key that nobody has. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { TENCENT_CLOCK_SECONDS } from '../../../tencent-limits.js';
import { TencentError } from '../error.js';
import type { Tell } from '../contract/input.js';
import {
  CLOCK_APART,
  MISSING_PARAMETER,
  NO_TOKENS,
  UNKNOWN_KEY,
  UNSIGNED,
  UNUSABLE_VALUE,
  WRONG_SIGNATURE,
} from '../texts.js';
import { legacyReadings, legacySignature, legacySignatureOf } from './legacy.js';
import type { Received } from './received.js';
import { tc3AuthorizationOf, tc3Readings, tc3Signature } from './tc3.js';

/** Where keys are looked up. `Principal`: what a server knows of whoever has one. */
export interface KeyHolders<Principal> {
  byKeyId(keyId: string): Promise<KeyHolder<Principal> | undefined>;
}

export interface KeyHolder<Principal> {
  readonly principal: Principal;
  /** Those that count now. */
  readonly secrets: readonly string[];
  /** Told once a signature fits. */
  noteUse(): Promise<void>;
}

export interface Caller<Principal> {
  readonly principal: Principal;
  readonly keyId: string;
  readonly signature: string;
}

export interface VerifierParts<Principal> {
  readonly identities: KeyHolders<Principal>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Names under which this server is reached, where something before it changes `Host`. */
  readonly publicHosts: readonly string[];
}

/** A signature with whatever its key may have signed. */
interface Claim {
  readonly keyId: string;
  readonly signature: string;
  readonly readings: readonly string[];
  readonly sign: (secret: string) => (reading: string) => string;
}

/** While a key is changed it has two live secrets; as many are always tried. */
const SECRETS_TRIED = 2;
/** Stands where a key has none: nobody knows it, this process neither remembers nor tells it. */
const NOBODYS = Array.from({ length: SECRETS_TRIED }, () => randomBytes(32).toString('base64url'));

/** By the `Authorization` header. Throws TencentError `AuthFailure.…`, or about the common parameter that is wrong. */
export async function verifiedTc3<Principal>(
  parts: VerifierParts<Principal>,
  received: Received,
  tell: Tell,
): Promise<Caller<Principal>> {
  const authorization = tc3AuthorizationOf(received.header('authorization'));
  if (!authorization) throw new TencentError('AuthFailure.InvalidAuthorization', tell(UNSIGNED));
  const timestamp = received.header('x-tc-timestamp');
  const seconds = secondsOf(timestamp, 'X-TC-Timestamp', tell);
  refuseOtherTimes(parts, seconds, authorization.date, tell);
  refuseTokens(received.header('x-tc-token'), tell);
  return await caller(
    parts,
    {
      keyId: authorization.keyId,
      signature: authorization.signature,
      readings: tc3Readings(received, authorization, timestamp ?? '', parts.publicHosts),
      sign: (secret) => tc3Signature(secret, authorization),
    },
    tell,
  );
}

/** By the parameters, as before TC3. Throws as `verifiedTc3` does. */
export async function verifiedLegacy<Principal>(
  parts: VerifierParts<Principal>,
  received: Received,
  parameters: ReadonlyMap<string, string>,
  tell: Tell,
): Promise<Caller<Principal>> {
  const signed = legacySignatureOf(parameters);
  if (!signed) throw new TencentError('AuthFailure.InvalidAuthorization', tell(UNSIGNED));
  const seconds = secondsOf(parameters.get('Timestamp'), 'Timestamp', tell);
  refuseOtherNonces(parameters.get('Nonce'), tell);
  refuseOtherTimes(parts, seconds, undefined, tell);
  refuseTokens(parameters.get('Token'), tell);
  return await caller(
    parts,
    {
      keyId: signed.keyId,
      signature: signed.signature,
      readings: legacyReadings(received, parameters, parts.publicHosts),
      sign: (secret) => legacySignature(secret, signed),
    },
    tell,
  );
}

async function caller<Principal>(
  { identities }: VerifierParts<Principal>,
  claim: Claim,
  tell: Tell,
): Promise<Caller<Principal>> {
  const found = await identities.byKeyId(claim.keyId);
  const right = isSigned(claim, found?.secrets ?? []);
  if (!found || found.secrets.length === 0) {
    throw new TencentError('AuthFailure.SecretIdNotFound', tell(UNKNOWN_KEY));
  }
  if (!right) throw new TencentError('AuthFailure.SignatureFailure', tell(WRONG_SIGNATURE));
  await found.noteUse();
  return { principal: found.principal, keyId: claim.keyId, signature: claim.signature };
}

/** Every reading with every secret, whichever fits, and as many where there is none. */
export function isSigned(
  claim: Pick<Claim, 'signature' | 'readings' | 'sign'>,
  secrets: readonly string[],
): boolean {
  const tried = [...secrets, ...NOBODYS].slice(0, Math.max(SECRETS_TRIED, secrets.length));
  return tried
    .map((secret, index) => {
      const sign = claim.sign(secret);
      const fits = claim.readings.map((reading) => equal(sign(reading), claim.signature));
      return index < secrets.length && fits.includes(true);
    })
    .includes(true);
}

/** In the same time wherever they differ, and however long they are. */
function equal(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function secondsOf(given: string | undefined, name: string, tell: Tell): number {
  if (given === undefined || given === '')
    throw new TencentError('MissingParameter', tell(MISSING_PARAMETER(name)));
  if (!/^\d{1,12}$/.test(given)) throw new TencentError('InvalidParameterValue', tell(UNUSABLE_VALUE(name)));
  return Number(given);
}

/** It makes each signature another one; Python draws from 63 bits. */
function refuseOtherNonces(given: string | undefined, tell: Tell): void {
  if (!given) throw new TencentError('MissingParameter', tell(MISSING_PARAMETER('Nonce')));
  if (!/^\d{1,20}$/.test(given))
    throw new TencentError('InvalidParameterValue', tell(UNUSABLE_VALUE('Nonce')));
}

/** `date`: of the credential, which is only good for its day by UTC. */
function refuseOtherTimes(
  { now }: Pick<VerifierParts<unknown>, 'now'>,
  seconds: number,
  date: string | undefined,
  tell: Tell,
): void {
  const apart = Math.abs(now() - seconds * 1000) > TENCENT_CLOCK_SECONDS * 1000;
  const otherDay = date !== undefined && new Date(seconds * 1000).toISOString().slice(0, 10) !== date;
  if (apart || otherDay) {
    throw new TencentError('AuthFailure.SignatureExpire', tell(CLOCK_APART(TENCENT_CLOCK_SECONDS)));
  }
}

/** Temporary credentials are not ours. */
function refuseTokens(token: string | undefined, tell: Tell): void {
  if (token) throw new TencentError('AuthFailure.TokenFailure', tell(NO_TOKENS));
}
