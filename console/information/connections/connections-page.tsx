/** Connections: the account's own and the installation's. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { CONNECTIONS, KINDS, type Connection } from './reads.js';
import { CONNECTION_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(CONNECTION_TEXTS);
  const { may } = useSession();
  const query = useQuery(CONNECTIONS);
  const add = may('connections.add') && <Link to="/information/connections/new">{t('add')}</Link>;
  return (
    <>
      <PageHead title={t('title')}>{add}</PageHead>
      <p>{t('about')}</p>
      <Read query={query}>
        {({ items }) =>
          items.length === 0 ? <Empty what={t('none')} /> : <ConnectionTable connections={items} />
        }
      </Read>
    </>
  );
}

function ConnectionTable({ connections }: { readonly connections: readonly Connection[] }) {
  const t = useTexts(CONNECTION_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('family')}</th>
          <th scope="col">{t('tried')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection) => (
          <ConnectionRow key={connection.connectionId} connection={connection} />
        ))}
      </tbody>
    </table>
  );
}

function ConnectionRow({ connection }: { readonly connection: Connection }) {
  const t = useTexts(CONNECTION_TEXTS);
  const times = useTimes();
  const kindOf = useKindName();
  const familyOf = useWords('connectionFamilies');
  const { connectionId, name, kind, family, ofInstallation, triedAt, secretsAreLost } = connection;
  return (
    <tr>
      <th scope="row" data-label={t('name')}>
        {name}
        {ofInstallation && <p className="small">{t('ofInstallation')}</p>}
      </th>
      <td data-label={t('kind')}>{kindOf(kind)}</td>
      <td data-label={t('family')}>{familyOf(family)}</td>
      <td data-label={t('tried')}>
        {triedAt === null ? t('untried') : times.dateTime(triedAt)}
        {secretsAreLost && <p>{t('lost')}</p>}
      </td>
      <td>
        <Link to={`/information/connections/${connectionId}`} aria-label={t('openOf', { name })}>
          {t('open')}
        </Link>
      </td>
    </tr>
  );
}

/** As the server calls it; a newer kind stands as it is. */
export function useKindName(): (kind: string) => string {
  const { data } = useQuery(KINDS);
  const say = useSay();
  return (kind) => {
    const known = data?.items.find((each) => each.kind === kind);
    return known ? say(known.called) : kind;
  };
}
