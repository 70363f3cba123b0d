/** What orders are searched by, beside their tab. */
import { Button } from 'antd';
import { useId } from 'react';
import { Typed } from '../../parts/form.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary, type Vocabulary } from '../../vocabulary/use-vocabulary.js';
import type { Filtering } from './filter.js';
import { LIST_TEXTS } from './texts.js';

const TYPED = ['search', 'project', 'tag', 'deadlineBefore'] as const;
const CHOSEN = ['party', 'brand', 'type'] as const;

export function Filters({ filtering }: { readonly filtering: Filtering }) {
  const t = useTexts(LIST_TEXTS);
  const { filter, valueOf, change } = filtering;
  const { parties, brands, certificateTypes } = useVocabulary();
  const words = { party: parties, brand: brands, type: certificateTypes };
  return (
    <form
      className="order-filters"
      role="search"
      aria-label={t('filter')}
      // What the address says stands in the fields, wherever it came from.
      key={JSON.stringify(filter)}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new Typed(event.currentTarget);
        change(Object.fromEntries([...TYPED, ...CHOSEN].map((field) => [field, typed.text(field).trim()])));
      }}
    >
      {TYPED.map((field) => (
        <TypedField key={field} field={field} value={valueOf(field)} />
      ))}
      {CHOSEN.map((field) => (
        <ChosenField key={field} field={field} words={words[field]} value={valueOf(field)} />
      ))}
      <Button htmlType="submit">{t('apply')}</Button>
    </form>
  );
}

interface TypedFieldProps {
  readonly field: (typeof TYPED)[number];
  readonly value: string;
}

const INPUT_TYPES = { search: 'search', project: 'text', tag: 'text', deadlineBefore: 'date' } as const;

function TypedField({ field, value }: TypedFieldProps) {
  const t = useTexts(LIST_TEXTS);
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{t(field)}</label>
      <input
        id={id}
        name={field}
        type={INPUT_TYPES[field]}
        defaultValue={value}
        autoComplete="off"
        dir="auto"
      />
    </div>
  );
}

interface ChosenFieldProps {
  readonly field: (typeof CHOSEN)[number];
  readonly words: Vocabulary['parties'];
  readonly value: string;
}

function ChosenField({ field, words, value }: ChosenFieldProps) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{t(field)}</label>
      <select id={id} name={field} defaultValue={value}>
        <option value="">{t('any')}</option>
        {words.map((word) => (
          <option key={word.id} value={word.id}>
            {say(word)}
          </option>
        ))}
      </select>
    </div>
  );
}
