/** A new connection: its kind, and then the kind's own fields. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form, type Typed } from '../../parts/form.js';
import { CheckField, ChoiceField, TextField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { KindFields, type Settings } from './kind-fields.js';
import { KINDS, type KindForm } from './reads.js';
import { CONNECTION_TEXTS } from './texts.js';
import { fieldsIn } from './typed-fields.js';

const LIST = '/information/connections';

export function Page() {
  const t = useTexts(CONNECTION_TEXTS);
  const query = useQuery(KINDS);
  return (
    <>
      <PageHead title={t('add')} />
      <Read query={query}>{({ items }) => <NewConnection kinds={items} />}</Read>
    </>
  );
}

interface Asked {
  readonly kind: string;
  readonly name: string;
  readonly form: Settings;
  readonly test: boolean;
}

function NewConnection({ kinds }: { readonly kinds: readonly KindForm[] }) {
  const t = useTexts(CONNECTION_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const navigate = useNavigate();
  const [kind, setKind] = useState('');
  const chosen = kinds.find((each) => each.kind === kind);
  const { send, isSending, error } = useWrite({
    write: (body: Asked, known) => answered(api.POST('/v1/connections', { body, ...known })),
    changes: [['connections']],
    done: () => void navigate(LIST),
  });
  const submit = (typed: Typed) =>
    send({
      kind,
      name: typed.text('name'),
      form: fieldsIn(typed, chosen?.fields ?? []),
      test: typed.isOn('test'),
    });
  return (
    <Form error={error} isSending={isSending} submit={common('save')} cancelTo={LIST} onSubmit={submit}>
      <ChoiceField name="kind" label={t('kind')} choices={useKindChoices(kinds)} onChange={setKind} />
      <TextField name="name" label={t('name')} />
      {chosen && <KindFields key={kind} fields={chosen.fields} />}
      <CheckField name="test" label={t('test')} isOn />
    </Form>
  );
}

function useKindChoices(kinds: readonly KindForm[]) {
  const say = useSay();
  const familyOf = useWords('connectionFamilies');
  return kinds.map(({ kind, family, called }) => ({
    value: kind,
    words: `${familyOf(family)}: ${say(called)}`,
  }));
}
