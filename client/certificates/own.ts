/** Certificates that were bought elsewhere: handed in, checked, kept, watched like those that were ordered here. */
import { inTransaction } from '../../db/database.js';
import { sealPrivateKey } from '../../db/private-keys.js';
import {
  deleteOwnCertificate,
  hasOwnCertificate,
  insertOwnCertificate,
  lockFingerprint,
  type OwnCertificateRow,
} from '../../db/statements/certificates/own.js';
import { changedLabels, type Labels, type Tag } from '../../domain/orders/labels.js';
import {
  readOwnCertificate,
  type OwnCertificate,
  type OwnCertificateFiles,
} from '../../domain/certificates/own.js';
import { spkiSha256Of } from '../../domain/certificates/issued.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { tellPlan, watchPlan } from '../plans/lifecycle-start.js';
import { idOf } from '../orders/identity.js';
import { refuseUnusableOpener } from './opening-password.js';
import type { Bilingual } from '../../domain/bilingual.js';

export interface CertificateUpload extends OwnCertificateFiles {
  readonly alias?: string;
  readonly tags?: readonly Tag[];
  readonly project?: string;
  /** True: also where the account has this certificate already. */
  readonly repeatable?: boolean;
}

export interface UploadedCertificate {
  readonly certificateId: string;
  /** What is unusual about it: an expired one, a missing chain. */
  readonly warnings: readonly string[];
  /** The same for people. */
  readonly warningsInWords: readonly Bilingual[];
}

const PREFIX = 'cert_';

/**
 * Checks, stores and watches it; the key is sealed, without its password. Throws Refusal: `InvalidInput` for what
 * `readOwnCertificate` and the labels refuse; `RefusedInThisState` where the account has it already.
 */
export async function uploadCertificate(
  context: ClientContext,
  { alias, tags, project, repeatable = false, ...files }: CertificateUpload,
): Promise<UploadedCertificate> {
  const now = context.clock();
  const labels = changedLabels(NO_LABELS, {
    ...(alias !== undefined && { alias }),
    ...(tags !== undefined && { tags }),
    ...(project !== undefined && { project }),
  });
  refuseUnusableOpener(files.keyPassword);
  const read = readOwnCertificate(files, now);
  refuseUnstorableNames(read);
  const masterKeys = read.privateKeyDer ? await context.sealingKeys() : [];
  const row = rowOf({ ...context, masterKeys }, read, labels, now);
  read.privateKeyDer?.fill(0);
  await store(context, row, repeatable);
  const { certificateId, notAfter } = row;
  const watched =
    Date.parse(notAfter) <= now ||
    (await watchPlan(context, certificateId, `certificate ${certificateId}, from elsewhere`));
  const warnings = [...read.warnings, ...(watched ? [] : [NOT_WATCHED_YET])];
  return { certificateId, warnings: warnings.map(({ en }) => en), warningsInWords: warnings };
}

/**
 * With its key and what was told of it; only what was uploaded. Throws Refusal: `NotFound`, or `RefusedInThisState` for one
 * that was ordered here.
 */
export async function removeCertificate(
  context: ClientContext,
  certificate: { readonly certificateId: string; readonly source: 'ordered' | 'uploaded' },
): Promise<void> {
  const { certificateId, source } = certificate;
  if (source !== 'uploaded')
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: `${certificateId} 是在本系统订购的证书:记录会保留,证书可以吊销`,
          en: `${certificateId} was ordered here: it stays on record, and can be revoked`,
        },
        accepted: { zh: '上传的证书', en: 'a certificate that was uploaded' },
      }),
    );
  await deleteOwnCertificate(context.database, context.account, certificateId);
  await tellPlan(context, certificateId);
}

/** No database holds them, and nobody could look for them. Other odd characters are shown cleaned. */
function refuseUnstorableNames({ names, issuer }: OwnCertificate): void {
  if ([...names, issuer].every((name) => !name.includes('\0') && name.isWellFormed())) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'certificatePem',
      message: {
        zh: '证书中的某个域名含有域名不能有的字符(U+0000)',
        en: 'A name in it has a character that no name can have (U+0000 NULL)',
      },
      accepted: { zh: '域名可以正常读取的服务器证书', en: 'a server certificate whose names can be read' },
    }),
  );
}

const NO_LABELS: Labels = { alias: null, tags: [], project: null };
const NOT_WATCHED_YET: Bilingual = {
  zh: 'Temporal 没有应答:证书已保存,待工作进程运行后开始跟踪到期时间。',
  en: 'Temporal did not answer: it is stored, and will be watched once a worker runs.',
};

function rowOf(
  { masterKeys, ...context }: Pick<ClientContext, 'account' | 'masterKeys' | 'requestKey'>,
  { warnings: _warnings, privateKeyDer, ...certificate }: OwnCertificate,
  labels: Labels,
  now: number,
): OwnCertificateRow {
  const certificateId = idOf(context, PREFIX, now);
  return {
    ...certificate,
    ...labels,
    certificateId,
    account: context.account,
    spkiSha256: spkiSha256Of(certificate.certificatePem),
    sealedPrivateKey: privateKeyDer && sealPrivateKey(privateKeyDer, certificateId, masterKeys),
    uploadedAt: new Date(now).toISOString(),
  };
}

async function store(context: ClientContext, row: OwnCertificateRow, repeatable: boolean): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    // The same request again, after an unknown outcome.
    if (context.requestKey !== undefined && (await hasOwnCertificate(transaction, row))) return;
    const known = await lockFingerprint(transaction, row.account, row.fingerprintSha256);
    if (known !== undefined && !repeatable)
      throw new Refusal(
        refusalDetails('RefusedInThisState', {
          field: 'certificatePem',
          message: {
            zh: `本账号已有这张证书:${known}`,
            en: `The account has this certificate already: ${known}`,
          },
          accepted: {
            zh: '另一张证书;确实需要重复上传时,请加上 repeatable',
            en: 'another certificate, or repeatable where it is wanted twice',
          },
        }),
      );
    await insertOwnCertificate(transaction, row);
  });
}
