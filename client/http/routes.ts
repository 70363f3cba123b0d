/**
 * Where each operation of the client stands in the HTTP API (/v1), and how what it is called with travels: one row an operation.
 * test/client/http/routes.test.ts holds it against the client's operations and against the API's own routes.
 */

export interface HttpOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's base address; `:name` takes the call's arguments in their order. */
  readonly path: string;
  /** What follows the arguments of the path, as it is sent: in the query of a GET or a DELETE, else as the content. */
  readonly sent: (...rest: readonly unknown[]) => Fields;
  /** What is answered, and what of it the call returns. */
  readonly answer: Answer;
  /** The content is a file and words beside it: multipart/form-data. */
  readonly isForm?: boolean;
  /** Nothing is changed: it may be asked again whatever became of the answer, without a key. */
  readonly isRead?: boolean;
}

export type Fields = Readonly<Record<string, unknown>>;

/**
 * `json`: as it is. `items`: what `items` holds. `nothing`: nothing. `bytes`: a file. Others are read in answers.ts, by these names.
 */
export type Answer =
  | 'json'
  | 'items'
  | 'private-key'
  | 'nothing'
  | 'bytes'
  | 'lines'
  | 'records'
  | 'pack'
  | 'dossier'
  | 'letter'
  | 'forecast';

type Sent = HttpOperation['sent'];

/** The one object that follows, if any. */
const whole: Sent = (fields) => (fields ?? {}) as Fields;

function as(name: string): Sent {
  return (value, options) => ({ [name]: value, ...(options as Fields | undefined) });
}

function row(method: HttpOperation['method']) {
  return (path: string, rest: Partial<Omit<HttpOperation, 'method' | 'path'>> = {}): HttpOperation => ({
    method,
    path: `/v1${path}`,
    sent: whole,
    answer: method === 'DELETE' ? 'nothing' : 'json',
    ...rest,
  });
}

const get = row('GET');
const post = row('POST');
const put = row('PUT');
const patch = row('PATCH');
const remove = row('DELETE');

/** A list by itself is the items of its page. */
function list(path: string): HttpOperation {
  return get(path, { sent: inQuery, answer: 'items' });
}

/** `{key, value}` in an address: `key=value`; several values with commas between them. */
const inQuery: Sent = (fields) => {
  const { tag, ...given } = (fields ?? {}) as Fields & { readonly tag?: { key: string; value?: string } };
  const rest = Object.fromEntries(
    Object.entries(given).map(([field, value]) => [field, Array.isArray(value) ? value.join(',') : value]),
  );
  if (tag === undefined) return rest;
  return { ...rest, tag: tag.value === undefined ? tag.key : `${tag.key}=${tag.value}` };
};

const READ = { isRead: true } as const;
const CERTIFICATE = '/certificates/:certificateId';
const ORDER = '/orders/:orderId';

/** Without what only one who waits here has to do with. */
const resubmission: Sent = (fields) => {
  const { waitMs: _here, ...rest } = (fields ?? {}) as Fields;
  return rest;
};

const resubmissionQuote: Sent = (fields) => {
  const { changes, keyPassword } = (fields ?? {}) as Fields;
  return { changes, keyPassword };
};

export const HTTP_OPERATIONS: Readonly<Record<string, HttpOperation>> = {
  create: post('/orders'),
  list: list('/orders'),
  page: get('/orders', { sent: inQuery }),
  quote: post('/orders/quote', { ...READ, sent: as('form') }),
  checkForm: post('/orders/form-check', READ),
  'catalogue.show': get('/catalogue'),
  sweep: post('/orders/sweep'),
  show: get(ORDER),
  why: get(`${ORDER}/why`),
  turns: get(`${ORDER}/turns`),
  counts: get('/orders/counts'),
  exportOrders: get('/orders/export', { sent: inQuery, answer: 'records' }),
  submit: put(`${ORDER}/form`, { sent: as('form') }),
  cancel: post(`${ORDER}/cancel`),
  resubmit: post(`${ORDER}/resubmit`, { sent: resubmission }),
  quoteResubmission: post(`${ORDER}/resubmission-quote`, { ...READ, sent: resubmissionQuote }),
  check: post(`${ORDER}/check`),
  repair: put(`${ORDER}/validation`),
  reroute: post(`${ORDER}/reroute`),
  repairContact: put(`${ORDER}/contact`, { sent: as('contact') }),
  repairChannel: put(`${ORDER}/channel`, { sent: as('channel') }),
  confirmEmail: post(`${ORDER}/email-confirmations`),
  reportPhoneCheck: post(`${ORDER}/phone-check`),
  confirmMailbox: post(`${ORDER}/mailbox-confirmation`),
  resendEmails: post(`${ORDER}/resend-emails`),
  setLabels: patch(`${ORDER}/labels`),
  forecast: get('/forecast'),
  readForecast: get('/forecast', { answer: 'forecast' }),
  preflight: post('/preflight', READ),

  'letters.list': list(`${ORDER}/letters`),
  'letters.page': get(`${ORDER}/letters`),
  'letters.upload': post(`${ORDER}/letters`, { isForm: true }),
  'letters.download': get(`${ORDER}/letters/:version`, { answer: 'letter' }),
  'letters.template': get(`${ORDER}/letter-template`, { answer: 'bytes' }),
  'dossiers.make': post(`${ORDER}/dossier`, { ...READ, answer: 'dossier' }),
  'dossiers.signers': get('/dossier-signers', { answer: 'items' }),

  'certificates.list': list('/certificates'),
  'certificates.page': get('/certificates', { sent: inQuery }),
  'certificates.upload': post('/certificates'),
  'certificates.show': get(CERTIFICATE),
  'certificates.remove': remove(CERTIFICATE),
  'certificates.download': post(`${CERTIFICATE}/download`, READ),
  'certificates.pack': post(`${CERTIFICATE}/pack`, { ...READ, answer: 'pack' }),
  'certificates.setLabels': patch(`${CERTIFICATE}/labels`),
  'certificates.setExpiryNotices': put(`${CERTIFICATE}/expiry-notices`, { sent: as('on') }),
  'certificates.reissue': post(`${CERTIFICATE}/reissue`),
  'certificates.renew': post(`${CERTIFICATE}/renew`),
  'certificates.replace': post(`${CERTIFICATE}/replace`),
  'certificates.upgrade': post(`${CERTIFICATE}/upgrade`),
  'certificates.quoteRenewal': post(`${CERTIFICATE}/quotes/renewal`, READ),
  'certificates.quoteReplacement': post(`${CERTIFICATE}/quotes/replacement`, READ),
  'certificates.quoteUpgrade': post(`${CERTIFICATE}/quotes/upgrade`, READ),
  'certificates.revocations': list('/revocations'),
  'certificates.pageOfRevocations': get('/revocations'),
  'certificates.revoke': post(`${CERTIFICATE}/revocation`),
  'certificates.revocation': get(`${CERTIFICATE}/revocation`),
  'certificates.checkRevocation': post(`${CERTIFICATE}/revocation/check`),
  'certificates.revocationLetterTemplate': get(`${CERTIFICATE}/revocation/letter-template`, {
    answer: 'bytes',
  }),
  'certificates.uploadRevocationLetter': post(`${CERTIFICATE}/revocation/letters`, { isForm: true }),

  'plans.list': list('/plans'),
  'plans.page': get('/plans'),
  'plans.show': get('/plans/:planId'),
  'plans.setAutoRenew': put('/plans/:planId/auto-renew', { sent: as('on') }),
  'freePlaces.show': get('/free-places'),

  'approvals.list': list('/approvals'),
  'approvals.show': get('/approvals/:approvalId'),
  'approvals.approve': post('/approvals/:approvalId/approve'),
  'approvals.decline': post('/approvals/:approvalId/decline'),
  'approvals.rules': get('/account/rules'),
  'approvals.setRules': patch('/account/rules'),

  'signingRequests.list': list('/signing-requests'),
  'signingRequests.show': get('/signing-requests/:signingRequestId'),
  'signingRequests.add': post('/signing-requests'),
  'signingRequests.edit': patch('/signing-requests/:signingRequestId'),
  'signingRequests.generate': post('/signing-requests/:signingRequestId/generate', {
    sent: as('keyPassword'),
  }),
  'signingRequests.privateKey': post('/signing-requests/:signingRequestId/private-key', {
    answer: 'private-key',
  }),
  'signingRequests.remove': remove('/signing-requests/:signingRequestId'),

  'companies.list': list('/companies'),
  'companies.page': get('/companies'),
  'companies.add': post('/companies'),
  'companies.get': get('/companies/:companyId'),
  'companies.edit': patch('/companies/:companyId'),
  'companies.remove': remove('/companies/:companyId'),
  'contacts.list': list('/contacts'),
  'contacts.page': get('/contacts'),
  'contacts.add': post('/contacts'),
  'contacts.get': get('/contacts/:contactId'),
  'contacts.edit': patch('/contacts/:contactId'),
  'contacts.remove': remove('/contacts/:contactId'),

  'connections.kinds': list('/connections/kinds'),
  'connections.list': list('/connections'),
  'connections.add': post('/connections'),
  'connections.show': get('/connections/:connection'),
  'connections.edit': patch('/connections/:connection', { sent: as('changes') }),
  'connections.test': post('/connections/:connection/test'),
  'connections.rollOverKey': post('/connections/:connection/key-rollover'),
  'connections.remove': remove('/connections/:connection'),
  'routes.list': list('/routes'),
  'routes.set': put('/routes'),
  'routes.remove': remove('/routes/:routeId'),
  'delegations.list': list('/delegations'),
  'delegations.page': get('/delegations'),
  'delegations.add': post('/delegations'),
  'delegations.show': get('/delegations/:name'),
  'delegations.check': post('/delegations/:name/check'),
  'delegations.remove': remove('/delegations/:name'),

  'notices.list': list('/notices'),
  'notices.page': get('/notices'),
  'notices.show': get('/notices/:noticeId'),
  'notices.read': post('/notices/:noticeId/read'),
  'notices.deliveries': get('/notices/:noticeId/deliveries', { answer: 'items' }),
  'notices.preferences': get('/notice-preferences'),
  'notices.setPreferences': patch('/notice-preferences'),

  'payments.list': list('/payments'),
  'payments.page': get('/payments'),
  'payments.show': get(`${ORDER}/payment`),
  'operations.list': list('/operations'),
  'operations.page': get('/operations'),
  'operations.export': get('/operations/export', { answer: 'lines' }),
  'operations.verify': get('/operations/verification'),
  'users.list': get('/users', { answer: 'items' }),
  'users.add': post('/users'),
  'users.setRole': put('/users/:user/role', { sent: as('role') }),
  'users.setPassword': put('/users/:user/password', { sent: as('password'), answer: 'nothing' }),
  'users.remove': remove('/users/:user'),
  'apiKeys.list': get('/api-keys', { answer: 'items' }),
  'apiKeys.create': post('/api-keys'),
  'apiKeys.rotate': post('/api-keys/:apiKey/rotate'),
  'apiKeys.revoke': post('/api-keys/:apiKey/revoke'),
  'sessions.list': get('/sessions', { answer: 'items' }),
  'sessions.revoke': remove('/sessions/:sessionId'),
  'waits.list': list('/waits'),
  'waits.page': get('/waits'),
  'calendar.show': get('/calendar'),
  'calendar.feed': get('/calendar/feed'),
  'calendar.makeFeed': post('/calendar/feed'),
  'calendar.revokeFeed': remove('/calendar/feed'),
  'desk.show': get('/desk'),
  'desk.orders': get('/desk/orders'),
  'desk.health': get('/desk/health'),
  'desk.why': get('/desk/orders/:orderId'),
  'desk.check': post('/desk/orders/:orderId/check'),
  'desk.remind': post('/desk/orders/:orderId/remind'),
  'desk.cancel': post('/desk/orders/:orderId/cancel'),
  'masterKeys.closed': get('/master-keys/closed', { answer: 'items' }),
  'masterKeys.writeOff': post('/master-keys/:masterKeyId/write-off'),
};

/** Operations that are made of others here: watching.ts. */
export const MADE_HERE = ['watch', 'watchAll'] as const;
