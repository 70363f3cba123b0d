/** What certificates are searched by, beside their state. */
import { Button } from 'antd';
import { useId } from 'react';
import { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import { SEARCHED, type Filtering, type Searched } from './filter.js';
import { LIST_TEXTS } from './texts.js';

export function Filters({ filtering: { filter, valueOf, change } }: { readonly filtering: Filtering }) {
  const t = useTexts(LIST_TEXTS);
  return (
    <form
      className="filters"
      aria-label={t('filter')}
      // What the address says stands in the fields, wherever it came from.
      key={JSON.stringify(filter)}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new Typed(event.currentTarget);
        change(Object.fromEntries(SEARCHED.map((field) => [field, typed.text(field).trim()])));
      }}
    >
      {SEARCHED.map((field) => (
        <FilterField key={field} field={field} value={valueOf(field)} />
      ))}
      <Button htmlType="submit">{t('apply')}</Button>
    </form>
  );
}

function FilterField({ field, value }: { readonly field: Searched; readonly value: string }) {
  const t = useTexts(LIST_TEXTS);
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{t(field)}</label>
      <input
        id={id}
        name={field}
        type={field === 'expiresBefore' ? 'date' : 'text'}
        defaultValue={value}
        dir="auto"
      />
    </div>
  );
}
