/** The OpenID provider itself: found by its discovery document, asked who somebody is by the authorization code flow. */
import * as openId from 'openid-client';
import { cleanedText } from '../../../domain/characters.js';
import { isLoopback } from '../own-site.js';
import type { Subject } from '../../../client/accounts/subjects.js';
import { membershipsOf, type OpenIdSettings } from './settings.js';

/** The house's own: a provider that moves an endpoint is followed within the hour, and asked once in it. */
const DISCOVERED_FOR_MS = 3_600_000;

/** The house's own: somebody waits at a browser. */
const ANSWER_WITHIN_SECONDS = 10;

/** Longer logins are none of ours. */
const LONGEST_LOGIN = 254;

/** OpenID Connect Core, section 2: 255 characters at most. */
const LONGEST_SUBJECT = 255;

/** What is kept between leaving for the provider and coming back, in the person's own browser alone. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The address that the browser came back to, with its query, and what it had kept. */
export interface KeptAnswer {
  readonly returned: URL;
  readonly attempt: Attempt;
}

type Claims = Omit<Subject, 'issuer' | 'subject'>;

export interface VouchedFor {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Claims;
}

export class OpenIdProvider {
  readonly #settings: OpenIdSettings;
  readonly #clock: () => number;
  #discovered: { readonly configuration: Promise<openId.Configuration>; readonly until: number } | undefined;

  constructor(settings: OpenIdSettings, clock: () => number = () => Date.now()) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Where the browser is sent, and what it keeps meanwhile. */
  async begin(redirectUri: string): Promise<{ readonly url: string; readonly attempt: Attempt }> {
    const configuration = await this.#configuration();
    const attempt = {
      state: openId.randomState(),
      nonce: openId.randomNonce(),
      verifier: openId.randomPKCECodeVerifier(),
    };
    const url = openId.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#settings.scopes.join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await openId.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /**
   * Who came back. Throws what openid-client throws for an answer
   * that is not to this attempt, a code that was taken before, or a token that isn't the provider's.
   */
  async finish({ returned, attempt: { state, nonce, verifier } }: KeptAnswer): Promise<VouchedFor> {
    const configuration = await this.#configuration();
    const tokens = await openId.authorizationCodeGrant(configuration, returned, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (!token || token.sub.length > LONGEST_SUBJECT) throw new Error('The provider named nobody.');
    const claims = await this.#allClaims(configuration, tokens.access_token, token);
    return { issuer: token.iss, subject: token.sub, claims: this.#read(claims) };
  }

  /** What the token leaves out, providers tell at their endpoint for it (OpenID Connect Core, section 5.4). */
  async #allClaims(
    configuration: openId.Configuration,
    accessToken: string,
    token: openId.IDToken,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { groupsClaim } = this.#settings;
    const lacks = token[groupsClaim] === undefined || token.email === undefined;
    if (!lacks || configuration.serverMetadata().userinfo_endpoint === undefined) return token;
    return { ...(await openId.fetchUserInfo(configuration, accessToken, token.sub)), ...token };
  }

  #read(claims: Readonly<Record<string, unknown>>): Claims {
    const { preferred_username: username, email, email_verified: isVerified } = claims;
    const preferred = isVerified === true ? [email, username] : [username];
    const login = preferred.find((each) => typeof each === 'string');
    const memberships = membershipsOf(claims[this.#settings.groupsClaim], this.#settings);
    return {
      ...(login !== undefined && { preferredLogin: cleanedText(login, { longest: LONGEST_LOGIN }) }),
      ...(memberships && { memberships }),
    };
  }

  #configuration(): Promise<openId.Configuration> {
    const now = this.#clock();
    if (this.#discovered && now < this.#discovered.until) return this.#discovered.configuration;
    const configuration = this.#discover();
    const discovered = { configuration, until: now + DISCOVERED_FOR_MS };
    this.#discovered = discovered;
    // One that did not answer is asked again by whoever comes next.
    configuration.catch(() => {
      if (this.#discovered === discovered) this.#discovered = undefined;
    });
    return configuration;
  }

  #discover(): Promise<openId.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const url = new URL(issuer);
    const isPlain = url.protocol === 'http:' && isLoopback(url.hostname);
    return openId.discovery(
      url,
      clientId,
      undefined,
      clientSecret === undefined ? openId.None() : openId.ClientSecretBasic(clientSecret),
      {
        timeout: ANSWER_WITHIN_SECONDS,
        execute: [
          // The token's signature is looked at as well, not only where it came from.
          openId.enableNonRepudiationChecks,
          // Marked as deprecated by its authors so that nobody overlooks it: loopback alone.
          // eslint-disable-next-line @typescript-eslint/no-deprecated
          ...(isPlain ? [openId.allowInsecureRequests] : []),
        ],
      },
    );
  }
}
