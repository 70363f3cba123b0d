/** The list of a kind of saved thing: what there is, and what can be done with each. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Paged } from '../../parts/paged.js';
import { Table, type Column } from '../../parts/table.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { COMMON_TEXTS } from '../texts.js';
import type { SavedKind, SavedThing } from './saved.js';
import { SAVED_TEXTS } from './texts.js';

export interface SavedListProps<Details extends object, Thing extends SavedThing<Details>> {
  readonly kind: SavedKind<Details, Thing>;
  readonly title: string;
  readonly add: string;
  /** Said while there is nothing in it. */
  readonly none: string;
  /** What is shown of each, its name first. */
  readonly columns: readonly Column<Details>[];
}

export function SavedList<Details extends object, Thing extends SavedThing<Details>>({
  kind,
  title,
  add,
  none,
  columns,
}: SavedListProps<Details, Thing>) {
  const common = useTexts(COMMON_TEXTS);
  const times = useTimes();
  const { may } = useSession();
  const { place, operations, key, page } = kind;
  const query = useInfiniteQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ pageParam: after }) => page(after),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const all: readonly Column<Thing>[] = [
    ...columns.map(({ head, cell }) => ({ head, cell: ({ details }: Thing) => cell(details) })),
    { head: common('changedAt'), cell: ({ updatedAt }) => times.dateTime(updatedAt) },
    {
      head: common('actions'),
      speaksForItself: true,
      cell: (thing) => <Deeds kind={kind} thing={thing} />,
    },
  ];
  return (
    <>
      <PageHead title={title}>{may(`${operations}.add`) && <Link to={`${place}/new`}>{add}</Link>}</PageHead>
      <Paged query={query} empty={<Empty what={none} />}>
        {(items) => <Table items={items} keyOf={({ id }) => id} columns={all} />}
      </Paged>
    </>
  );
}

interface DeedsProps<Details extends object, Thing extends SavedThing<Details>> {
  readonly kind: SavedKind<Details, Thing>;
  readonly thing: Thing;
}

function Deeds<Details extends object, Thing extends SavedThing<Details>>({
  kind: { place, operations, key, nameOf, remove },
  thing: { id, details },
}: DeedsProps<Details, Thing>) {
  const t = useTexts(SAVED_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const { may } = useSession();
  const what = nameOf(details);
  return (
    <div className="row-buttons">
      {may(`${operations}.edit`) && (
        <Link to={`${place}/${id}`} aria-label={common('editOf', { what })}>
          {common('edit')}
        </Link>
      )}
      {may(`${operations}.remove`) && (
        <Confirm
          button={common('remove')}
          label={common('removeOf', { what })}
          question={t('askRemove', { name: what })}
          consequence={t('afterRemove')}
          changes={[key]}
          write={(_, known) => remove(id, known)}
        />
      )}
    </div>
  );
}
