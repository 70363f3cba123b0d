/** API keys that there are, with what can be done with each. */
import { useId, useState } from 'react';
import { answered, api } from '../../api/client.js';
import { Confirm } from '../../parts/confirm.js';
import { Table } from '../../parts/table.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { API_KEYS, type ApiKey, type ShownApiKey } from './reads.js';
import { API_KEY_TEXTS } from './texts.js';

type OnShown = (key: ShownApiKey) => void;

interface ApiKeyTableProps {
  readonly apiKeys: readonly ApiKey[];
  readonly onShown: OnShown;
}

export function ApiKeyTable({ apiKeys, onShown }: ApiKeyTableProps) {
  const t = useTexts(API_KEY_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const roleOf = useWords('roles');
  const stateOf = useWords('apiKeyStates');
  return (
    <Table
      items={apiKeys}
      keyOf={({ keyId }) => keyId}
      columns={[
        { head: t('name'), cell: (apiKey) => <Name apiKey={apiKey} /> },
        { head: t('role'), cell: ({ role }) => roleOf(role) },
        { head: t('state'), cell: ({ state }) => stateOf(state) },
        { head: t('secrets'), cell: (apiKey) => <Secrets apiKey={apiKey} /> },
        {
          head: t('expires'),
          cell: ({ expiresAt }) => (expiresAt === null ? t('noEnd') : times.dateTime(expiresAt)),
        },
        {
          head: t('used'),
          cell: ({ lastUsedAt }) => (lastUsedAt === null ? common('never') : times.dateTime(lastUsedAt)),
        },
        {
          head: common('actions'),
          speaksForItself: true,
          cell: (apiKey) => apiKey.state === 'live' && <ApiKeyDeeds apiKey={apiKey} onShown={onShown} />,
        },
      ]}
    />
  );
}

function Name({ apiKey: { name, keyId } }: { readonly apiKey: ApiKey }) {
  const t = useTexts(API_KEY_TEXTS);
  return (
    <>
      <bdi>{name}</bdi>
      <p className="small">
        {t('keyId')} <code>{keyId}</code>
      </p>
    </>
  );
}

function Secrets({ apiKey: { secrets } }: { readonly apiKey: ApiKey }) {
  const t = useTexts(API_KEY_TEXTS);
  const times = useTimes();
  return secrets.map(({ createdAt, endsAt }) => (
    <div key={createdAt}>
      {endsAt === null
        ? t('since', { since: times.date(createdAt) })
        : t('until', { since: times.date(createdAt), until: times.dateTime(endsAt) })}
    </div>
  ));
}

function ApiKeyDeeds({
  apiKey: { keyId, name },
  onShown,
}: {
  readonly apiKey: ApiKey;
  readonly onShown: OnShown;
}) {
  const t = useTexts(API_KEY_TEXTS);
  const { may } = useSession();
  const id = useId();
  const [hours, setHours] = useState('');
  const params = { path: { apiKey: keyId } };
  const changes = [API_KEYS.queryKey];
  return (
    <div className="row-buttons">
      {may('apiKeys.rotate') && (
        <Confirm
          button={t('rotate')}
          label={t('rotateOf', { name })}
          question={t('askRotate', { name })}
          consequence={t('afterRotate')}
          isDangerous={false}
          changes={changes}
          write={(_, known) =>
            answered(
              api.POST('/v1/api-keys/{apiKey}/rotate', {
                params,
                // What is no number of hours, the server refuses.
                body: hours.trim() === '' ? {} : { overlapHours: Number(hours) },
                ...known,
              }),
            )
          }
          done={onShown}
        >
          <div className="field">
            <label htmlFor={id}>{t('overlapHours')}</label>
            <input
              id={id}
              type="text"
              inputMode="numeric"
              autoComplete="off"
              aria-describedby={`${id}-hint`}
              value={hours}
              onChange={({ target }) => setHours(target.value)}
            />
            <p id={`${id}-hint`} className="field-hint">
              {t('overlapHint')}
            </p>
          </div>
        </Confirm>
      )}
      {may('apiKeys.revoke') && (
        <Confirm
          button={t('revoke')}
          label={t('revokeOf', { name })}
          question={t('askRevoke', { name })}
          consequence={t('afterRevoke')}
          changes={changes}
          write={(_, known) =>
            answered(api.POST('/v1/api-keys/{apiKey}/revoke', { params, body: {}, ...known }))
          }
        />
      )}
    </div>
  );
}
