/** What is waited for, in a few words: for tables, plans and whoever does not know the code words of domain/waits.ts. */
import type { Bilingual } from './bilingual.js';
import type { Wait } from './waits.js';

export const WAIT_WORDS: Readonly<Record<Wait, Bilingual>> = {
  'subscriber-form': { zh: '提交订单表单', en: 'the order form' },
  'subscriber-dns': { zh: '添加 DNS 验证记录', en: 'DNS records' },
  'subscriber-file': { zh: '放置验证文件', en: 'validation files' },
  'subscriber-caa': { zh: '修改 CAA 记录', en: 'CAA records that permit the CA' },
  dns: { zh: 'DNS 记录生效', en: 'DNS to show the records' },
  'file-agent': { zh: '系统放置验证文件', en: 'validation files put in place by the system' },
  'ca-placement': { zh: 'CA 受理订单', en: 'the CA to take the order' },
  'ca-validation': { zh: 'CA 验证域名', en: 'the CA to validate the names' },
  'ca-issuance': { zh: 'CA 签发证书', en: 'the CA to issue' },
  us: { zh: '系统处理', en: 'the system' },
  'subscriber-payment': { zh: '账户充值', en: 'funds' },
  'subscriber-letter': { zh: '上传盖章的确认函', en: 'the stamped letter' },
  'subscriber-application-form': { zh: '上传盖章的申请书', en: 'the stamped application form' },
  'subscriber-emails': { zh: '确认 CA 的两封邮件', en: 'two e-mails to be confirmed' },
  'subscriber-channel': { zh: '提供另一个公开的联系方式', en: 'another channel on public record' },
  'subscriber-phone': { zh: '接听 CA 的电话', en: 'a phone call to be answered' },
  'subscriber-mailbox': { zh: '确认订单邮箱', en: 'the mailbox to be confirmed' },
  'reviewer-letter': { zh: '审核确认函', en: 'the review of the letter' },
  'reviewer-application': { zh: '审核申请书', en: 'the review of the application' },
  'ca-public-record': { zh: '通过公开渠道核实企业', en: 'the company to be reached on public record' },
  'ca-phone-call': { zh: 'CA 致电联系人', en: 'a phone call of the CA' },
  'ca-organization': { zh: 'CA 审核企业信息', en: 'the CA to check the company' },
  'subscriber-revocation-proof': {
    zh: '证明对域名的控制权',
    en: 'a proof that the names are controlled',
  },
  'subscriber-revocation-letter': {
    zh: '上传吊销申请函',
    en: 'the stamped letter that asks for the revocation',
  },
  'reviewer-revocation': { zh: '审核吊销申请', en: 'the review of the revocation' },
  'ca-revocation': { zh: 'CA 吊销证书', en: 'the CA to revoke' },
  'approver-decision': { zh: '另一人审批', en: 'the approval of a second person' },
  records: { zh: '恢复缺失的记录', en: 'records to be restored' },
};
