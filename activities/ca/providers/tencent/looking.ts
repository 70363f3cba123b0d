/** Asking the CA to look at the names now, and what it saw. */
import type { CaOrder } from '../../certificate-authority.js';
import type { Brand } from '../../../../domain/catalogue/words.js';
import { OrderFailure } from '../../../../domain/failures.js';
import { status } from './placing.js';
import { described, orderCalled, unlessNeedless, type TencentPorts } from './ports.js';
import { keepProven, orderOf, standing, type Seen, type SeenNames } from './reading.js';
import { WireChecks, WireDone } from './wire.js';

/** tencent-ssl-api, section 6.1: there the service looks by itself, now and then. */
const LOOKED_AT_BY_ITSELF: readonly Brand[] = ['dnspod', 'dnspod-sm2', 'wotrus'];

/** Section 4.3, `CaCheck`. */
const PASSED_AT_CA = 2;

export async function requestValidation(ports: TencentPorts, caReference: string): Promise<CaOrder> {
  const row = await orderCalled(ports, caReference);
  if (row.isReworked) return await status(ports, caReference);
  const before = standing(ports, row, await described(ports, caReference));
  if (before.standing !== 'reviewed' || (before.told.DvAuthDetail?.DvAuths ?? []).length === 0)
    return await orderOf(ports, before);
  const asked = { CertificateId: caReference };
  if (!LOOKED_AT_BY_ITSELF.includes(before.product.brand))
    await unlessNeedless(ports.client.call('CompleteCertificate', asked, WireDone));
  const checks = await checked(ports, caReference);
  const seen = seenIn(checks, before.product.kind === 'single' ? 'one-for-all' : 'each');
  const results = checks?.VerificationResults ?? [];
  const isProven =
    results.length > 0 && results.every(({ CaCheck, Issued }) => CaCheck === PASSED_AT_CA || Issued === true);
  const kept = checks ? await keepProven(ports, row, isProven) : row;
  return await orderOf(ports, standing(ports, kept, await described(ports, caReference)), seen);
}

/** Undefined where it can't say now: then the status says how far it has come. */
async function checked(ports: TencentPorts, certificateId: string): Promise<WireChecks | undefined> {
  try {
    return await ports.client.ask(
      'CheckCertificateDomainVerification',
      { CertificateId: certificateId },
      WireChecks,
    );
  } catch (error) {
    if (error instanceof OrderFailure && (error.type === 'StillWaiting' || error.type === 'CaUnavailable'))
      return undefined;
    throw error;
  }
}

function seenIn(checks: WireChecks | undefined, covers: 'one-for-all' | 'each'): SeenNames {
  const results = checks?.VerificationResults ?? [];
  return (name) => {
    const told = results.find(({ Domain = '' }) => Domain.toLowerCase().replace(/^\*\./, '') === name);
    const result = told ?? (covers === 'one-for-all' || results.length === 1 ? results[0] : undefined);
    return result && seenOf(result);
  };
}

function seenOf({
  LocalCheck,
  CaCheck,
  Issued,
  LocalCheckFailReason,
}: WireChecks['VerificationResults'][number]): Seen {
  if (CaCheck === PASSED_AT_CA || Issued === true) return { status: 'valid' };
  if (LocalCheck !== undefined && LocalCheck < 0)
    return { status: 'failed', detail: LocalCheckFailReason ?? `LocalCheck ${LocalCheck}` };
  return { status: 'pending', detail: LocalCheckFailReason };
}
