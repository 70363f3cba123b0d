/** A session that has ended, told to whoever shows pages. What was typed stays: its page keeps it (console/drafts/). */

type Listener = () => void;

const listeners = new Set<Listener>();

/** Told before anybody listened: the first answer may come before the page stands. */
let isTold = false;

export function toldSignedOut(): void {
  isTold = true;
  for (const listener of listeners) listener();
}

/** Returns what ends it. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  if (isTold) listener();
  return () => {
    listeners.delete(listener);
  };
}

/** The API's own sign-in page, which leads back to where somebody was. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  const base = new URL('..', document.baseURI);
  // Below a proxy's path the API knows its own addresses without it.
  const returnTo = `/${`${pathname}${search}`.slice(base.pathname.length)}`;
  window.location.assign(new URL(`sign-in?${new URLSearchParams({ returnTo }).toString()}`, base));
}
