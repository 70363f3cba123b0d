/** Certificates that are taken out of use before their end. */
import { REVOCATION_REASONS, type RevocationReason } from '../../../domain/revocation/words.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder } from './named.js';
import { asTold, wrongStatus } from './refusing.js';
import { until } from './settling.js';
import { placeOf } from '../../../domain/tencent/validation-view.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';

export const REVOKING: Readonly<Record<string, TencentAction>> = {
  RevokeCertificate: revokeCertificate,
};

async function revokeCertificate(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { status, certificateId, followedBy } = certificate;
  if (status !== TENCENT_STATUS.issued || certificateId === null) throw wrongStatus(call);
  // Section 11: who revokes the original of a reissued one revokes both.
  const wholePlan = followedBy.some(({ purpose }) => purpose === 'reissue' || purpose === 'plan-reissue');
  const { certificates } = call.client;
  const asked = await asTold(call, { RefusedInThisState: 'FailedOperation.RevokeFailed' }, () =>
    certificates.revoke(certificateId, {
      reason: reasonIn(textIn(call.input, 'Reason')),
      ...(wholePlan && { wholePlan }),
      requestedBy: call.principal.name,
    }),
  );
  if (asked.proof !== 'domain-control') return { RevokeDomainValidateAuths: [] };
  const shown = await until(
    () => certificates.revocation(certificateId),
    ({ validations, endedAt }) => validations.length > 0 || endedAt !== null,
  );
  return { RevokeDomainValidateAuths: (shown ?? asked).validations.flatMap(authOf) };
}

/** Theirs is free text; one of the words of RFC 5280 counts as what it says. */
function reasonIn(text: string | undefined): RevocationReason {
  const plain = text?.replace(/[\s_-]/g, '').toLowerCase();
  return REVOCATION_REASONS.find((reason) => reason.toLowerCase() === plain) ?? 'unspecified';
}

function authOf({
  name,
  record,
  file,
}: {
  readonly name: string;
  readonly record?: { readonly name: string; readonly value: string } | null;
  readonly file?: { readonly url: string; readonly content: string } | null;
}): object[] {
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
}
