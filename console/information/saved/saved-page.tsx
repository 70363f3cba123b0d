/** One saved thing: typed in for the first time, or put right; then its list is shown again. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/use-write.js';
import { Form } from '../../parts/form.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useTexts } from '../../texts/texts.js';
import { changesIn } from '../changes.js';
import { COMMON_TEXTS } from '../texts.js';
import type { SavedKind, SavedThing } from './saved.js';

export interface NewSavedProps<Details extends object, Thing extends SavedThing<Details>> {
  readonly kind: SavedKind<Details, Thing>;
  readonly title: string;
}

export function NewSaved<Details extends object, Thing extends SavedThing<Details>>({
  kind,
  title,
}: NewSavedProps<Details, Thing>) {
  return (
    <>
      <PageHead title={title} />
      <SavedForm kind={kind} write={kind.add} />
    </>
  );
}

export interface EditedSavedProps<
  Details extends object,
  Thing extends SavedThing<Details>,
> extends NewSavedProps<Details, Thing> {
  readonly id: string;
}

export function EditedSaved<Details extends object, Thing extends SavedThing<Details>>({
  kind,
  title,
  id,
}: EditedSavedProps<Details, Thing>) {
  const query = useQuery({ queryKey: [...kind.key, id], queryFn: () => kind.read(id) });
  return (
    <>
      <PageHead title={title} />
      <Read query={query}>
        {({ id: savedId, details }) => (
          <SavedForm
            key={savedId}
            kind={kind}
            details={details}
            write={async (typed, known) => {
              const changes = changesIn(details, typed);
              if (changes) await kind.edit(savedId, changes, known);
            }}
          />
        )}
      </Read>
    </>
  );
}

interface SavedFormProps<Details extends object, Thing extends SavedThing<Details>> {
  readonly kind: SavedKind<Details, Thing>;
  readonly details?: Details;
  readonly write: SavedKind<Details, Thing>['add'];
}

function SavedForm<Details extends object, Thing extends SavedThing<Details>>({
  kind: { place, key, fields, typedIn },
  details,
  write,
}: SavedFormProps<Details, Thing>) {
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite({
    write,
    changes: [key],
    done: () => void navigate(place),
  });
  return (
    <Form
      error={error}
      isSending={isSending}
      submit={common('save')}
      cancelTo={place}
      onSubmit={(typed) => send(typedIn(typed))}
    >
      {fields(details)}
    </Form>
  );
}
