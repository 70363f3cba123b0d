/** What of the account is sealed under which master key, what none of the configured ones opens, and giving that up. */
import { tellsItsKey } from '../../config/master-keys.js';
import { closedValues, type ClosedValue } from '../../db/closed-values.js';
import { SEALED_COLUMNS, writeOff, type SealedTable } from '../../db/sealed-columns.js';
import { clearClosedCounts, closedCounts } from '../../db/statements/accounts/master-keys.js';
import { shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { recorded } from './recorded.js';

/** Ids of what is closed: of orders, of uploaded certificates, and whether the account's webhook secret is. */
export interface ClosedView {
  readonly masterKeyId: string;
  /** Orders whose private key is closed: have their certificates issued anew. */
  readonly privateKeys: readonly string[];
  /** Uploaded certificates, and signing requests, whose key is. */
  readonly uploadedKeys: readonly string[];
  /** Orders whose key password is, before their key was made: they can't go on. */
  readonly keyPasswords: readonly string[];
  /** Nothing is told by webhook until it has a new secret. */
  readonly webhookSecret: boolean;
  /** Connections whose secrets are: give them anew by `connection edit`. */
  readonly connections: readonly string[];
  /** Secrets of API keys, each beginning with the key's id: rotate the key at once. */
  readonly apiKeySecrets: readonly string[];
}

/** Enough to recognize by in the log; numbers are told of all. */
const MOST_IDS = 100;

export class MasterKeys {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** What of this account none of the configured master keys opens, by the key that is missing; empty where all is well. */
  async closed(): Promise<ClosedView[]> {
    const closed = await this.#closed();
    const ids = [...new Set(closed.map(({ masterKeyId }) => masterKeyId))].sort();
    return ids.map((id) => viewOf(id, closed));
  }

  /**
   * Gives up what of this account is closed under a master key that is lost for good: it counts as lost from then on, and is
   * opened again only by a worker that gets that key back. Throws Refusal: `NotFound` where nothing is closed under it;
   * `RefusedInThisState` where the workers have not found it closed, since they may have the key.
   */
  async writeOff(masterKeyId: string): Promise<ClosedView> {
    const closed = (await this.#closed()).filter((value) => value.masterKeyId === masterKeyId);
    const view = viewOf(masterKeyId, closed);
    return await recorded(
      this.#context,
      { operation: 'master-key.write-off', subject: masterKeyId, details: detailsOf(view) },
      async () => {
        if (closed.length === 0) throw nothingClosed(masterKeyId);
        await this.#refuseWhereWorkersOpen(masterKeyId);
        await this.#mark(masterKeyId, closed);
        return view;
      },
    );
  }

  async #closed(): Promise<ClosedValue[]> {
    const { database, masterKeys, account } = this.#context;
    const trusted = masterKeys.map(({ id }) => id).filter(tellsItsKey);
    return await closedValues(database, masterKeys, { account, trusted });
  }

  async #refuseWhereWorkersOpen(masterKeyId: string): Promise<void> {
    const { database, account } = this.#context;
    const found = await closedCounts(database);
    if (found.some((count) => count.masterKeyId === masterKeyId && count.account === account)) return;
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'masterKeyId',
        message: {
          zh: `工作进程没有发现本账号有内容因缺少 ${masterKeyId} 而打不开:它们可能有这个主密钥`,
          en: `The workers have not found anything of this account closed under ${masterKeyId}: they may have this key`,
        },
        accepted: {
          zh: '与工作进程相同的 SEALFLOW_MASTER_KEY;工作进程在启动时检查,之后每一刻钟检查一次',
          en: 'the same SEALFLOW_MASTER_KEY as theirs; they look at their start and every quarter of an hour',
        },
      }),
    );
  }

  async #mark(masterKeyId: string, closed: readonly ClosedValue[]): Promise<void> {
    const { database, account, clock } = this.#context;
    for (const column of SEALED_COLUMNS) {
      const rowIds = closed.filter((value) => value.column.table === column.table).map(({ rowId }) => rowId);
      if (rowIds.length > 0) await writeOff(database, column, { rowIds, masterKeyId, at: new Date(clock()) });
    }
    await clearClosedCounts(database, account, masterKeyId);
  }
}

function viewOf(masterKeyId: string, closed: readonly ClosedValue[]): ClosedView {
  const idsIn = (table: SealedTable) =>
    closed
      .filter((value) => value.masterKeyId === masterKeyId && value.column.table === table)
      .map(({ rowId }) => rowId);
  return {
    masterKeyId,
    privateKeys: idsIn('order_keys'),
    uploadedKeys: [...idsIn('certificate_keys'), ...idsIn('signing_requests')],
    keyPasswords: [...idsIn('pending_key_passwords'), ...idsIn('tencent_certificates')],
    webhookSecret: idsIn('notice_preferences').length > 0,
    connections: idsIn('connections'),
    apiKeySecrets: idsIn('api_key_secrets'),
  };
}

function detailsOf({ privateKeys, uploadedKeys, keyPasswords, webhookSecret, ...others }: ClosedView) {
  const { connections, apiKeySecrets } = others;
  return {
    privateKeys: privateKeys.length,
    uploadedKeys: uploadedKeys.length,
    keyPasswords: keyPasswords.length,
    webhookSecret,
    connections: connections.length,
    apiKeySecrets: apiKeySecrets.length,
    of: [...privateKeys, ...uploadedKeys, ...keyPasswords, ...connections, ...apiKeySecrets].slice(
      0,
      MOST_IDS,
    ),
  };
}

function nothingClosed(masterKeyId: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'masterKeyId',
      message: {
        zh: `本账号没有因缺少 ${shownId(masterKeyId)} 而打不开的内容`,
        en: `Nothing of this account is closed under ${shownId(masterKeyId)}`,
      },
      accepted: { zh: '`sealflow key list` 列出的编号', en: 'an id that `sealflow key list` shows' },
    }),
  );
}
