/** Stamped letters: of the company's check, and of a revocation. */
import {
  letterDocumentOf,
  LETTER_RULES,
  type LetterRules,
} from '../../../domain/organization/letter-rules.js';
import { revocationRule } from '../../../domain/revocation/rules.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import type { TencentAction, TencentCall } from '../action.js';
import { namedOrder } from './named.js';
import { asTold, failed, wrongStatus } from './refusing.js';
import { requiredText } from '../../../domain/tencent/wire/fields.js';

export const LETTERS: Readonly<Record<string, TencentAction>> = {
  UploadConfirmLetter: uploadConfirmLetter,
  UploadRevokeLetter: uploadRevokeLetter,
};

async function uploadConfirmLetter(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { orderId, type, way, state, status } = certificate;
  if (type === 'dv' || type === 'dv-free')
    throw failed(call, 'UploadConfirmCertificateNotSupportDV', {
      zh: '域名型（DV）证书无需上传确认函。',
      en: 'A domain validated certificate (DV) takes no letter.',
    });
  if (state === 'pending-submission' || (state !== 'validating' && state !== 'issuing'))
    throw wrongStatus(call);
  const document = letterDocumentOf(way ?? undefined);
  if (document === undefined)
    throw failed(call, 'UploadConfirmCertificateNotSupport', {
      zh: '此品牌的证书不接受确认函：CA 通过公开渠道核实企业信息。',
      en: 'The brand takes no letter: the CA checks the company on public record.',
    });
  // A second application form is refused by its order; a rejected confirmation letter is followed by another one.
  const isForm = document === 'application-form';
  if (isForm && status !== TENCENT_STATUS.letterMissing) throw wrongStatus(call);
  const content = fileIn(call, 'ConfirmLetter', LETTER_RULES[document], isForm);
  await asTold(call, codesOf(isForm), () =>
    call.client.letters.upload(orderId, { content, sentBy: call.principal.name }),
  );
  return { CertificateId: certificate.id, IsSuccess: true };
}

async function uploadRevokeLetter(call: TencentCall) {
  const certificate = await namedOrder(call);
  const { brand, type, certificateId, revocation } = certificate;
  const { letter } = revocationRule({ brand, type });
  if (certificateId === null || revocation === null) throw wrongStatus(call);
  if (!letter)
    throw failed(call, 'UploadConfirmCertificateNotSupport', {
      zh: '吊销此证书无需上传吊销确认函。',
      en: 'A revocation of this certificate takes no letter.',
    });
  const isForm = brand === 'dnspod-sm2';
  const content = fileIn(call, 'RevokeLetter', letter, isForm);
  await asTold(call, codesOf(isForm), () =>
    call.client.certificates.uploadRevocationLetter(certificateId, {
      content,
      sentBy: call.principal.name,
    }),
  );
  return { CertificateId: certificate.id, IsSuccess: true };
}

/** Base64, as a whole: what a lenient reader would pass over is no part of a file. Throws TencentError. */
function fileIn(call: TencentCall, field: string, rules: LetterRules, isForm: boolean): Uint8Array {
  const text = requiredText(call.input, field).replace(/\s+/g, '');
  const bare = text.replace(/^data:[\w./+-]+;base64,/, '');
  if (bare === '' || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare))
    throw failed(call, 'InvalidFileType', {
      zh: `参数 \`${field}\` 不是 Base64 编码的文件。`,
      en: `\`${field}\` is no file in Base64.`,
    });
  const content = Buffer.from(bare, 'base64');
  if (content.length < rules.smallestBytes)
    throw failed(call, isForm ? 'FileTooSmall' : 'ConfirmLetterTooSmall', {
      zh: '文件过小，最小 1 KB。',
      en: 'The file is too small; at least 1 KB.',
    });
  if (content.length > rules.largestBytes)
    throw failed(call, isForm ? 'FileTooLarge' : 'ConfirmLetterTooLarge', {
      zh: '文件过大，最大 1.4 MB。',
      en: 'The file is too large; at most 1.4 MB.',
    });
  return new Uint8Array(content);
}

function codesOf(isForm: boolean) {
  return {
    InvalidInput: isForm
      ? 'FailedOperation.InvalidConfirmLetterFormatWosign'
      : 'FailedOperation.InvalidConfirmLetterFormat',
  };
}
