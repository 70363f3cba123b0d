/** Any ACME directory behind the interface that every CA has. */
import type { Database } from '../../../../db/database.js';
import type { MasterKey } from '../../../../db/sealed-values.js';
import type { ValidationMethod } from '../../../../domain/catalogue/words.js';
import { ACME_LIMITS } from '../../../../domain/connections/acme-policy.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { isPubliclyTrusted, type AcmeForm } from '../../../../domain/connections/kinds/acme.js';
import { OrderFailure } from '../../../../domain/failures.js';
import type { Clock } from '../../../attempt-clock.js';
import type { CaOrderRequest, CertificateAuthority } from '../../certificate-authority.js';
import {
  contactKept,
  knownAccountUrl,
  knownIdentities,
  openAccount,
  openAccountAnew,
  readDirectory,
  rollOverKey,
  type AccountPorts,
} from './account.js';
import { asFailures, type AcmeSession } from './client.js';
import {
  askToRevoke,
  cancel,
  fetchChain,
  knownRevocation,
  revokeAtOnce,
  type RevocationPorts,
} from './ending.js';
import { challengeTypeOf, namesOf } from './mapping.js';
import { challenges, find, place, status, validate } from './order-flow.js';
import { AcmeProblem } from './problems.js';
import { renewalWindowOf } from './renewal-info.js';

export interface AcmeCaPorts {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly clock: Clock;
  readonly connectionId: string;
  /** Whose connection it is; null: the installation's. */
  readonly account: string | null;
  /** What the connection is called: the CA's name in what is told. */
  readonly name: string;
}

/**
 * Our reference is what the directory's orders are called here (`placing.ts` says why). Nothing is asked of the directory
 * before something is asked of the CA. Throws OrderFailure as every adapter; SealedValueError where the account's key does
 * not open.
 */
export function createAcmeCa(form: AcmeForm, ports: AcmeCaPorts): CertificateAuthority {
  const { name: ca, database, masterKeys, clock, connectionId, account } = ports;
  const access = { ca, directoryUrl: form.directoryUrl, rootPem: form.rootPem };
  const accountPorts: AccountPorts = { database, masterKeys, account, access, form };
  let told: readonly string[] = [];
  const open = async (): Promise<RevocationPorts> => {
    const session = await openAccount(accountPorts);
    return { database, connectionId, ca, form, session, clock, access, masterKeys };
  };
  const takesNoLetters = () =>
    Promise.reject(new OrderFailure('LetterRefusedByCa', ACME_TEXTS.takesNoLetters(ca)));

  return {
    name: ca,
    get caaIdentities() {
      return form.caaIdentities ?? told;
    },
    async prepare() {
      if (told.length === 0) told = await knownIdentities(accountPorts);
    },
    limits: {
      canFindByReference: true,
      canChangeValidationMethod: true,
      canCancel: true,
      takesLetters: false,
      // The directory chooses; what it chose is told by the certificate.
      signatureHashes: [],
      canListOrders: false,
      endsAsAsked: false,
      marksTypes: isPubliclyTrusted(form),
    },

    async tryAccess() {
      let session = await openAccount(accountPorts);
      const directory = await readDirectory(accountPorts, session);
      if ((await standingOf(session)) === 'gone') session = await openAccountAnew(accountPorts);
      const { status: standing } = await asFailures(ca, ACME_REQUESTS.accountStatus, session.account());
      if (standing !== 'valid')
        throw new OrderFailure('CaUnavailable', ACME_TEXTS.accountEnded(ca, standing));
      await contactKept(accountPorts, session);
      const { profiles } = directory.meta ?? {};
      if (form.profile !== undefined && !Object.hasOwn(profiles ?? {}, form.profile))
        throw new OrderFailure(
          'CaUnavailable',
          ACME_TEXTS.noSuchProfile(ca, form.profile, Object.keys(profiles ?? {})),
        );
    },

    // RFC 8657, sections 3 and 4.
    async caaTerms(method) {
      const accountUri = await knownAccountUrl(accountPorts);
      return {
        validationMethods: [challengeTypeOf(method)],
        ...(accountUri !== undefined && { accountUri }),
      };
    },

    rollOverAccountKey: () => rollOverKey(accountPorts),

    async placeOrder(request) {
      const names = namesToOrder(ca, request);
      const opened = await open();
      await readDirectory(accountPorts, opened.session);
      const { reference, csrPem, validationMethod } = request;
      const intended = { connectionId, reference, names, csrPem, validationMethod };
      return await place(opened, intended).catch(refusedFor);
    },

    findByReference: async (reference) => await find(await open(), reference),
    listOrders: () => Promise.resolve({ orders: [] }),
    orderStatus: async (caReference) => await status(await open(), caReference),
    challenges: async (caReference, method: ValidationMethod) =>
      await challenges(await open(), caReference, method),
    requestValidation: async (caReference) => await validate(await open(), caReference),

    uploadLetter: takesNoLetters,
    uploadRevocationLetter: takesNoLetters,
    changeOrganizationDetails: () =>
      Promise.reject(new OrderFailure('DetailsRefusedByCa', ACME_TEXTS.knowsNoCompany(ca))),
    // Nothing of a company lapses where none was checked.
    renewOrganization: () => Promise.resolve(),

    cancelOrder: async (caReference) => await cancel(await open(), caReference),
    fetchCertificate: async (caReference) => await fetchChain(await open(), caReference),
    revokeCertificate: async (caReference, reason) => await revokeAtOnce(await open(), caReference, reason),
    requestRevocation: async (caReference, reason) => await askToRevoke(await open(), caReference, reason),
    findRevocation: async (caReference) => await knownRevocation(await open(), caReference),
    async validateRevocation(caReference) {
      const known = await knownRevocation(await open(), caReference);
      if (known) return known;
      throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ca, caReference));
    },

    renewalWindow: async (certificatePem) => await renewalWindowOf(await open(), certificatePem),
  };
}

/** Whoever ended it, it does not come back (RFC 8555, section 7.3.6). */
async function standingOf(session: AcmeSession): Promise<'there' | 'gone'> {
  try {
    return (await session.account()).status === 'valid' ? 'there' : 'gone';
  } catch (error) {
    if (error instanceof AcmeProblem)
      return ENDED.includes(error.type) && error.status < 500 ? 'gone' : 'there';
    throw error;
  }
}

const ENDED: readonly string[] = ['accountDoesNotExist', 'unauthorized'];

/** Throws OrderFailure `OrderRefusedByCa` for what no directory takes. */
function namesToOrder(ca: string, request: CaOrderRequest): string[] {
  if (request.organization) throw new OrderFailure('OrderRefusedByCa', ACME_TEXTS.namesCompany(ca));
  const names = namesOf(request);
  if (names.length > ACME_LIMITS.identifiers)
    throw new OrderFailure(
      'OrderRefusedByCa',
      ACME_TEXTS.tooManyNames(ca, names.length, ACME_LIMITS.identifiers),
    );
  return names;
}

/** An order that can't be shown by its method is refused; a living one can be shown by another. */
function refusedFor(error: unknown): never {
  if (!(error instanceof OrderFailure) || error.type !== 'DetailsRefusedByCa') throw error;
  throw new OrderFailure('OrderRefusedByCa', error.words);
}
