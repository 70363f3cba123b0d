/** Certificates that are taken out of use before their end. */
import { REVOCATION_REASONS, type RevocationReason } from '../../../domain/revocation/words.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { placeOf } from '../../../domain/tencent/validation-view.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';
import { CaAway, CaRefused } from '../ca-client.js';
import type { CaRevocation } from '../ca-wire.js';
import { changed, failed, named, wrongStatus, type DoubleAction, type DoubleCall } from '../call.js';
import { statusOf } from '../status.js';

export const REVOKING: Readonly<Record<string, DoubleAction>> = {
  RevokeCertificate: revokeCertificate,
};

async function revokeCertificate(call: DoubleCall) {
  const { account, clock, ca } = call.counter;
  const certificate = await named(call);
  const reason = reasonIn(textIn(call.input, 'Reason'));
  const after = await changed(call, certificate, async (current) => {
    if (statusOf(current, clock()) !== TENCENT_STATUS.issued || !current.order) throw wrongStatus(call);
    if (current.replacedFor !== undefined)
      throw failed(call, 'RevokeFailed', {
        zh: '重颁发的证书不能单独吊销,请吊销原证书。',
        en: 'A reissued certificate is not revoked by itself: revoke the original.',
      });
    try {
      const asked = await ca.askRevocation(current.order.caId, reason);
      return { ...current, revocation: { ...asked, requestedAt: clock().toISOString() } };
    } catch (error) {
      if (error instanceof CaAway || error instanceof CaRefused)
        throw failed(call, 'RevokeFailed', {
          zh: '吊销失败,请稍后重试。',
          en: 'It could not be revoked: try again later.',
        });
      throw error;
    }
  });
  await account.note('revoke', certificate.id, '申请吊销', clock());
  return { RevokeDomainValidateAuths: authsOf(after.revocation) };
}

/** Theirs is free text; one of the words of RFC 5280 counts as what it says. */
function reasonIn(text: string | undefined): RevocationReason {
  const plain = text?.replace(/[\s_-]/g, '').toLowerCase();
  return REVOCATION_REASONS.find((reason) => reason.toLowerCase() === plain) ?? 'unspecified';
}

function authsOf(revocation: CaRevocation | undefined): object[] {
  if (revocation?.proof !== 'domain-control') return [];
  return revocation.validations.flatMap(({ name, record, file }) => {
    if (record)
      return [
        {
          DomainValidateAuthPath: '',
          DomainValidateAuthKey: record.name,
          DomainValidateAuthValue: record.value,
          DomainValidateAuthDomain: name,
        },
      ];
    if (!file) return [];
    const { path, key } = placeOf(file.url);
    return [
      {
        DomainValidateAuthPath: path,
        DomainValidateAuthKey: key,
        DomainValidateAuthValue: file.content,
        DomainValidateAuthDomain: name,
      },
    ];
  });
}
