/** What people and keys may be to an account; what each may do: rights.ts. */
import type { Bilingual } from '../bilingual.js';

/**
 * `owner`: everything of the account. `orderer`: orders and what follows them. `letters`: sees orders that wait on people, hands in
 * letters, reports calls. `approver`: lets through, or not, what costs something or revokes. `auditor`: reads, and verifies the log.
 * `operator`: of the installation and no account: sees all accounts' waits, no form data, no keys.
 */
export const ROLES = ['owner', 'orderer', 'letters', 'approver', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that somebody has in an account, which its owner may hand out. */
export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'operator');

export const ROLE_WORDS: Readonly<Record<Role, Bilingual>> = {
  owner: { zh: '所有者', en: 'owner' },
  orderer: { zh: '下单人', en: 'orderer' },
  letters: { zh: '函件经办人', en: 'letters' },
  approver: { zh: '审批人', en: 'approver' },
  auditor: { zh: '审计员', en: 'auditor' },
  operator: { zh: '系统运维', en: 'operator' },
};

/** Those that are handed out, each with what it may do, as whoever chooses one reads it (rights.ts). */
export const ROLE_CHOICES: Readonly<Record<Exclude<Role, 'operator'>, Bilingual>> = {
  owner: {
    zh: '所有者:账号内的一切,包括成员、API 密钥、连接和规则',
    en: 'Owner: everything of the account, its members, API keys, connections and rules included',
  },
  orderer: {
    zh: '下单人:下单并处理订单、证书、企业和联系人;不能管理成员、密钥和连接',
    en: 'Orderer: orders and what follows them, companies and contacts; no members, keys or connections',
  },
  letters: {
    zh: '函件经办人:只看到等待人员处理的订单;提交函件、确认邮件、登记电话核验结果',
    en: 'Letters: sees orders that wait on people, and no others; hands in letters, confirms mails, reports calls',
  },
  approver: {
    zh: '审批人:批准或拒绝需要审批的订单和吊销请求;可查看订单和证书',
    en: 'Approver: approves or declines orders and revocations; sees orders and certificates',
  },
  auditor: {
    zh: '审计员:查看账号内的一切并核对操作日志;不能更改任何内容',
    en: 'Auditor: reads everything of the account and verifies the log; changes nothing',
  },
};

export function isRole(word: unknown): word is Role {
  return ROLES.some((role) => role === word);
}
