/** What signing in is made of: who people are, what waits to be decided, and where this API is reached. */
import type { DeviceSignIns } from '../../client/accounts/device-sign-ins.js';
import type { OnceSignIns } from '../../client/accounts/once-sign-ins.js';
import type { Identities } from '../../client/accounts/identities.js';
import type { OpenIdSettings } from './openid/settings.js';

/** What is asked of those who know everybody. */
export type SignInIdentities = Pick<
  Identities,
  'signIn' | 'bySecret' | 'openSession' | 'bySession' | 'endSession' | 'bySubject'
>;

export interface SignInParts {
  readonly identities: SignInIdentities;
  readonly deviceSignIns: DeviceSignIns;
  /** What is asked of links that sign in once: they are made elsewhere. */
  readonly onceSignIns: Pick<OnceSignIns, 'stands' | 'take'>;
  readonly config: {
    /** Where callers reach this API; absent: as their requests say. */
    readonly publicUrl?: string;
  };
  /** Absent: people sign in with a password alone. */
  readonly openId?: OpenIdSettings;
}
