/** The form of a connection that there is: what is left as it was is not sent. */
import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form } from '../../parts/form.js';
import { CheckField } from '../../parts/form-field.js';
import { useTexts } from '../../texts/texts.js';
import { COMMON_TEXTS } from '../texts.js';
import { KindFields, type Settings } from './kind-fields.js';
import { KINDS, type Connection } from './reads.js';
import { CONNECTION_TEXTS } from './texts.js';
import { changedFields } from './typed-fields.js';

interface Asked {
  readonly changes: Settings;
  readonly test: boolean;
}

export function EditedConnection({ connection }: { readonly connection: Connection }) {
  const t = useTexts(CONNECTION_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const { data } = useQuery(KINDS);
  const { connectionId, kind, settings } = connection;
  const form = data?.items.find((each) => each.kind === kind);
  const { send, isSending, error, answer } = useWrite({
    write: (body: Asked, known) =>
      answered(
        api.PATCH('/v1/connections/{connection}', {
          params: { path: { connection: connectionId } },
          body,
          ...known,
        }),
      ),
    changes: [['connections']],
  });
  if (!form) return null;
  return (
    <section>
      <h2>{t('edit')}</h2>
      <Form
        label={t('edit')}
        error={error}
        isSending={isSending}
        submit={common('save')}
        onSubmit={(typed) =>
          send({ changes: changedFields(typed, form.fields, settings), test: typed.isOn('test') })
        }
      >
        <KindFields fields={form.fields} settings={settings} />
        <CheckField name="test" label={t('test')} isOn />
      </Form>
      <p role="status">{answer && !error && common('saved')}</p>
    </section>
  );
}
