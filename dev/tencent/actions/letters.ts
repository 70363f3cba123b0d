/** Stamped letters: of the company's check, and of a revocation. */
import { fileTypeFromBuffer } from 'file-type';
import { revocationRule } from '../../../domain/revocation/rules.js';
import { LETTER_RULES, type LetterRules } from '../../../domain/organization/letter-rules.js';
import { TENCENT_STATUS } from '../../../domain/tencent/status.js';
import { textIn } from '../../../domain/tencent/wire/fields.js';
import { CaAway, CaRefused } from '../ca-client.js';
import { changed, failed, named, wrongStatus, type DoubleAction, type DoubleCall } from '../call.js';
import { isDv, productOf, statusOf, wayOf } from '../status.js';

export const LETTERS: Readonly<Record<string, DoubleAction>> = {
  UploadConfirmLetter: uploadConfirmLetter,
  UploadRevokeLetter: uploadRevokeLetter,
};

/** Section 8: again during review, but not of SM2. */
async function uploadConfirmLetter(call: DoubleCall) {
  const { account, clock, ca } = call.counter;
  const certificate = await named(call);
  const product = productOf(certificate);
  if (isDv(product.type))
    throw failed(call, 'UploadConfirmCertificateNotSupportDV', {
      zh: '域名型(DV)证书无需上传确认函。',
      en: 'A domain validated certificate (DV) takes no letter.',
    });
  const way = wayOf(product, account.now.dials.lettersEnded);
  const isForm = way === 'application-form';
  if (way !== 'confirmation-letter' && !isForm)
    throw failed(call, 'UploadConfirmCertificateNotSupport', {
      zh: '此证书不支持通过接口上传确认函。',
      en: 'No letter is uploaded for this certificate.',
    });
  const status = statusOf(certificate, clock());
  const inReview = certificate.standing === 'reviewing' && !isForm && certificate.order?.isAudited === false;
  if (status !== TENCENT_STATUS.letterMissing && !inReview) throw wrongStatus(call);
  const rules = LETTER_RULES[isForm ? 'application-form' : 'confirmation-letter'];
  const content = await letterIn(call, 'ConfirmLetter', rules, isForm);
  await changed(call, certificate, async (current) => {
    const { order } = current;
    if (!order) throw wrongStatus(call);
    const seen = await taken(call, isForm, () => ca.uploadLetter(order.caId, order.reference, content));
    return { ...current, seen, order: { ...order, letterAt: clock().toISOString() } };
  });
  await account.note('uploadConfirmLetter', certificate.id, '上传确认函', clock());
  return { CertificateId: certificate.id, IsSuccess: true };
}

async function uploadRevokeLetter(call: DoubleCall) {
  const { account, clock, ca } = call.counter;
  const certificate = await named(call);
  const product = productOf(certificate);
  if (statusOf(certificate, clock()) !== TENCENT_STATUS.revocationLetterMissing) throw wrongStatus(call);
  const { letter } = revocationRule(product);
  const isForm = product.brand === 'dnspod-sm2';
  const rules = letter ?? LETTER_RULES['confirmation-letter'];
  const content = await letterIn(call, 'RevokeLetter', rules, isForm);
  await changed(call, certificate, async (current) => {
    const { order, revocation } = current;
    if (!order || !revocation) throw wrongStatus(call);
    const after = await taken(call, isForm, () => ca.uploadRevocationLetter(order.caId, content));
    return { ...current, revocation: { ...after, requestedAt: revocation.requestedAt } };
  });
  await account.note('editRevokeLetter', certificate.id, '上传吊销确认函', clock());
  return { CertificateId: certificate.id, IsSuccess: true };
}

/** Base64, as a whole, 1 KB to 1.4 MB, of a kind that the brand takes (sections 6.1 and 7). */
async function letterIn(
  call: DoubleCall,
  field: string,
  { contentTypes }: LetterRules,
  isForm: boolean,
): Promise<Uint8Array> {
  const text = textIn(call.input, field) ?? '';
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text))
    throw failed(call, 'InvalidFileType', {
      zh: `参数 \`${field}\` 不是 Base64 编码的文件。`,
      en: `\`${field}\` is no file in Base64.`,
    });
  const content = new Uint8Array(Buffer.from(text, 'base64'));
  const { smallestBytes, largestBytes } = LETTER_RULES['confirmation-letter'];
  if (content.length < smallestBytes)
    throw failed(call, isForm ? 'FileTooSmall' : 'ConfirmLetterTooSmall', {
      zh: '文件过小,最小 1 KB。',
      en: 'The file is too small; at least 1 KB.',
    });
  if (content.length > largestBytes)
    throw failed(call, isForm ? 'FileTooLarge' : 'ConfirmLetterTooLarge', {
      zh: '文件过大,最大 1.4 MB。',
      en: 'The file is too large; at most 1.4 MB.',
    });
  const type = (await fileTypeFromBuffer(content))?.mime;
  if (!contentTypes.some((accepted) => accepted === type))
    throw failed(call, isForm ? 'InvalidConfirmLetterFormatWosign' : 'InvalidConfirmLetterFormat', {
      zh: `文件格式不正确,可接受:${contentTypes.join('、')}。`,
      en: `The file is of no accepted kind: ${contentTypes.join(', ')}.`,
    });
  return content;
}

async function taken<T>(call: DoubleCall, isForm: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CaAway)
      throw failed(call, 'NetworkError', {
        zh: 'CA 系统繁忙,请稍后重试。',
        en: 'The CA is busy: try again later.',
      });
    if (!(error instanceof CaRefused)) throw error;
    throw failed(call, isForm ? 'InvalidCertificateStatusCode' : 'InvalidParam', error.words);
  }
}
