/** What the account wants a second person's approval for. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components } from '../../generated/api.js';
import { Form } from '../../parts/form.js';
import { CheckField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { texts, useTexts } from '../../texts/texts.js';
import { COMMON_TEXTS } from '../texts.js';

type Rules = components['schemas']['AccountRules'];

const TEXTS = texts('information/approvals', {
  title: { zh: '审批规则', en: 'Approval' },
  about: {
    zh: '勾选后,从现在起提交的订单或吊销请求须由另一位有审批权的成员批准,才会继续。',
    en: 'What is ticked here goes on once another member who may approve has let it through. It holds from now on.',
  },
  orders: { zh: '需要付费的订单须审批', en: 'Orders that cost something need approval' },
  revocations: { zh: '吊销证书须审批', en: 'Revoking a certificate needs approval' },
});

const RULES = queryOptions({
  queryKey: ['approval-rules'],
  queryFn: () => answered(api.GET('/v1/account/rules')),
});

export function Page() {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const query = useQuery(RULES);
  return (
    <>
      <PageHead title={t('title')} />
      <p>{t('about')}</p>
      <Read query={query}>
        {(rules) => (
          <fieldset className="bare" disabled={!may('approvals.setRules')}>
            <RulesForm rules={rules} />
          </fieldset>
        )}
      </Read>
    </>
  );
}

function RulesForm({ rules }: { readonly rules: Rules }) {
  const t = useTexts(TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const { may } = useSession();
  const { send, isSending, error, answer } = useWrite({
    write: (body: Rules, known) => answered(api.PATCH('/v1/account/rules', { body, ...known })),
    changes: [RULES.queryKey],
  });
  return (
    <>
      {!may('approvals.setRules') && <p className="small">{common('notAllowed')}</p>}
      <Form
        error={error}
        isSending={isSending}
        submit={common('save')}
        label={t('title')}
        onSubmit={(typed) =>
          send({
            approvesOrders: typed.isOn('approvesOrders'),
            approvesRevocations: typed.isOn('approvesRevocations'),
          })
        }
      >
        <CheckField name="approvesOrders" label={t('orders')} isOn={rules.approvesOrders} />
        <CheckField name="approvesRevocations" label={t('revocations')} isOn={rules.approvesRevocations} />
      </Form>
      <p role="status">{answer && common('saved')}</p>
    </>
  );
}
