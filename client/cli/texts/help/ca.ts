/** What `--help` says of `sealflow ca`, the development CA. */
import { HOSTILE_PATHS } from '../../../../domain/development/ca.js';
import { values, type CommandTexts } from './shared.js';

/** What the phone desk says unless told otherwise. */
export const NOT_REACHED = { zh: '联系不到公司', en: 'the company could not be reached' };

const TOLD = { zh: '告诉订购人的原因', en: 'what the subscriber is told' };
const LIST = { zh: '在此岗位等待的事项,等得最久的在前', en: 'what waits at this desk, longest first' };
const WHERE = { zh: '写入何处', en: 'where to' };
const REJECTED = { zh: '彻底拒绝订单', en: 'reject the order for good' };

export const CA_HELP = {
  ca: { about: { zh: '开发 CA', en: 'the development CA' } },
  'ca orders': {
    about: {
      zh: 'CA 处的订单、我方参考号,以及提交过几次',
      en: 'the orders the CA has, with the reference of each and how often it was sent',
    },
  },
  'ca hostile': {
    about: { zh: '让 CA 出故障', en: 'make the CA misbehave' },
    arguments: {
      mode: {
        zh: '如何出故障,或 off(关闭);未给出时显示当前设置',
        en: 'how to misbehave, or off; without it, what is set',
      },
    },
    options: {
      '--path': values(HOSTILE_PATHS),
      '--times': { zh: '多少次;未给出时直到关闭', en: 'how often; without it until switched off' },
      '--delay-ms': { zh: '用于模式 late', en: 'of mode late' },
      '--retry-after-seconds': { zh: '用于模式 rate-limit', en: 'of mode rate-limit' },
      '--http-status': {
        zh: '200 或 503,用于模式 maintenance-page',
        en: '200 or 503, of mode maintenance-page',
      },
      '--name': { zh: '用于模式 refuse-name:被拒绝的域名', en: 'of mode refuse-name: the name refused' },
    },
  },
  'ca people': {
    about: {
      zh: '等待 CA 人员处理的一切,以及 CA 在等什么',
      en: 'everything that waits for the people of the CA, and what the CA waits for',
    },
  },
  'ca phone': {
    about: {
      zh: 'CA 的电话岗(phone):打电话,查公开渠道',
      en: 'the phone desk of the CA: calls, and looks at public records',
    },
  },
  'ca phone list': { about: LIST },
  'ca phone pass': {
    about: { zh: '已联系到公司,并得到确认', en: 'the company was reached and said yes' },
    options: {
      '--step': {
        zh: '在电话中确认的其他步骤,例如页面已锁定的 email-1',
        en: 'another step confirmed on the phone, such as email-1 when its page is locked',
      },
    },
  },
  'ca phone fail': {
    about: {
      zh: '退回订购人:联系不到公司,或查不到',
      en: 'back to the subscriber: the company was not reached, or not found',
    },
    options: {
      '--reason': {
        zh: `${TOLD.zh}(默认 "${NOT_REACHED.zh}")`,
        en: `${TOLD.en} (default: "${NOT_REACHED.en}")`,
      },
    },
  },
  'ca phone demand': {
    about: {
      zh: '给无需电话即可通过的订单的联系人打电话,或再打一次',
      en: 'phone the contact of an order that passes without a call, or phone again',
    },
  },
  'ca letter': {
    about: { zh: 'CA 的函件岗(letter):确认函', en: 'the letter desk of the CA: confirmation letters' },
  },
  'ca letter list': { about: LIST },
  'ca letter accept': { about: { zh: '函件符合要求', en: 'the letter is as it must be' } },
  'ca letter reject': {
    about: { zh: '退回订购人,等待新版本', en: 'back to the subscriber, for a new version' },
    options: { '--reason': TOLD },
  },
  'ca letter show': {
    about: { zh: '保存 CA 收到的最新函件', en: 'save the newest letter that the CA received' },
    options: {
      '--out': WHERE,
      '--sha256': { zh: '不是最新的,而是另一份', en: 'another one than the newest' },
    },
  },
  'ca review': {
    about: {
      zh: 'CA 的审核岗(review):申请书的人工审核',
      en: 'the review desk of the CA: manual reviews of application forms',
    },
  },
  'ca review list': { about: LIST },
  'ca review approve': { about: { zh: '一切符合要求', en: 'all is as it must be' } },
  'ca review return': {
    about: {
      zh: '退回订购人,如果品牌有此途径',
      en: 'back to the subscriber, where the brand has such a way',
    },
    options: { '--reason': TOLD },
  },
  'ca review reject': { about: REJECTED, options: { '--reason': TOLD } },
  'ca reject': { about: REJECTED, options: { '--reason': TOLD } },
  'ca revocation': {
    about: { zh: '吊销申请,以及相应的函件', en: 'requests to revoke, and the letters for them' },
  },
  'ca revocation list': {
    about: {
      zh: '等待决定或证明的申请,等得最久的在前',
      en: 'what waits to be decided or proven, longest first',
    },
    options: { '--all': { zh: '包括已决定的', en: 'those that are decided as well' } },
  },
  'ca revocation approve': {
    about: {
      zh: '吊销此订单签发的证书;函件或审核符合要求',
      en: 'revoke what the order was issued; the letter or the review is as it must be',
    },
  },
  'ca revocation refuse': {
    about: {
      zh: '品牌允许时退回订购人,等待另一份函件;否则申请结束',
      en: 'back to the subscriber for another letter, where the brand takes one; the end of it elsewhere',
    },
    options: {
      '--reason': TOLD,
      '--for-good': {
        zh: '申请就此结束,不论品牌是否允许',
        en: 'the end of the request, whatever the brand takes',
      },
    },
  },
  'ca revocation letter': {
    about: { zh: '保存申请吊销的最新函件', en: 'save the newest letter that asks for the revocation' },
    options: { '--out': WHERE },
  },
  'ca mail': { about: { zh: 'CA 给订单联系人的邮件', en: 'mails of the CA to the contact of an order' } },
  'ca mail list': {
    about: {
      zh: '发了什么邮件,以及其中的链接;验证码在邮件内',
      en: 'what was sent, with its link; the code is in the mail itself',
    },
  },
  'ca mail confirm': {
    about: {
      zh: '如同联系人一样,在收信服务器中读取邮件,打开每个链接并输入验证码',
      en: 'read the mails in the mail sink, follow each link and enter its code, as the contact would',
    },
    options: { '--email': { zh: '只处理第一封或第二封', en: 'only the first or the second one' } },
  },
  'ca policy': {
    about: { zh: 'CA 人员无人操作时如何处理', en: 'what the people of the CA do by themselves' },
  },
  'ca policy show': { about: { zh: '当前的策略', en: 'the policy in force' } },
  'ca policy set': {
    about: { zh: '替换整个策略;重启后仍有效', en: 'replace the policy; it holds over restarts' },
    options: {
      '--auto-approve-after': {
        zh: '在岗位上停留这么多秒后自动通过',
        en: 'pass what lies at a desk that long',
      },
      '--desk': { zh: '只限这些岗位', en: 'only at these desks' },
      '--phone': {
        zh: '给可能接到电话的品牌(WoTrus)的每位联系人打电话',
        en: 'phone every contact of a brand that may phone (WoTrus)',
      },
    },
  },
  'ca policy clear': { about: { zh: '恢复到启动时的设置', en: 'back to what the CA was started with' } },
} satisfies CommandTexts;
