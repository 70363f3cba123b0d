/**
 * Who may do what: one table, operation x role, asked by the client's one door (client/accounts/guarded.ts), and so by the API, the
 * command line over HTTP and the console alike. What has no row, nobody may do.
 */
import { APPROVAL_RIGHTS } from './approval-rights.js';
import { EVENT_RIGHTS } from './event-rights.js';
import type { Role } from './roles.js';

const OWNER: readonly Role[] = ['owner'];
const ORDERING: readonly Role[] = ['owner', 'orderer'];
/** Also for whom the account's letters are: of orders, and requests to revoke, that wait on people, and no others. */
const LETTERS: readonly Role[] = ['owner', 'orderer', 'letters'];
const READING: readonly Role[] = ['owner', 'orderer', 'approver', 'auditor'];
/** Where personal data, or access to what is outside, is read. */
const READING_ALL: readonly Role[] = ['owner', 'orderer', 'auditor'];
const SEEING_ORDERS: readonly Role[] = [...READING, 'letters'];
/** What waits: of the account, or, for operators, of all accounts without anything of their forms. */
const AT_THE_DESK: readonly Role[] = [...READING_ALL, 'operator'];
const ACTING_AT_THE_DESK: readonly Role[] = [...ORDERING, 'operator'];
const VERIFYING: readonly Role[] = ['owner', 'auditor'];
/** What each may do with what is their own. */
const EVERYBODY: readonly Role[] = [...SEEING_ORDERS, 'operator'];
const NOBODY: readonly Role[] = [];

/** By the path of the client's operation: a method of `OrderClient`, or of one of its parts. */
export const OPERATION_RIGHTS = {
  // Orders
  create: ORDERING,
  submit: ORDERING,
  cancel: ORDERING,
  resubmit: ORDERING,
  sweep: ORDERING,
  check: ORDERING,
  repair: ORDERING,
  repairContact: ORDERING,
  repairChannel: ORDERING,
  reroute: ORDERING,
  setLabels: ORDERING,
  preflight: ORDERING,
  quote: ORDERING,
  checkForm: ORDERING,
  'catalogue.show': READING,
  quoteResubmission: ORDERING,
  confirmEmail: LETTERS,
  confirmMailbox: LETTERS,
  reportPhoneCheck: LETTERS,
  resendEmails: LETTERS,
  show: SEEING_ORDERS,
  why: SEEING_ORDERS,
  turns: SEEING_ORDERS,
  counts: SEEING_ORDERS,
  exportOrders: READING,
  list: SEEING_ORDERS,
  page: SEEING_ORDERS,
  watch: SEEING_ORDERS,
  watchAll: SEEING_ORDERS,
  forecast: READING,
  readForecast: READING,
  'calendar.show': READING,
  'calendar.feed': READING,
  'calendar.makeFeed': READING,
  'calendar.revokeFeed': READING,
  'letters.upload': LETTERS,
  'letters.template': LETTERS,
  'letters.list': [...LETTERS, 'auditor'],
  'letters.page': [...LETTERS, 'auditor'],
  'letters.download': [...LETTERS, 'auditor'],
  'dossiers.make': READING_ALL,
  'dossiers.signers': READING_ALL,

  // Certificates, plans and money
  'certificates.list': READING,
  'certificates.page': READING,
  'certificates.show': READING,
  'certificates.revocation': SEEING_ORDERS,
  'certificates.revocations': SEEING_ORDERS,
  'certificates.pageOfRevocations': SEEING_ORDERS,
  // Without the private key, unless `certificates.privateKey` says otherwise.
  'certificates.download': READING,
  'certificates.pack': READING,
  'certificates.reissue': ORDERING,
  'certificates.renew': ORDERING,
  'certificates.replace': ORDERING,
  'certificates.upgrade': ORDERING,
  'certificates.quoteRenewal': ORDERING,
  'certificates.quoteReplacement': ORDERING,
  'certificates.quoteUpgrade': ORDERING,
  'certificates.revoke': ORDERING,
  'certificates.checkRevocation': ORDERING,
  'certificates.revocationLetterTemplate': LETTERS,
  'certificates.uploadRevocationLetter': LETTERS,
  'certificates.upload': ORDERING,
  'certificates.remove': ORDERING,
  'certificates.setLabels': ORDERING,
  'certificates.setExpiryNotices': ORDERING,
  'plans.list': READING,
  'plans.page': READING,
  'plans.show': READING,
  'plans.setAutoRenew': ORDERING,
  'payments.list': READING,
  'payments.page': READING,
  'payments.show': READING,
  'freePlaces.show': READING,

  // Companies and people
  'companies.list': READING_ALL,
  'companies.page': READING_ALL,
  'companies.get': READING_ALL,
  'companies.add': ORDERING,
  'companies.edit': ORDERING,
  'companies.remove': ORDERING,
  'contacts.list': READING_ALL,
  'contacts.page': READING_ALL,
  'contacts.get': READING_ALL,
  'contacts.add': ORDERING,
  'contacts.edit': ORDERING,
  'contacts.remove': ORDERING,

  // Access to what is outside
  'connections.kinds': READING_ALL,
  'connections.list': READING_ALL,
  'connections.show': READING_ALL,
  'connections.add': OWNER,
  'connections.edit': OWNER,
  'connections.test': OWNER,
  'connections.rollOverKey': OWNER,
  'connections.remove': OWNER,
  'routes.list': READING_ALL,
  'routes.set': OWNER,
  'routes.remove': OWNER,
  'delegations.list': READING,
  'delegations.page': READING,
  'delegations.show': READING,
  'delegations.check': ORDERING,
  'delegations.add': ORDERING,
  'delegations.remove': ORDERING,

  // Notices
  'notices.list': READING,
  'notices.page': READING,
  'notices.show': READING,
  'notices.deliveries': READING,
  'notices.preferences': READING_ALL,
  'notices.read': ORDERING,
  'notices.setPreferences': OWNER,

  // The account itself
  'operations.list': VERIFYING,
  'operations.page': VERIFYING,
  'operations.export': VERIFYING,
  'operations.verify': VERIFYING,
  'masterKeys.closed': VERIFYING,
  'masterKeys.writeOff': OWNER,
  'users.list': VERIFYING,
  'users.add': OWNER,
  'users.setRole': OWNER,
  'users.remove': OWNER,
  'users.setPassword': EVERYBODY,
  'apiKeys.list': VERIFYING,
  'apiKeys.create': OWNER,
  'apiKeys.rotate': OWNER,
  'apiKeys.revoke': OWNER,
  'sessions.list': EVERYBODY,
  'sessions.revoke': EVERYBODY,

  // Approvals
  ...APPROVAL_RIGHTS,

  // Signing requests of one's own, and what the reseller's API knows of certificates
  'signingRequests.list': READING_ALL,
  'signingRequests.show': READING_ALL,
  'signingRequests.add': ORDERING,
  'signingRequests.edit': ORDERING,
  'signingRequests.generate': ORDERING,
  'signingRequests.remove': ORDERING,
  'signingRequests.privateKey': ORDERING,
  'tencent.show': READING,
  'tencent.page': READING,
  'tencent.findByFingerprint': READING,
  'tencent.deletions': READING,
  'tencent.buy': ORDERING,
  'tencent.giveInformation': ORDERING,
  'tencent.submit': ORDERING,
  'tencent.cancel': ORDERING,
  'tencent.openAnew': ORDERING,
  'tencent.remove': ORDERING,

  // All accounts
  'waits.list': ['operator'],
  'waits.page': ['operator'],
  'desk.show': AT_THE_DESK,
  'desk.orders': AT_THE_DESK,
  'desk.why': AT_THE_DESK,
  'desk.check': ACTING_AT_THE_DESK,
  'desk.remind': ACTING_AT_THE_DESK,
  'desk.cancel': ACTING_AT_THE_DESK,
  'desk.health': ['operator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Asked in addition, where an operation goes as far as this: by whoever does it. */
export const FURTHER_RIGHTS = {
  /** A private key in a download, in the clear or under a password. */
  'certificates.privateKey': ORDERING,
  /** Connections and routes that every account uses: the installation's own command line alone. */
  'connections.ofInstallation': NOBODY,
  'routes.ofInstallation': NOBODY,
  /** Another person's password and sessions. */
  'users.setPasswordOfOthers': OWNER,
  'sessions.ofOthers': OWNER,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export const RIGHTS: Readonly<Record<string, readonly Role[]>> = {
  ...OPERATION_RIGHTS,
  ...FURTHER_RIGHTS,
  ...EVENT_RIGHTS,
};

/** False for an operation that has no row. */
export function mayDo(role: Role, operation: string): boolean {
  return Object.hasOwn(RIGHTS, operation) && RIGHTS[operation]?.includes(role) === true;
}

/** What a role may do, sorted: for whoever shows only that. */
export function operationsOf(role: Role): string[] {
  return Object.keys(RIGHTS)
    .filter((operation) => mayDo(role, operation))
    .sort();
}

/** How an operation keeps to what waits on people. */
export type PeopleWaitsScope = 'order' | 'revocation' | 'list' | 'own';

/**
 * How what `letters` may do keeps to what waits on people. `order`: the first argument is the id of such an order. `revocation`: it
 * names such a request to revoke, by its own id, its certificate's or its order's. `list`: what is read tells of no others
 * (db/statements/orders/lists.ts, db/statements/revocation/lists.ts). `own`: about nobody but who asks. What has no row, they may not do.
 */
export const PEOPLE_WAITS_SCOPE: Readonly<Record<string, PeopleWaitsScope>> = {
  show: 'order',
  why: 'order',
  turns: 'order',
  watch: 'order',
  confirmEmail: 'order',
  confirmMailbox: 'order',
  reportPhoneCheck: 'order',
  resendEmails: 'order',
  'letters.upload': 'order',
  'letters.template': 'order',
  'letters.list': 'order',
  'letters.page': 'order',
  'letters.download': 'order',
  'certificates.revocation': 'revocation',
  'certificates.revocationLetterTemplate': 'revocation',
  'certificates.uploadRevocationLetter': 'revocation',
  'certificates.revocations': 'list',
  'certificates.pageOfRevocations': 'list',
  list: 'list',
  page: 'list',
  counts: 'list',
  watchAll: 'list',
  'users.setPassword': 'own',
  'sessions.list': 'own',
  'sessions.revoke': 'own',
};
