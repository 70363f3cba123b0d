/** Connections: the account's own and the installation's. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { Table } from '../../parts/table.js';
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
  const kindOf = useKindName();
  const familyOf = useWords('connectionFamilies');
  return (
    <Table
      items={connections}
      keyOf={({ connectionId }) => connectionId}
      columns={[
        { head: t('name'), cell: (connection) => <Name connection={connection} /> },
        { head: t('kind'), cell: ({ kind }) => kindOf(kind) },
        { head: t('family'), cell: ({ family }) => familyOf(family) },
        { head: t('tried'), cell: (connection) => <Tried connection={connection} /> },
        {
          head: common('actions'),
          speaksForItself: true,
          cell: ({ connectionId, name }) => (
            <Link to={`/information/connections/${connectionId}`} aria-label={t('openOf', { name })}>
              {t('open')}
            </Link>
          ),
        },
      ]}
    />
  );
}

interface OneProps {
  readonly connection: Connection;
}

function Name({ connection: { name, ofInstallation } }: OneProps) {
  const t = useTexts(CONNECTION_TEXTS);
  return (
    <>
      {name}
      {ofInstallation && <p className="small">{t('ofInstallation')}</p>}
    </>
  );
}

function Tried({ connection: { triedAt, secretsAreLost } }: OneProps) {
  const t = useTexts(CONNECTION_TEXTS);
  const times = useTimes();
  return (
    <>
      {triedAt === null ? t('untried') : times.dateTime(triedAt)}
      {secretsAreLost && <p>{t('lost')}</p>}
    </>
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
