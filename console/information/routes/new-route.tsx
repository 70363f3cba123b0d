/** A route, in the place of the one for the same. */
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { CONNECTIONS } from '../connections/reads.js';
import { COMMON_TEXTS } from '../texts.js';
import { ROUTE_TEXTS } from './texts.js';

interface AskedRoute {
  readonly connection: string;
  readonly brand?: string;
  readonly type?: string;
  readonly suffix?: string;
  readonly fallback?: string;
}

export function NewRoute({ changes }: { readonly changes: readonly QueryKey[] }) {
  const t = useTexts(ROUTE_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const brands = useChoices('brandChoices');
  const types = useChoices('certificateTypeChoices');
  const { data } = useQuery(CONNECTIONS);
  const [count, setCount] = useState(0);
  const cas = (data?.items ?? [])
    .filter(({ family }) => family === 'ca')
    .map(({ connectionId, name }) => ({ value: connectionId, words: name }));
  const { send, isSending, error } = useWrite({
    write: (body: AskedRoute, known) => answered(api.PUT('/v1/routes', { body, ...known })),
    changes,
    done: () => setCount(count + 1),
  });
  return (
    <section>
      <h2>{t('add')}</h2>
      <Form
        emptiedAfter={count}
        label={t('add')}
        error={error}
        isSending={isSending}
        submit={common('save')}
        onSubmit={(typed) => send(routeIn(typed))}
      >
        <ChoiceField name="connection" label={t('connection')} choices={cas} />
        <ChoiceField name="brand" label={t('brand')} choices={brands} none={t('any')} isOptional />
        <ChoiceField name="type" label={t('type')} choices={types} none={t('any')} isOptional />
        <TextField name="suffix" label={t('suffix')} hint={t('suffixHint')} isOptional />
        <ChoiceField
          name="fallback"
          label={t('fallback')}
          hint={t('fallbackHint')}
          choices={cas}
          none={t('noFallback')}
          isOptional
        />
      </Form>
    </section>
  );
}

function routeIn(typed: Typed): AskedRoute {
  const optional = (['brand', 'type', 'suffix', 'fallback'] as const).flatMap((name) => {
    const value = typed.given(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { connection: typed.text('connection'), ...Object.fromEntries(optional) };
}
