/** What is going on while an order waits, in the words of the demo's timeline. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { Wait } from '../../domain/waits.js';

export const NEWS: Readonly<Record<Wait, Bilingual>> = {
  'subscriber-form': { zh: '草稿:等待表单', en: 'a draft: waits for the form' },
  'subscriber-dns': { zh: '等待 DNS 记录', en: 'waits for the DNS record' },
  'subscriber-file': { zh: '等待文件', en: 'waits for the file' },
  'subscriber-caa': { zh: 'CAA 记录不允许此 CA', en: 'CAA records forbid the CA' },
  dns: { zh: '系统发布记录并查询', en: 'the system publishes the record and looks for it' },
  'file-agent': { zh: '系统放置文件并查看', en: 'the system puts the file in place and looks for it' },
  'ca-placement': { zh: '以我方参考号向 CA 下单', en: 'the order is placed at the CA under our reference' },
  'ca-validation': { zh: '自查通过:请 CA 验证', en: 'our own look is good: the CA is asked to validate' },
  'ca-issuance': { zh: '控制权已证明:CA 签发', en: 'control is shown: the CA issues' },
  us: { zh: '系统处理中:支付、私钥、CSR', en: 'the system works on it: payment, key, CSR' },
  'subscriber-letter': { zh: '等待盖章的确认函', en: 'waits for the stamped letter' },
  'subscriber-application-form': { zh: '等待盖章的申请书', en: 'waits for the stamped form' },
  'subscriber-emails': { zh: 'CA 已给联系人发出两封邮件', en: 'the CA wrote two mails to the contact' },
  'subscriber-channel': { zh: '等待另一个公开渠道', en: 'waits for another channel on public record' },
  'subscriber-phone': { zh: '等待接听电话', en: 'waits for the phone to be answered' },
  'subscriber-mailbox': { zh: 'CA 已给订单的邮箱发信', en: 'the CA wrote to the mailbox of the order' },
  'reviewer-letter': { zh: '正在审核确认函', en: 'the letter is reviewed' },
  'reviewer-application': { zh: '正在审核申请书', en: 'the application is reviewed' },
  'ca-public-record': { zh: 'CA 通过公开渠道联系公司', en: 'the CA reaches the company on public record' },
  'ca-phone-call': { zh: 'CA 打电话', en: 'the CA phones' },
  'subscriber-payment': { zh: '等待付款', en: 'waiting for the payment' },
  'subscriber-revocation-proof': {
    zh: '等待吊销所需的证明',
    en: 'waiting for the proof that a revocation needs',
  },
  'subscriber-revocation-letter': {
    zh: '等待吊销所需的函件',
    en: 'waiting for the letter that a revocation needs',
  },
  'reviewer-revocation': { zh: 'CA 审核吊销申请', en: 'the CA reviews the revocation' },
  'ca-revocation': { zh: 'CA 吊销证书', en: 'the CA revokes' },
  'ca-organization': { zh: 'CA 核实公司', en: 'the CA checks the company' },
  records: { zh: '数据库中缺少一条记录', en: 'a record is missing in the database' },
  'approver-decision': { zh: '等待另一人审批', en: 'a second person is to approve it' },
};
