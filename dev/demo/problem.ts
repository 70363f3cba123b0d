/** Why the demo did not come to its end. */
import type { Bilingual } from '../../domain/bilingual.js';
import { ToldError } from '../../domain/told.js';

export const notNaming = (certificate: Bilingual, name: string): ToldError =>
  new ToldError({
    zh: `${certificate.zh}不包含域名 ${name}`,
    en: `${certificate.en} does not name ${name}`,
  });

export const foreignKey = (key: Bilingual, certificate: Bilingual, name: string): ToldError =>
  new ToldError({
    zh: `${key.zh}不属于 ${name} 的${certificate.zh}`,
    en: `${key.en} does not belong to ${certificate.en} of ${name}`,
  });

export const rootNotHad = (status: number): ToldError =>
  new ToldError({
    zh: `无法获取 CA 的根证书:状态码 ${status}`,
    en: `the CA's root certificate could not be had: status ${status}`,
  });

export const withoutCertificate = (orderId: string, name: string, reason: Bilingual): ToldError =>
  new ToldError({
    zh: `${name} 的订单 ${orderId} 结束而没有证书:${reason.zh}`,
    en: `order ${orderId} for ${name} ended without a certificate: ${reason.en}`,
  });

export const someNotGood = (labels: string): ToldError =>
  new ToldError({
    zh: `未签发或未通过校验:${labels};原因见上表`,
    en: `not issued, or not verified: ${labels}; the table above says why`,
  });

export const notIssuedWithin = (seconds: number): ToldError =>
  new ToldError({
    zh: `订单未在 ${seconds} 秒内签发;上面的进展显示各自在等什么。可手动重做并查看日志:\`sealflow up\`,然后 \`sealflow order create\`。`,
    en:
      `the orders were not issued within ${seconds} s; the timeline above shows what each waited for. ` +
      'The same by hand, with logs to read: `sealflow up`, then `sealflow order create`.',
  });

export const stackEnded = (why: string): ToldError =>
  new ToldError({ zh: `系统自行结束:${why}`, en: `the stack ended by itself: ${why}` });
