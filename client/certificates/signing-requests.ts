/** Certificate signing requests that an account makes beside its orders: drafted, made once, with their keys. */
import {
  insertSigningRequest,
  listSigningRequests,
  loadSigningKey,
  readSigningRequest,
  removeSigningRequest,
  storeMadeRequest,
  updateSigningRequest,
  type SigningRequestDetails,
  type SigningRequestRecord,
} from '../../db/statements/certificates/signing-requests.js';
import { openPrivateKey, sealPrivateKey } from '../../db/private-keys.js';
import type { Tag } from '../../domain/orders/labels.js';
import { changedLabels } from '../../domain/orders/labels.js';
import { KEY_ALGORITHMS } from '../../domain/catalogue/words.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { parseDomainName } from '../../domain/names/domain-names.js';
import { problemsOfKeyPassword } from '../../domain/orders/key-password.js';
import { problemOfMailAddress } from '../../domain/organization/mail-addresses.js';
import { problemOfCountry } from '../../domain/organization/countries.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { problemOfGiven } from '../../domain/text-input.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { invalid, listed } from '../refusing.js';

export type { SigningRequestDetails } from '../../db/statements/certificates/signing-requests.js';
export type SigningRequestView = SigningRequestRecord;

export interface NewSigningRequest {
  readonly details: SigningRequestDetails;
  readonly remark?: string;
  readonly tags?: readonly Tag[];
}

const PREFIX = 'csr_';

export class SigningRequests {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Newest first. */
  async list(): Promise<readonly SigningRequestView[]> {
    const { database, account } = this.#context;
    return await listSigningRequests(database, account);
  }

  /** Throws Refusal `NotFound`. */
  async show(id: string): Promise<SigningRequestView> {
    const { database, account } = this.#context;
    const found = isIdentifier(id) ? await readSigningRequest(database, account, id) : undefined;
    if (!found) throw noSuchRequest(id);
    return found;
  }

  /** A draft: nothing is made yet. Throws Refusal `InvalidInput`, by field. */
  async add({ details, remark, tags = [] }: NewSigningRequest): Promise<SigningRequestView> {
    const operation = { operation: 'csr.add', made: ({ id }: SigningRequestView) => id };
    return await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const usable = usableDetails(details);
      refuseUnusableRemark(remark);
      const { tags: kept } = changedLabels({ alias: null, tags: [], project: null }, { tags });
      const id = newId(PREFIX, clock());
      await insertSigningRequest(database, account, {
        id,
        details: usable,
        remark: remark ?? null,
        tags: kept,
      });
      return await this.show(id);
    });
  }

  /** Changes a draft. Throws Refusal: `NotFound`; `InvalidInput`; `RefusedInThisState` for a made one. */
  async edit(
    id: string,
    changes: { readonly details?: Partial<SigningRequestDetails>; readonly remark?: string },
  ): Promise<SigningRequestView> {
    return await recorded(this.#context, { operation: 'csr.edit', subject: id }, async () => {
      const { database, account } = this.#context;
      const before = await this.show(id);
      const details = usableDetails({ ...before.details, ...changes.details });
      refuseUnusableRemark(changes.remark);
      const remark = changes.remark ?? before.remark;
      if (!(await updateSigningRequest(database, account, { id, details, remark }))) throw isMade();
      return await this.show(id);
    });
  }

  /**
   * Makes the key and the request, once. With a password the key is kept as it protects it. Throws Refusal: `NotFound`;
   * `InvalidInput`, field `keyPassword`; `RefusedInThisState` where it was made before.
   */
  async generate(id: string, keyPassword?: string): Promise<SigningRequestView> {
    return await recorded(this.#context, { operation: 'csr.generate', subject: id }, async () => {
      const { database, account, sealingKeys, clock } = this.#context;
      const { details, csrPem } = await this.show(id);
      refuseUnusablePassword(keyPassword);
      if (csrPem !== null) throw isMade();
      const masterKeys = await sealingKeys();
      const { makeSigningRequest } = await import('./signing-request-making.js');
      const made = await makeSigningRequest(details, keyPassword);
      const stored = await storeMadeRequest(database, account, id, {
        csrPem: made.csrPem,
        sealedPrivateKey: sealPrivateKey(made.privateKeyDer, id, masterKeys),
        keyHasPassword: keyPassword !== undefined,
        generatedAt: new Date(clock()).toISOString(),
      });
      made.privateKeyDer.fill(0);
      if (!stored) throw isMade();
      return await this.show(id);
    });
  }

  /** PEM of PKCS#8, `ENCRYPTED PRIVATE KEY` where it has a password; null where there is none. Throws Refusal `NotFound`. */
  async privateKey(id: string): Promise<string | null> {
    return await recorded(this.#context, { operation: 'csr.private-key', subject: id }, async () => {
      const { database, account, masterKeys } = this.#context;
      await this.show(id);
      const key = await loadSigningKey(database, account, id);
      if (!key) return null;
      const { sealed: sealedPrivateKey, keyHasPassword: passwordProtected } = key;
      return openPrivateKey(
        { orderId: id, csrPem: '', spkiSha256: '', sealedPrivateKey, passwordProtected },
        masterKeys,
      );
    });
  }

  /** With its key. Throws Refusal `NotFound`. */
  async remove(id: string): Promise<void> {
    await recorded(this.#context, { operation: 'csr.remove', subject: id }, async () => {
      const { database, account } = this.#context;
      const removed = isIdentifier(id) && (await removeSigningRequest(database, account, id));
      if (!removed) throw noSuchRequest(id);
    });
  }
}

const TEXTS = ['organization', 'department', 'province', 'city'] as const;

/** As they stand in the request: the name as A-labels. Throws Refusal `InvalidInput`, the first wrong field. */
function usableDetails(details: SigningRequestDetails): SigningRequestDetails {
  const { domain, email, country, algorithm } = details;
  const read = parseDomainName(textOf(domain));
  if (read.name === undefined) throw invalid('domain', read.problem, read.accepted);
  for (const field of TEXTS) {
    // X.520: ub-organization-name, ub-organizational-unit-name, 64; ub-state-name, ub-locality-name, 128.
    const longest = field === 'organization' || field === 'department' ? 64 : 128;
    refuse(field, problemOfGiven(details[field], { longest }));
  }
  refuse('email', problemOfMailAddress(textOf(email)));
  refuse('country', problemOfCountry(textOf(country)));
  if (algorithm === 'sm2' || !KEY_ALGORITHMS.includes(algorithm))
    throw invalid(
      'algorithm',
      { zh: '不支持此密钥算法', en: 'Keys of this kind are not made' },
      listed(KEY_ALGORITHMS.filter((known) => known !== 'sm2')),
    );
  return { ...details, domain: read.name };
}

/** Programs may leave out, or hand in, anything: what is no text is an empty one. */
function textOf(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

function refuseUnusableRemark(remark: string | undefined): void {
  if (remark !== undefined) refuse('remark', problemOfGiven(remark, { mayBeEmpty: true }));
}

function refuseUnusablePassword(keyPassword: string | undefined): void {
  if (keyPassword === undefined) return;
  refuse('keyPassword', problemsOfKeyPassword(keyPassword)[0]);
}

function refuse(field: string, problem: Bilingual | undefined): void {
  if (problem === undefined) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: { zh: `${field} ${problem.zh}`, en: `${field} ${problem.en}` },
    }),
  );
}

function noSuchRequest(id: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'csrId',
      message: { zh: `没有 CSR ${shownId(id)}`, en: `There is no CSR ${shownId(id)}` },
    }),
  );
}

function isMade(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: '此 CSR 已生成,不能再更改', en: 'The CSR was made, and stays as it is' },
      accepted: { zh: '另一个 CSR', en: 'another one' },
    }),
  );
}
