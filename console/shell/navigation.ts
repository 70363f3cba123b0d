/** What stands in the navigation, for whom: who may not do what a page is about does not see it. */
import { useMemo } from 'react';
import { useSession } from '../session/session.js';
import { texts, type Texts } from '../texts/texts.js';

const TABLE = {
  orders: { zh: '证书订单', en: 'Orders' },
  certificates: { zh: '证书', en: 'Certificates' },
  inbox: { zh: '待办', en: 'Inbox' },
  calendar: { zh: '日历', en: 'Calendar' },
  desk: { zh: '运维台', en: 'Desk' },
  information: { zh: '我的资料', en: 'My information' },
} as const;

export const NAVIGATION_TEXTS: Texts<keyof typeof TABLE> = texts('navigation', TABLE);

export interface Entry {
  readonly key: keyof typeof TABLE;
  readonly path: string;
  /** Operations of the API, one of which is to be theirs. */
  readonly operations: readonly string[];
}

const ENTRIES: readonly Entry[] = [
  { key: 'orders', path: '/orders', operations: ['page'] },
  { key: 'certificates', path: '/certificates', operations: ['certificates.page'] },
  // An operator is of no account: what waits for people is at their desk.
  { key: 'inbox', path: '/inbox', operations: ['approvals.approve', 'notices.page', 'confirmEmail'] },
  { key: 'calendar', path: '/calendar', operations: ['calendar.show'] },
  { key: 'desk', path: '/desk', operations: ['desk.show'] },
  // Whoever signs in has their own sign-in to look after.
  { key: 'information', path: '/information', operations: ['sessions.list'] },
];

/** Theirs, the first one first. */
export function useNavigation(): readonly Entry[] {
  const { may } = useSession();
  return useMemo(() => ENTRIES.filter(({ operations }) => operations.some(may)), [may]);
}
