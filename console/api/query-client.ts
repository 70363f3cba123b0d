/** What was read of the API, and when it is read again: at events (console/live), on coming back to the tab, and where nobody answered. */
import { QueryClient } from '@tanstack/react-query';
import { NoAnswer, ProblemError } from './problem.js';

const MOST_TRIES = 3;

/** What is refused stays refused; who did not answer may answer next time. */
function isWorthAnotherTry(tries: number, error: unknown): boolean {
  if (tries >= MOST_TRIES) return false;
  return error instanceof NoAnswer || (error instanceof ProblemError && error.problem.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // `always`: whether the server is reached the server tells; a browser that knows no way to the Internet may well reach it.
    queries: { staleTime: 5_000, retry: isWorthAnotherTry, networkMode: 'always' },
    // Writes are known by their keys (console/api/client.ts `knownBy`): a page that has none tries once.
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** For writes that are sent with a key of their own: the same again does nothing twice. */
export const KNOWN_WRITE = { retry: isWorthAnotherTry } as const;
