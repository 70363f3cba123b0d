/** What signing in is made of: who people are, what waits to be decided, and where this API is reached. */
import type { DeviceSignIns } from '../../client/accounts/device-sign-ins.js';
import type { Membership, Principal } from '../../domain/accounts/principal.js';
import type { OpenIdSettings } from './openid/settings.js';

export type { Membership };

export interface Identity {
  readonly userId: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
}

export interface OpenedSession {
  readonly token: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** Of everybody who may sign in. What is not known, not right or tried too often is Refusal `NotSignedIn`. */
export interface SignInIdentities {
  /** `from`: the address that is asked from. */
  signIn(login: string, password: string, from: string): Promise<Identity>;
  bySecret(keyId: string, secret: string): Promise<Principal>;
  openSession(userId: string, from: string): Promise<OpenedSession>;
  /** As a member of `account`; where none is named, of the first one. An account that is not theirs is Refusal `NotAllowed`. */
  bySession(
    token: string,
    account?: string,
  ): Promise<{ readonly principal: Principal; readonly others: readonly Membership[] }>;
  endSession(token: string): Promise<void>;
  /** Somebody whom an OpenID provider vouches for; the first time they come, a user is made. */
  bySubject(issuer: string, subject: string, claims: SubjectClaims): Promise<Identity>;
}

export interface SubjectClaims {
  /** As a login, where it is free: never what identifies the person. */
  readonly preferredLogin?: string;
  /** What their groups make them; absent: groups say nothing. */
  readonly memberships?: readonly Membership[];
}

export interface SignInParts {
  readonly identities: SignInIdentities;
  readonly deviceSignIns: DeviceSignIns;
  readonly config: {
    /** Where callers reach this API; absent: as their requests say. */
    readonly publicUrl?: string;
  };
  /** Absent: people sign in with a password alone. */
  readonly openId?: OpenIdSettings;
}
