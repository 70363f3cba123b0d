/** Alias, project and notices: what is said of a certificate, not what it is. */
import type { TencentCertificate } from '../../../client/tencent/index.js';
import type { LabelChanges } from '../../../domain/orders/labels.js';
import { Refusal } from '../../../domain/refusals.js';
import { TencentError } from '../../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from '../action.js';
import { certificateOf, named } from './named.js';
import { asTold, invalidValue, said } from './refusing.js';
import { numberIn, projectIn, textsIn } from '../../../domain/tencent/wire/fields.js';

export const LABELLING: Readonly<Record<string, TencentAction>> = {
  ModifyCertificateAlias: modifyCertificateAlias,
  ModifyCertificateProject: modifyCertificateProject,
  ModifyCertificatesExpiringNotificationSwitch: modifyNotificationSwitch,
};

async function modifyCertificateAlias(call: TencentCall) {
  const { input } = call;
  const certificate = await named(call);
  const alias = typeof input.Alias === 'string' ? input.Alias : '';
  await label(call, certificate, { alias: alias === '' ? null : alias });
  return { CertificateId: certificate.id };
}

/** The certificate's own labels, once there is one: it began with its order's. */
async function label(
  call: TencentCall,
  certificate: TencentCertificate,
  changes: LabelChanges,
): Promise<void> {
  const { certificateId, orderId } = certificate;
  await asTold(call, { InvalidInput: 'InvalidParameterValue' }, async () => {
    if (certificateId !== null) await call.client.certificates.setLabels(certificateId, changes);
    else if (orderId !== null) await call.client.setLabels(orderId, changes);
  });
}

/** Section 6.2. */
const MOST_OF_A_PROJECT = 100;
const MOST_OF_A_SWITCH = 50;

async function modifyCertificateProject(call: TencentCall) {
  const ids = idsIn(call, 'CertificateIdList', MOST_OF_A_PROJECT);
  const project = projectIn(call.input) ?? null;
  const changed: string[] = [];
  const failed: string[] = [];
  for (const id of ids) {
    const found = await findAmong(call, id);
    if (found) await label(call, found, { project });
    (found ? changed : failed).push(id);
  }
  return { SuccessCertificates: changed, FailCertificates: failed };
}

async function modifyNotificationSwitch(call: TencentCall) {
  const ids = idsIn(call, 'CertificateIds', MOST_OF_A_SWITCH);
  const asked = numberIn(call.input, 'SwitchStatus');
  if (asked !== 0 && asked !== 1) throw invalidValue(call, 'SwitchStatus', '0, 1');
  const certificates: string[] = [];
  for (const id of ids) {
    const found = await findAmong(call, id);
    // Before there is a certificate nothing expires.
    if (!found?.certificateId)
      throw new TencentError(
        'InvalidParameter.ContainsInvalidCertificateId',
        said(call, {
          zh: '列表中有不存在或尚未颁发的证书。',
          en: 'The list has a certificate that does not exist, or is not issued yet.',
        }),
      );
    certificates.push(found.certificateId);
  }
  for (const certificateId of certificates)
    await call.client.certificates.setExpiryNotices(certificateId, asked === 0);
  return { CertificateIds: ids };
}

/** Each once. Throws TencentError for none and for too many. */
export function idsIn(call: TencentCall, field: string, most: number): string[] {
  const ids = [...new Set(textsIn(call.input, field) ?? [])];
  if (ids.length > 0 && ids.length <= most) return ids;
  throw new TencentError(
    most === MOST_OF_A_SWITCH
      ? 'InvalidParameter.CertificateIdNumberLimit'
      : 'InvalidParameter.CertificatesNumberExceeded',
    said(call, {
      zh: `参数 \`${field}\` 需要 1 到 ${most} 个证书 ID。`,
      en: `\`${field}\` takes 1 to ${most} ids of certificates.`,
    }),
  );
}

/** Undefined where there is none of the account's. */
export async function findAmong(call: TencentCall, id: string): Promise<TencentCertificate | undefined> {
  try {
    return await call.client.tencent.show(id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NotFound') return undefined;
    return await certificateOf(call, id);
  }
}
