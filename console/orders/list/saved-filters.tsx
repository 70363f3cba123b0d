/** Filters under names of one's own, kept in this browser. */
import { Button } from 'antd';
import { useId } from 'react';
import { Link } from 'react-router';
import { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import type { Filtering } from './filter.js';
import { useKept } from './kept.js';
import { LIST_TEXTS } from './texts.js';

interface SavedFilter {
  readonly name: string;
  /** An address of the list. */
  readonly link: string;
}

/** Nobody finds their way among more. */
const MOST = 30;

export function SavedFilters({ filtering: { linkTo } }: { readonly filtering: Filtering }) {
  const t = useTexts(LIST_TEXTS);
  const id = useId();
  const [saved, keep] = useKept('filters', savedIn);
  const others = (name: string) => saved.filter((each) => each.name !== name);
  return (
    <details>
      <summary>{t('saved')}</summary>
      <ul className="order-choices">
        {saved.map(({ name, link }) => (
          <li key={name}>
            <Link to={link}>{name}</Link>{' '}
            <Button size="small" aria-label={t('forget', { name })} onClick={() => keep(others(name))}>
              {t('forgetShort')}
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const name = new Typed(event.currentTarget).text('name').trim();
          if (name === '') return;
          keep([...others(name), { name, link: linkTo({}) }].slice(-MOST));
          event.currentTarget.reset();
        }}
      >
        <label htmlFor={id}>{t('saveAs')}</label>
        <input id={id} name="name" maxLength={80} autoComplete="off" />{' '}
        <Button size="small" htmlType="submit">
          {t('save')}
        </Button>
      </form>
    </details>
  );
}

/** Addresses of this list and no others, whatever stands there. */
function savedIn(stored: unknown): readonly SavedFilter[] {
  return Array.isArray(stored) ? stored.filter(isSavedFilter).slice(-MOST) : [];
}

function isSavedFilter(each: unknown): each is SavedFilter {
  if (typeof each !== 'object' || each === null || !('name' in each) || !('link' in each)) return false;
  return typeof each.name === 'string' && typeof each.link === 'string' && each.link.startsWith('/orders?');
}
