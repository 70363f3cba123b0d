/** Why a decision is not taken. */
import type { ApprovalDecision } from '../../domain/orders/approval.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

/** `byKey`: a key is in it, of whoever asked or of whoever decides. */
export function notYourOwn(byKey: boolean): Refusal {
  return new Refusal(
    refusalDetails('NotAllowed', {
      message: byKey
        ? {
            zh: '不能审批自己的密钥提出的申请,也不能用自己的密钥审批自己的申请:密钥归创建或轮换它的人所有',
            en: 'What a key asked for is not for whoever made or rotated it to approve or decline, nor for another key of theirs, and the other way round',
          }
        : {
            zh: '不能审批自己提出的申请',
            en: 'What you asked for yourself is not yours to approve or decline',
          },
      accepted: {
        zh: '由申请人以外、有审批权的人决定;如不再需要,可取消订单',
        en: 'the decision of somebody else who may approve; an order that is not wanted any more can be cancelled',
      },
    }),
  );
}

export function roleMayNot(): Refusal {
  return new Refusal(
    refusalDetails('NotAllowed', {
      message: { zh: '您的角色没有此项权限', en: 'Your role may not do this' },
      accepted: {
        zh: '审批:owner 或 approver;更改规则:owner',
        en: 'to approve or decline: owner or approver; to change the rules: owner',
      },
    }),
  );
}

export function nothingAwaited(decision: ApprovalDecision): Refusal {
  const done = { approved: { zh: '已获批准', en: 'approved' }, declined: { zh: '未获批准', en: 'declined' } }[
    decision
  ];
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: `此前已有决定:${done.zh}`, en: `It was ${done.en} before` },
      accepted: { zh: '等待审批期间的一次决定', en: 'one decision, while it is waited for' },
    }),
  );
}

export function endedMeanwhile(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: '已经结束:不再需要审批', en: 'It has ended: nothing is to be approved any more' },
      accepted: { zh: '等待审批期间的决定', en: 'a decision while it is waited for' },
    }),
  );
}
