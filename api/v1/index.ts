/** All routes under /v1, by subject. */
import type { FastifyInstance } from 'fastify';
import type { ApiParts } from '../parts.js';
import { addApprovals } from './approvals.js';
import { addLog, addMasterKeys, addPayments } from './accounts.js';
import { addCatalogue } from './catalogue.js';
import { addCalendar } from './calendar.js';
import { addCertificates } from './certificates.js';
import { addConnections, addRoutes } from './connections.js';
import { addDesk } from './desk.js';
import { addLetters } from './letters.js';
import { addNames } from './names.js';
import { addNotices } from './notices.js';
import { addOrders } from './orders.js';
import { addApiKeys, addSessions, addUsers, addWaits } from './people.js';
import { addPlans } from './plans.js';
import { addRepairs } from './repairs.js';
import { addRevocations } from './revocations.js';
import { addCompanies, addContacts } from './saved.js';
import { addSigningRequests } from './signing-requests.js';
import { addSuccession } from './succession.js';
import { addVocabulary } from './vocabulary.js';

/** Operations of the client that have no route here, and why. */
export const NOT_SERVED: Readonly<Record<string, string>> = {
  watch: 'an order is watched by its event stream (api/events)',
  watchAll: 'orders are watched by their event stream (api/events)',
  ...Object.fromEntries(
    [
      ...['show', 'page', 'findByFingerprint', 'deletions', 'buy'],
      ...['giveInformation', 'submit', 'cancel', 'openAnew', 'remove'],
    ].map((name) => [`tencent.${name}`, "the reseller's API is its door (api/tencent)"]),
  ),
};

const SUBJECTS = [
  ...[addOrders, addRepairs, addLetters, addCertificates, addSuccession, addRevocations],
  ...[addPlans, addCatalogue, addNames, addConnections, addRoutes, addCompanies, addContacts],
  ...[addNotices, addPayments, addLog, addMasterKeys],
  ...[addUsers, addApiKeys, addSessions, addWaits, addDesk, addCalendar, addApprovals, addSigningRequests],
  addVocabulary,
];

export function addV1(app: FastifyInstance, parts: ApiParts): void {
  for (const add of SUBJECTS) add(app, parts);
}
