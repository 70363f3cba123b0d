/** The tabs that people know, each with how many orders stand under it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { COUNTS } from '../reads.js';
import type { Filtering } from './filter.js';
import { LIST_TEXTS } from './texts.js';

export function Tabs({ filtering: { valueOf, linkTo } }: { readonly filtering: Filtering }) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const { orderTabs } = useVocabulary();
  const counts: Readonly<Record<string, number>> | undefined = useQuery(COUNTS).data;
  const tabs = [{ id: '', words: t('all') }, ...orderTabs.map((word) => ({ id: word.id, words: say(word) }))];
  return (
    <nav aria-label={t('tabs')} className="order-tabs">
      <ul>
        {tabs.map(({ id, words }) => (
          <li key={id}>
            <Link
              to={linkTo({ tab: id, state: '' })}
              aria-current={valueOf('tab') === id ? 'page' : undefined}
            >
              {words} {counts?.[id] !== undefined && <span className="small">{counts[id]}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
