/** One delegated name: what is to be set, what was found, and what can be done with it. */
import { Button } from 'antd';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Confirm } from '../../parts/confirm.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { DELEGATIONS_KEY, type Delegation } from './reads.js';
import { DELEGATION_TEXTS } from './texts.js';

export function DelegationPart({ delegation }: { readonly delegation: Delegation }) {
  const t = useTexts(DELEGATION_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const stateOf = useWords('delegationStates');
  const { may } = useSession();
  const { name, zone, state, checkedAt } = delegation;
  const params = { path: { name } };
  const check = useWrite<undefined, unknown>({
    write: (_, known) => answered(api.POST('/v1/delegations/{name}/check', { params, body: {}, ...known })),
    changes: [DELEGATIONS_KEY],
  });
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <dl className="facts">
        <dt>{t('state')}</dt>
        <dd>{stateOf(state)}</dd>
        <dt>{t('zone')}</dt>
        <dd>{zone}</dd>
        <dt>{t('checkedAt')}</dt>
        <dd>{checkedAt === null ? t('notYet') : times.dateTime(checkedAt)}</dd>
      </dl>
      <Records delegation={delegation} />
      {Boolean(check.error) && <Problem error={check.error} />}
      <div className="row-buttons">
        {may('delegations.check') && (
          <Button
            size="small"
            aria-label={t('checkOf', { name })}
            loading={check.isSending}
            onClick={() => check.send(undefined)}
          >
            {t('check')}
          </Button>
        )}
        {may('delegations.remove') && (
          <Confirm
            button={common('remove')}
            label={common('removeOf', { what: name })}
            question={t('askRemove', { name })}
            consequence={t('afterRemove')}
            changes={[DELEGATIONS_KEY]}
            write={(_, known) => answered(api.DELETE('/v1/delegations/{name}', { params, ...known }))}
          />
        )}
      </div>
    </section>
  );
}

function Records({ delegation: { name, records } }: { readonly delegation: Delegation }) {
  const t = useTexts(DELEGATION_TEXTS);
  const stateOf = useWords('delegatedRecordStates');
  return (
    <table className="table">
      <caption className="unseen">{t('records', { name })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('record')}</th>
          <th scope="col">{t('value')}</th>
          <th scope="col">{t('found')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.name}>
            <th scope="row" data-label={t('record')}>
              <code>{record.name}</code>{' '}
              <CopyButton text={record.name} what={t('copyName', { name: record.name })} />
            </th>
            <td data-label={t('value')}>
              <code>{record.value}</code>{' '}
              <CopyButton text={record.value} what={t('copyValue', { name: record.name })} />
            </td>
            <td data-label={t('found')}>
              {stateOf(record.state)}
              {record.leadsTo !== null && <p>{t('elsewhere', { value: record.leadsTo })}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
