/** Who is signed in, for which of their accounts, and what they may do there: the server's answer, asked once for all pages. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chooseAccount, chosenAccount } from '../api/account.js';
import { answered, api } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import type { components } from '../generated/api.js';

export type SessionAnswer = components['schemas']['Session'];
export type Role = SessionAnswer['role'];

export interface Session extends Omit<SessionAnswer, 'may'> {
  /** By the name of the API's operation, as its document has it. */
  readonly may: (operation: string) => boolean;
}

export const SESSION = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return await answered(api.GET('/sign-in/session'));
    } catch (error) {
      // Chosen by somebody else in this browser, or left since.
      if (chosenAccount() === undefined || !isProblem(error, 'NotAllowed')) throw error;
      chooseAccount(undefined);
      return await answered(api.GET('/sign-in/session'));
    }
  },
  staleTime: 60_000,
});

export function useSession(): Session {
  const { data } = useSuspenseQuery(SESSION);
  return useMemo(() => {
    const allowed = new Set(data.may);
    return { ...data, may: (operation) => allowed.has(operation) };
  }, [data]);
}
