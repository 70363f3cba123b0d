/** The pages themselves: signing in, being signed in, letting a device in. */
import type { OpenDeviceSignIn } from '../../../client/accounts/device-sign-ins.js';
import { shownUserCode } from '../../../domain/accounts/device-sign-in.js';
import type { Bilingual, Language } from '../../../domain/bilingual.js';
import type { OwnSite } from '../own-site.js';
import type { Membership } from '../../../domain/accounts/principal.js';
import type { SignedIn } from '../signed-in.js';
import { html, type Html, type Page } from './html.js';
import { PAGE_TEXTS, signInAt } from './texts.js';

/** For whom a page is, and under which address it is. */
export interface PageFor {
  readonly language: Language;
  readonly site: OwnSite;
}

export interface SignInPage {
  readonly returnTo: string;
  /** What the button says where people sign in at an OpenID provider; absent: nowhere. */
  readonly openIdName: string | undefined;
  readonly problem?: Bilingual;
  readonly status?: number;
}

export function signInPage(
  { language, site }: PageFor,
  { returnTo, openIdName, problem, status = 200 }: SignInPage,
): Page {
  const say = (words: Bilingual) => words[language];
  const query = new URLSearchParams({ returnTo }).toString();
  const elsewhere =
    openIdName === undefined
      ? html``
      : html`<p>
          <a class="button" href="${site.base}/sign-in/openid?${query}">${say(signInAt(openIdName))}</a>
        </p>`;
  const body = html`${problemText(problem, language)} ${elsewhere}
    <form method="post" action="${site.base}/sign-in">
      <input type="hidden" name="returnTo" value="${returnTo}" />
      <label for="login">${say(PAGE_TEXTS.login)}</label>
      <input id="login" name="login" autocomplete="username" autocapitalize="none" required autofocus />
      <label for="password">${say(PAGE_TEXTS.password)}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button>${say(PAGE_TEXTS.signIn)}</button>
    </form>`;
  return { title: say(PAGE_TEXTS.signIn), body, status };
}

export function signedInPage({ language, site }: PageFor, { principal, memberships }: SignedIn): Page {
  const say = (words: Bilingual) => words[language];
  const accounts = memberships.map((each) => html`<dd>${membershipText(each, language)}</dd>`);
  const body = html`<dl>
      <dt>${say(PAGE_TEXTS.as)}</dt>
      <dd>${principal.name}</dd>
      <dt>${say(PAGE_TEXTS.accounts)}</dt>
      ${accounts}
    </dl>
    <p><a class="button" href="${site.base}/console/">${say(PAGE_TEXTS.console)}</a></p>
    <p><a class="button" href="${site.base}/sign-in/device">${say(PAGE_TEXTS.allowDevice)}</a></p>
    <form method="post" action="${site.base}/sign-in/out">
      <button class="second">${say(PAGE_TEXTS.signOut)}</button>
    </form>`;
  return { title: say(PAGE_TEXTS.signedIn), body };
}

export function codePage({ language, site }: PageFor, problem?: Bilingual, status = 200): Page {
  const say = (words: Bilingual) => words[language];
  const body = html`${problemText(problem, language)}
    <form method="get" action="${site.base}/sign-in/device">
      <label for="code">${say(PAGE_TEXTS.typeCode)}</label>
      <input
        class="code"
        id="code"
        name="user_code"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        required
        autofocus
      />
      <button>${say(PAGE_TEXTS.goOn)}</button>
    </form>`;
  return { title: say(PAGE_TEXTS.allowDevice), body, status };
}

export function devicePage(
  { language, site }: PageFor,
  { principal, memberships }: SignedIn,
  { userCode, clientName, askedFrom, askedAt }: OpenDeviceSignIn,
): Page {
  const say = (words: Bilingual) => words[language];
  const options = memberships.map(
    (each, index) => html`<option value="${String(index)}">${membershipText(each, language)}</option>`,
  );
  const body = html`<p class="code">${shownUserCode(userCode)}</p>
    <p>${say(PAGE_TEXTS.compare)}</p>
    <dl>
      <dt>${say(PAGE_TEXTS.program)}</dt>
      <dd>${clientName}</dd>
      <dt>${say(PAGE_TEXTS.askedFrom)}</dt>
      <dd>${askedFrom}</dd>
      <dt>${say(PAGE_TEXTS.askedAt)}</dt>
      <dd>${askedAt}</dd>
      <dt>${say(PAGE_TEXTS.as)}</dt>
      <dd>${principal.name}</dd>
    </dl>
    <form method="post" action="${site.base}/sign-in/device">
      <input type="hidden" name="user_code" value="${userCode}" />
      <label for="membership">${say(PAGE_TEXTS.account)}</label>
      <select id="membership" name="membership">
        ${options}
      </select>
      <button name="decision" value="allow">${say(PAGE_TEXTS.allow)}</button>
      <button class="second" name="decision" value="refuse">${say(PAGE_TEXTS.refuse)}</button>
    </form>`;
  return { title: say(PAGE_TEXTS.allowDevice), body };
}

/** Nothing is left to do at the browser. */
export function decidedPage({ language }: PageFor, decision: 'approved' | 'denied'): Page {
  const [title, next] =
    decision === 'approved'
      ? [PAGE_TEXTS.allowed, PAGE_TEXTS.allowedNext]
      : [PAGE_TEXTS.refused, PAGE_TEXTS.refusedNext];
  return { title: title[language], body: html`<p>${next[language]}</p>` };
}

/** Nothing is used up by looking at it, as programs do that fetch a link beforehand. */
export function oncePage({ language, site }: PageFor, token: string): Page {
  const body = html`<p>${PAGE_TEXTS.once[language]}</p>
    <form method="post" action="${site.base}/sign-in/once">
      <input type="hidden" name="token" value="${token}" />
      <button autofocus>${PAGE_TEXTS.signIn[language]}</button>
    </form>`;
  return { title: PAGE_TEXTS.signIn[language], body };
}

export function problemPage({ language, site }: PageFor, problem: Bilingual, status: number): Page {
  const body = html`${problemText(problem, language)}
    <p><a class="button" href="${site.base}/sign-in">${PAGE_TEXTS.again[language]}</a></p>`;
  return { title: PAGE_TEXTS.problem[language], body, status };
}

function problemText(problem: Bilingual | undefined, language: Language): Html {
  return problem ? html`<p class="problem" role="alert">${problem[language]}</p>` : html``;
}

function membershipText({ account, role }: Membership, language: Language): string {
  return `${account ?? PAGE_TEXTS.installation[language]} (${role})`;
}
