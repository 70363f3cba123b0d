/** One connection: what is known of it, tried, changed, given another key, removed. */
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Confirm } from '../../parts/confirm.js';
import { PageHead } from '../../parts/page-head.js';
import { Problem } from '../../parts/problem.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { useKindName } from './connections-page.js';
import { EditedConnection } from './edited-connection.js';
import { connectionRead, KINDS, type Connection } from './reads.js';
import { CONNECTION_TEXTS } from './texts.js';

const CHANGES = [['connections']];

export function Page() {
  const t = useTexts(CONNECTION_TEXTS);
  const { connection = '' } = useParams();
  const query = useQuery(connectionRead(connection));
  return (
    <>
      <PageHead title={query.data ? t('one', { name: query.data.name }) : t('title')} />
      <Read query={query}>{(found) => <ConnectionPart key={found.connectionId} connection={found} />}</Read>
    </>
  );
}

function ConnectionPart({ connection }: { readonly connection: Connection }) {
  const { may } = useSession();
  return (
    <>
      <Facts connection={connection} />
      {!connection.ofInstallation && <Deeds connection={connection} />}
      {!connection.ofInstallation && may('connections.edit') && <EditedConnection connection={connection} />}
    </>
  );
}

function Facts({ connection }: { readonly connection: Connection }) {
  const t = useTexts(CONNECTION_TEXTS);
  const times = useTimes();
  const kindOf = useKindName();
  const familyOf = useWords('connectionFamilies');
  const { kind, family, ofInstallation, isPubliclyTrusted, triedAt, secretsAreLost } = connection;
  return (
    <>
      <dl className="facts">
        <dt>{t('kind')}</dt>
        <dd>{kindOf(kind)}</dd>
        <dt>{t('family')}</dt>
        <dd>{familyOf(family)}</dd>
        {isPubliclyTrusted !== null && (
          <>
            <dt>{t('trusted')}</dt>
            <dd>{t(isPubliclyTrusted ? 'yes' : 'no')}</dd>
          </>
        )}
        <dt>{t('tried')}</dt>
        <dd>{triedAt === null ? t('untried') : times.dateTime(triedAt)}</dd>
        <SettingFacts connection={connection} />
      </dl>
      {ofInstallation && <p>{t('ofInstallation')}</p>}
      {secretsAreLost && <p>{t('lost')}</p>}
    </>
  );
}

function SettingFacts({ connection: { kind, settings } }: { readonly connection: Connection }) {
  const say = useSay();
  const { data } = useQuery(KINDS);
  const fields = data?.items.find((each) => each.kind === kind)?.fields ?? [];
  return fields
    .filter(({ field }) => settings[field] !== undefined)
    .flatMap(({ field, called }) => [
      <dt key={`${field} called`}>{say(called)}</dt>,
      <dd key={field}>
        <bdi>{shown(settings[field])}</bdi>
      </dd>,
    ]);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Deeds({ connection: { connectionId, name, family } }: { readonly connection: Connection }) {
  const t = useTexts(CONNECTION_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { may } = useSession();
  const [force, setForce] = useState(false);
  const path = { connection: connectionId };
  const test = useWrite<undefined, Connection>({
    write: (_, known) =>
      answered(api.POST('/v1/connections/{connection}/test', { params: { path }, body: {}, ...known })),
    changes: CHANGES,
  });
  return (
    <>
      <div className="row-buttons">
        {may('connections.test') && (
          <Button size="small" loading={test.isSending} onClick={() => test.send(undefined)}>
            {t('testNow')}
          </Button>
        )}
        {may('connections.rollOverKey') && family === 'ca' && (
          <Confirm
            button={t('rollOver')}
            label={t('rollOver')}
            question={t('askRollOver', { name })}
            consequence={t('afterRollOver')}
            changes={CHANGES}
            write={(_, known) =>
              answered(
                api.POST('/v1/connections/{connection}/key-rollover', {
                  params: { path },
                  body: {},
                  ...known,
                }),
              )
            }
          />
        )}
        {may('connections.remove') && (
          <Confirm
            button={common('remove')}
            label={common('removeOf', { what: name })}
            question={t('askRemove', { name })}
            consequence={t('afterRemove')}
            changes={[['connections', 'list']]}
            write={(_, known) =>
              answered(
                api.DELETE('/v1/connections/{connection}', {
                  params: { path, query: { force: force ? 'true' : 'false' } },
                  ...known,
                }),
              )
            }
            done={() => void navigate('/information/connections')}
          >
            <label>
              <input type="checkbox" checked={force} onChange={({ target }) => setForce(target.checked)} />{' '}
              {t('force')}
            </label>
          </Confirm>
        )}
      </div>
      {Boolean(test.error) && <Problem error={test.error} />}
      <p role="status">{test.answer && !test.error && t('letIn')}</p>
    </>
  );
}
