/** API keys that there are, with what can be done with each. */
import { answered, api } from '../../api/client.js';
import { Confirm } from '../../parts/confirm.js';
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
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col">{t('secrets')}</th>
          <th scope="col">{t('expires')}</th>
          <th scope="col">{t('used')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {apiKeys.map((apiKey) => (
          <ApiKeyRow key={apiKey.keyId} apiKey={apiKey} onShown={onShown} />
        ))}
      </tbody>
    </table>
  );
}

function ApiKeyRow({ apiKey, onShown }: { readonly apiKey: ApiKey; readonly onShown: OnShown }) {
  const t = useTexts(API_KEY_TEXTS);
  const times = useTimes();
  const common = useTexts(COMMON_TEXTS);
  const roleOf = useWords('roles');
  const stateOf = useWords('apiKeyStates');
  const { keyId, name, role, state, expiresAt, lastUsedAt } = apiKey;
  return (
    <tr>
      <th scope="row" data-label={t('name')}>
        <bdi>{name}</bdi>
        <p className="small">
          {t('keyId')} <code>{keyId}</code>
        </p>
      </th>
      <td data-label={t('role')}>{roleOf(role)}</td>
      <td data-label={t('state')}>{stateOf(state)}</td>
      <td data-label={t('secrets')}>
        <Secrets apiKey={apiKey} />
      </td>
      <td data-label={t('expires')}>{expiresAt === null ? t('noEnd') : times.dateTime(expiresAt)}</td>
      <td data-label={t('used')}>{lastUsedAt === null ? common('never') : times.dateTime(lastUsedAt)}</td>
      <td>{state === 'live' && <ApiKeyDeeds apiKey={apiKey} onShown={onShown} />}</td>
    </tr>
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
            answered(api.POST('/v1/api-keys/{apiKey}/rotate', { params, body: {}, ...known }))
          }
          done={onShown}
        />
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
